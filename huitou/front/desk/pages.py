"""The desk's pages and parts: list, conversation, who is looking. The same partials serve page, swap and push."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from huitou.core.api import may, page
from huitou.desk import api as desk
from huitou.front.desk.lists import Asked, Shared, asked, list_page
from huitou.front.desk.work import Work, viewers_of, work_of
from huitou.front.posting import id_of
from huitou.front.shell import page_answer

READ = "desk.read"


@page(READ)
def desk_page(request: HttpRequest) -> HttpResponse:
    """The list alone, nothing open yet."""
    what = _asked(request)
    listed = list_page(what, Shared(), account_id=request.user.pk)
    return page_answer(request, "front/desk.html", "desk", page=listed, conversation=None, pane=None)


@page(READ)
def list_part(request: HttpRequest) -> HttpResponse:
    """The list pane's content, for live refreshes."""
    return list_answer(request)


@page(READ)
def conversation(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """A conversation: the whole page, or for a swap the middle and right panes only."""
    before = request.GET.get("before") or None
    if request.headers.get("HX-Request"):
        return work_answer(request, conversation_id, before=before)
    what, shared = _asked(request), Shared()
    work = work_of(conversation_id, shared, account_id=request.user.pk, query=what.query, before=before)
    if work.conversation.id != str(conversation_id):
        return HttpResponseRedirect(f"/desk/c/{work.conversation.id}?{what.query}")
    _seen(request, work)
    listed = list_page(what, shared, account_id=request.user.pk, open_id=conversation_id)
    return page_answer(request, "front/desk.html", "desk", page=listed, conversation=work.conversation, pane=work.pane)


@page(READ)
def viewers(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """Who else looks at it now."""
    rows = viewers_of(conversation_id, request.user.pk)
    return render(request, "front/_lookers.html", {"viewers": rows})


def work_answer(request: HttpRequest, conversation_id: int, *, before: str | None = None) -> HttpResponse:
    """The middle and right panes as they are now: the answer to every post of the desk."""
    what = _asked(request)
    work = work_of(conversation_id, Shared(), account_id=request.user.pk, query=what.query, before=before)
    if request.method == "GET":
        _seen(request, work)
    return render(request, "front/_work.html", {"conversation": work.conversation, "pane": work.pane})


def list_answer(request: HttpRequest) -> HttpResponse:
    """The list pane as it is now."""
    listed = list_page(
        _asked(request),
        Shared(),
        account_id=request.user.pk,
        open_id=id_of(request.GET.get("open")),
        rows_only=True,
    )
    return render(request, "front/_list.html", {"page": listed})


def _asked(request: HttpRequest) -> Asked:
    """Those who do not answer themselves (managers, quality) look at everything first."""
    return asked(request.GET, default="mine" if may(request.user, "desk.answer") else "all")


def _seen(request: HttpRequest, work: Work) -> None:
    """Note what was seen; a page that shows nothing new must not stand in line with those who write."""
    if work.unseen:
        desk.mark_seen(conversation_id=int(work.conversation.id), account_id=request.user.pk)
