"""Promises from the desk: offered while typing, made, ended with the customer's word, taken over when late."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from huitou.core.api import Refusal, page
from huitou.desk import api as desk
from huitou.front.desk.pages import work_answer
from huitou.front.desk.posts import local_time
from huitou.front.posting import actor_of, posted_id
from huitou.front.sentences import sentence
from huitou.front.times import iso

MAKE = "promises.make"


@page("desk.read", methods=("POST",))
def suggestion(request: HttpRequest) -> HttpResponse:
    """The first promise that stands in the text being typed, as JSON; 204 when there is none.

    `vague` says that something was promised without a moment (尽快): the agent is told, nothing is kept.
    """
    conversation_id = posted_id(request, "conversation") or 0
    place = desk.place_of(conversation_id=conversation_id)
    found = desk.suggest(text=request.POST.get("text", "")[:5000], team_id=place.team_id if place else None)
    if not found:
        return HttpResponse(status=204)
    first = next((row for row in found if row.due_at), found[0])
    if first.due_at is None:
        return JsonResponse({"label": first.words, "vague": True, "content": first.text, "due_at": ""})
    new = desk.NewPromise(kind=first.kind, text=first.text, due_at=first.due_at)
    objections = desk.check_promise(conversation_id=conversation_id, new=new, account_id=request.user.pk)
    return JsonResponse(
        {
            "label": _("%(due)s 前%(what)s") % {"due": first.due_text, "what": first.text},
            "due_at": iso(first.due_at),
            "content": first.text,
            "warnings": [sentence(Refusal(o.code, **o.params)) for o in objections],
        }
    )


@page(MAKE, methods=("POST",))
def promises(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """A promise without a reply (made on the telephone, say)."""
    desk.make_promise(
        conversation_id=conversation_id,
        new=desk.NewPromise(
            kind=request.POST.get("kind", "reply"),
            text=request.POST.get("content", ""),
            due_at=local_time(request.POST.get("due", "")),
            despite=tuple(request.POST.getlist("despite")),
        ),
        key=f"desk:{request.POST.get('key', '')}",
        actor=actor_of(request),
    )
    return work_answer(request, conversation_id)


@page(MAKE, methods=("POST",))
def outcome(request: HttpRequest, promise_id: int) -> HttpResponse:
    """What became of a promise: kept, renegotiated or released with the customer's word, or honestly broken."""
    word, actor = request.POST.get("reason", "").strip(), actor_of(request)
    match request.POST.get("outcome"):
        case "kept":
            desk.keep(promise_id=promise_id, actor=actor, word=word)
        case "renegotiated":
            due_at = local_time(request.POST.get("due", ""))
            row = _promise(promise_id)
            desk.renegotiate(promise_id=promise_id, due_at=due_at, text=row.text, word=word, actor=actor)
        case "released":
            desk.release(promise_id=promise_id, word=word, actor=actor)
        case "broken":
            desk.admit_broken(promise_id=promise_id, word=word, actor=actor)
        case _:
            raise Refusal("front.bad_choice")
    return work_answer(request, _promise(promise_id).conversation_id)


@page(MAKE, methods=("POST",))
def duty(request: HttpRequest, promise_id: int) -> HttpResponse:
    """I take over a late promise that was handed to me."""
    desk.take_escalation(promise_id=promise_id, actor=actor_of(request))
    return work_answer(request, _promise(promise_id).conversation_id)


def _promise(promise_id: int) -> desk.PromiseRow:
    row = desk.promise(promise_id=promise_id)
    if row is None:
        raise Refusal("core.not_found")
    return row
