"""Promises from the desk: offered while typing, made, ended with the customer's word, taken over when late."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from huitou.core.api import Refusal, page
from huitou.desk import api as desk
from huitou.front.desk.pages import work_answer
from huitou.front.desk.posts import MOST_PROMISES, local_time
from huitou.front.posting import actor_of, posted_id
from huitou.front.sentences import sentence
from huitou.front.times import Clock, iso

MAKE = "promises.make"


@page("desk.read", methods=("POST",))
def suggestion(request: HttpRequest) -> HttpResponse:
    """The promises that stand in the text being typed, as JSON; 204 when there is none."""
    conversation_id = posted_id(request, "conversation") or 0
    place = desk.place_of(conversation_id=conversation_id)
    found = desk.suggest(text=request.POST.get("text", "")[:5000], team_id=place.team_id if place else None)
    if not found:
        return HttpResponse(status=204)
    clock = Clock.read()
    rows = [_offer(one, conversation_id, request.user.pk, clock) for one in found[:MOST_PROMISES]]
    return JsonResponse({"promises": rows})


def _offer(found: desk.Suggestion, conversation_id: int, account_id: int, clock: Clock) -> dict[str, Any]:
    """A promise as its chip shows it. Without `due_at` it cannot be kept: `doubt` says why (尽快, one that is past)."""
    row = {"phrase": found.phrase, "kind": found.kind, "content": found.text, "due_at": "", "readings": []}
    if found.due_at is None:
        doubts = {"past": _("这个时间已经过了：%(words)s"), "no_such_day": _("没有这一天：%(words)s")}
        doubt = doubts.get(found.why, _("没有说时间：%(words)s"))
        return row | {"doubt": doubt % {"words": found.words}}
    new = desk.NewPromise(kind=found.kind, text=found.text, due_at=found.due_at)
    objections = desk.check_promise(conversation_id=conversation_id, new=new, account_id=account_id)
    readings = [_reading(at, clock) for at in (found.due_at, found.other_due_at) if at]
    label = _("%(due)s 前%(what)s") % {"due": clock.day_and_time(found.due_at), "what": found.text}
    warnings = [sentence(Refusal(one.code, **one.params)) for one in objections]
    return row | readings[0] | {"label": label, "readings": readings, "warnings": warnings}


def _reading(at: datetime, clock: Clock) -> dict[str, str]:
    """One reading of its time: exact, for a `datetime-local` field, and in words."""
    local, due = at.astimezone(clock.where), clock.day_and_time(at)
    return {"due_at": iso(at), "due_local": f"{local:%Y-%m-%dT%H:%M}", "by": _("%(due)s 前") % {"due": due}}


@page(MAKE, methods=("POST",))
def promises(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """A promise without a reply (made on the telephone, say)."""
    desk.make_promise(
        conversation_id=conversation_id,
        new=desk.NewPromise(
            kind=request.POST.get("kind") or desk.promise_kind_of(text=request.POST.get("content", "")),
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
