"""The customer's own page: their words and ours, what was promised, what became of it. No login, an unguessable key."""

from __future__ import annotations

import secrets
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from huitou.core.api import Actor, Refusal, public_page
from huitou.desk import api as desk
from huitou.desk.api import IncomingFile, PublicThread, customer_says, public_thread, receive
from huitou.front.public.flood import count_words
from huitou.front.public.frame import frame
from huitou.front.public.promise import shown
from huitou.front.public.shapes import PublicPromisePage
from huitou.front.public.words import greeting
from huitou.front.sentences import sentence, status
from huitou.front.times import Clock, iso
from huitou.voice.api import open_link

LONGEST = 10_000


@public_page()
def matter(request: HttpRequest, key: str) -> HttpResponse:
    """The page of one conversation."""
    return _show(request, key)


@public_page(methods=("POST",))
def messages(request: HttpRequest, key: str) -> HttpResponse:
    """The customer writes again."""
    thread = _thread(key)
    text = request.POST.get("text", "").replace("\0", "").replace("\r\n", "\n").strip()
    files = [
        IncomingFile(filename=f.name or "file", content_type=f.content_type or "", content=f.read())
        for f in request.FILES.getlist("files")
    ]
    if not text and not files:
        return _show(request, key, error=_("请写几句话再发送。"), code=400)
    if len(text) > LONGEST:
        return _show(
            request, key, error=_("内容超过 %(n)s 字了，请分几次发送。") % {"n": LONGEST}, typed=text, code=400
        )
    try:
        count_words(conversation_key=thread.key)
        receive(
            channel_id=_channel_id(thread),
            key=request.POST.get("key", "")[:200] or secrets.token_urlsafe(16),
            customer_id=thread.customer_id,
            text=text,
            files=files,
            conversation_key=thread.key,
        )
    except Refusal as refusal:
        return _show(request, key, error=sentence(refusal), typed=text, code=status(refusal))
    return HttpResponseRedirect(reverse("public-matter", args=[key]) + "#end")


@public_page(methods=("POST",))
def answer(request: HttpRequest, key: str, promise_id: int) -> HttpResponse:
    """The customer says whether a promise was kept: 做到没有，客户说了算."""
    _theirs(key, promise_id)
    kept = request.POST.get("answer") == "kept"
    try:
        customer_says(promise_id=promise_id, kept=kept, word=_word(request))
    except Refusal as refusal:
        return _show(request, key, notice=sentence(refusal), code=status(refusal))
    return HttpResponseRedirect(reverse("public-matter", args=[key]) + "#promises")


@public_page(methods=("POST",))
def release(request: HttpRequest, key: str, promise_id: int) -> HttpResponse:
    """The customer no longer needs what was promised; said twice it is said once."""
    row = _theirs(key, promise_id)
    if row.state != "released":
        try:
            desk.release(promise_id=promise_id, word=_word(request), actor=Actor.customer(_thread(key).customer_id))
        except Refusal as refusal:
            return _show(request, key, notice=sentence(refusal), code=status(refusal))
    return HttpResponseRedirect(reverse("public-matter", args=[key]) + "#promises")


def _word(request: HttpRequest) -> str:
    return request.POST.get("word", "").replace("\0", "").strip()[:300]


def _theirs(key: str, promise_id: int) -> desk.PublicPromise:
    """The promise, if it was made in this conversation and the customer may see it."""
    found = next((row for row in _promises(_thread(key)) if row.id == promise_id), None)
    if found is None:
        raise Http404
    return found


def _thread(key: str) -> PublicThread:
    thread = public_thread(conversation_key=key)
    if thread is None:
        raise Http404
    return thread


def _show(
    request: HttpRequest, key: str, *, error: str = "", notice: str = "", typed: str = "", code: int = 200
) -> HttpResponse:
    thread, clock = _thread(key), Clock.read()
    link = open_link(conversation_key=key)
    page = PublicPromisePage(
        greeting=greeting(name=thread.writer_name),
        matter=thread.subject,
        lead=_lead(thread),
        promises=tuple(shown(key=key, row=row, clock=clock) for row in _promises(thread)),
        write_href=reverse("public-messages", args=[key]),
    )
    context = {
        "frame": frame(request, site=thread.site_name),
        "page": page,
        "lines": [_line(key, row, clock) for row in thread.messages],
        "new": "new" in request.GET,
        "key": secrets.token_urlsafe(16),
        "events_href": f"/c/{key}/events",
        "rating_href": reverse("public-rating", args=[link]) if link else "",
        "closed": thread.closed,
        "error": error,
        "notice": notice,
        "typed": typed,
    }
    return render(request, "front/public/matter.html", context, status=code)


def _lead(thread: PublicThread) -> str:
    """What the matter is called, unless the first message says it in the same words."""
    said = thread.messages[0].text if thread.messages else ""
    return "" if thread.subject.rstrip("…") in " ".join(said.split()) else thread.subject


def _channel_id(thread: PublicThread) -> int:
    conversation_id = desk.conversation_id_of(key=thread.key)
    place = desk.place_of(conversation_id=conversation_id) if conversation_id else None
    if place is None:
        raise Http404
    return place.channel_id


def _promises(thread: PublicThread) -> list[desk.PublicPromise]:
    """Those made in this conversation: a page that was passed on, or a wrong merge, must not show another matter's."""
    rows = desk.public_promises(customer_ids=[thread.customer_id])
    return [row for row in rows if row.conversation_key == thread.key]


def _line(key: str, row: Any, clock: Clock) -> dict[str, Any]:
    return {
        "ours": row.ours,
        "author": row.by_name,
        "time_text": clock.day_and_time(row.at),
        "at": iso(row.at),
        "paragraphs": row.text.split("\n"),
        "files": [{"name": f.filename, "href": reverse("public-file", args=[key, f.key])} for f in row.files],
    }
