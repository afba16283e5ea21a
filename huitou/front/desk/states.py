"""What happens to a conversation or case: given, put off, closed, tagged, linked, merged, split, in bulk."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.translation import gettext as _

from huitou.core.api import Refusal, may, now, page, require, zone
from huitou.desk import api as desk
from huitou.front.desk.lists import asked
from huitou.front.desk.pages import list_answer, work_answer
from huitou.front.desk.posts import local_time
from huitou.front.posting import actor_of, id_of, posted_id
from huitou.front.sentences import sentence

ASSIGN, ANSWER, CASES = "desk.assign", "desk.answer", "cases.edit"
GIVING = frozenset({"take", "assign", "return", "transfer", "seen"})  # acts that ask no more than `desk.assign`
MORNING = time(9)


@page(ASSIGN, methods=("POST",))
def assignment(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """Take it, give it to a colleague with a word of hand-over, or put it back into the queue."""
    to, word, actor = request.POST.get("owner", ""), request.POST.get("word", "").strip(), actor_of(request)
    if to == "me":
        desk.take(conversation_id=conversation_id, actor=actor, over=posted_id(request, "over"))
    elif to.startswith("team:"):
        desk.transfer(conversation_id=conversation_id, word=word, actor=actor, team_id=id_of(to[5:]) or 0)
    else:
        desk.assign(conversation_id=conversation_id, to=id_of(to), word=word, actor=actor)
    return work_answer(request, conversation_id)


@page(ANSWER, methods=("POST", "DELETE"))
def snooze(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """Put aside until a time; DELETE takes it back onto the desk."""
    if request.method == "DELETE":
        desk.wake(conversation_id=conversation_id, actor=actor_of(request))
    else:
        until = snooze_until(request.POST.get("until", ""))
        desk.snooze(conversation_id=conversation_id, until=until, actor=actor_of(request))
    return work_answer(request, conversation_id)


@page(ANSWER, methods=("POST", "DELETE"))
def closure(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """Close the conversation and its cases; DELETE opens it again."""
    actor = actor_of(request)
    if request.method == "DELETE":
        desk.reopen(conversation_id=conversation_id, actor=actor)
    else:
        desk.finish(conversation_id=conversation_id, actor=actor, despite=request.POST.getlist("despite"))
    return work_answer(request, conversation_id)


@page(CASES, methods=("POST", "DELETE"))
def case_closure(request: HttpRequest, case_id: int) -> HttpResponse:
    """Close one case; DELETE opens it again."""
    reason, actor = request.POST.get("reason", ""), actor_of(request)
    if request.method == "DELETE":
        desk.reopen_case(case_id=case_id, reason=reason or "by_hand", actor=actor)
    else:
        word = request.POST.get("word", "")
        despite = request.POST.getlist("despite")
        desk.close_case(case_id=case_id, reason=reason or "solved", word=word, actor=actor, despite=despite)
    return work_answer(request, _conversation_of(case_id))


@page(CASES, methods=("POST",))
def case_answers(request: HttpRequest, case_id: int) -> HttpResponse:
    """An answer to one of the five questions."""
    question, text = request.POST.get("question", ""), request.POST.get("answer", "")
    desk.answer_question(case_id=case_id, question=question, text=text, actor=actor_of(request))
    return work_answer(request, _conversation_of(case_id))


@page(CASES, methods=("POST",))
def cases(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """Write down a matter of this conversation as a case."""
    desk.open_case(
        conversation_id=conversation_id,
        kind=request.POST.get("kind", ""),
        severity=posted_id(request, "severity") or 2,
        touchpoint_id=posted_id(request, "touchpoint"),
        site_id=posted_id(request, "site"),
        summary=request.POST.get("summary", ""),
        actor=actor_of(request),
    )
    return work_answer(request, conversation_id)


@page(ANSWER, methods=("POST", "DELETE"))
def tags(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """Name a situation; DELETE takes the word away."""
    tag_id = id_of(request.POST.get("tag") or request.GET.get("tag")) or 0
    act = desk.untag if request.method == "DELETE" else desk.tag
    act(conversation_id=conversation_id, tag_id=tag_id, actor=actor_of(request))
    return work_answer(request, conversation_id)


@page(ANSWER, methods=("POST", "DELETE"))
def links(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """Two conversations belong together; DELETE parts them."""
    other_id = id_of(request.POST.get("other") or request.GET.get("other")) or 0
    act = desk.unlink if request.method == "DELETE" else desk.link
    act(conversation_id=conversation_id, other_id=other_id, actor=actor_of(request))
    return work_answer(request, conversation_id)


@page(ANSWER, methods=("POST", "DELETE"))
def merges(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """Let another conversation go on in this one; DELETE parts them again."""
    if request.method == "DELETE":
        desk.undo_merge(merge_id=id_of(request.GET.get("merge")) or 0, actor=actor_of(request))
    else:
        other_id = posted_id(request, "other") or 0
        desk.merge_conversations(kept_id=conversation_id, gone_id=other_id, actor=actor_of(request))
    return work_answer(request, conversation_id)


@page(ANSWER, methods=("POST",))
def parts(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """Some messages go on in a conversation of their own, which is shown."""
    ids = _ids(request, "message")
    new_id = desk.split(
        conversation_id=conversation_id,
        message_ids=ids,
        key=request.POST.get("key", ""),
        subject=request.POST.get("subject", ""),
        actor=actor_of(request),
    )
    answer = work_answer(request, new_id)
    answer["HX-Push-Url"] = f"/desk/c/{new_id}"
    return answer


@page(ASSIGN, methods=("POST",))
def bulk(request: HttpRequest) -> HttpResponse:
    """One act for several conversations; what was refused is told, the others are done."""
    ids = _ids(request, "ids")
    owner = request.POST.get("owner", "")
    act = request.POST.get("act") or ("assign" if owner else "")
    require_for(request.user, act)
    outcomes = desk.bulk(
        conversation_ids=ids,
        act=act,
        key=request.POST.get("key", "") or f"{request.user.pk}:{now().isoformat()}",
        actor=actor_of(request),
        to=id_of(owner),
        until=snooze_until("tomorrow") if act == "snooze" else None,
    )
    refused = [row for row in outcomes if row.code]
    answer = list_answer(request)
    if refused:
        said = sentence(Refusal(refused[0].code, **refused[0].params))
        answer["X-Say"] = quote(_("%(n)s 个没有办成：%(why)s") % {"n": len(refused), "why": said})
    return answer


@page("desk.read", methods=("POST",))
def views(request: HttpRequest) -> HttpResponse:
    """Keep the filter of the list under a name."""
    for_all = request.POST.get("for") == "all" and may(request.user, "settings.edit")
    query = asked(QueryDict(request.POST.get("query", ""))).query
    name = request.POST.get("name", "")
    desk.save_view(name=name, query=query, account_id=None if for_all else request.user.pk)
    return HttpResponseRedirect(f"/desk?{query}")


@page("desk.read", methods=("DELETE",))
def view(request: HttpRequest, view_id: int) -> HttpResponse:
    """Forget a view of one's own."""
    desk.remove_view(view_id=view_id, account_id=request.user.pk)
    return HttpResponse(status=204, headers={"HX-Redirect": "/desk"})


def require_for(me: Any, act: str) -> None:
    """What a bulk act needs beside `desk.assign`: the right that the same act needs for one conversation."""
    if act in desk.ACTS and act not in GIVING:
        require(me, ANSWER)


def _conversation_of(case_id: int) -> int:
    found = desk.case(case_id=case_id)
    if found is None:
        raise Refusal("core.not_found")
    return found.case.conversation_id


def snooze_until(choice: str) -> datetime:
    """hour, evening, tomorrow, monday, or a time of one's own."""
    moment, where = now(), zone()
    local = moment.astimezone(where)
    days = {"tomorrow": 1, "monday": 7 - local.weekday()}.get(choice)
    if days:
        return datetime.combine(local.date() + timedelta(days=days), MORNING, where)
    if choice == "hour":
        return moment + timedelta(hours=1)
    if choice == "three":
        return moment + timedelta(hours=3)
    return local_time(choice)


def _ids(request: HttpRequest, name: str) -> list[int]:
    return [pk for text in request.POST.getlist(name) if (pk := id_of(text)) is not None]
