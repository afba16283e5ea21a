"""What time does to a promise: the reminder, the due time, and the duty that climbs until somebody takes it."""

from __future__ import annotations

from huitou.core.api import SYSTEM, Actor, Refusal, cancel, enqueue, now, record, writing
from huitou.desk.models import Escalation, Promise
from huitou.desk.promises.actions.rows import ids, locked
from huitou.desk.promises.facts import EscalationTaken, PromiseEscalated, PromiseLate, PromiseReminded
from huitou.desk.promises.rules.states import Rung, next_rung, take_until
from huitou.roster.api import escalation_ladder


def remind(*, promise_id: int) -> None:
    """Remind the owner before it is late. The fact is what reaches their screens."""
    with writing():
        promise = locked(promise_id)
        if promise.state == Promise.OPEN and promise.late_at is None:
            record(PromiseReminded(**ids(promise), owner_id=promise.owner_id, due_at=promise.due_at))


def fall_due(*, promise_id: int) -> None:
    """The due time is here: a promise still open is late from now on, and its duty goes to the next person."""
    with writing():
        promise = locked(promise_id)
        if promise.state != Promise.OPEN or promise.late_at is not None:
            return
        promise.late_at = now()
        promise.save(update_fields=["late_at"])
        record(PromiseLate(**ids(promise), owner_id=promise.owner_id, due_at=promise.due_at))
        hand_over(promise)


def climb(*, promise_id: int, number: int) -> None:
    """Nobody took it in time: the duty goes to the next one of the ladder; at the top it stays where it is."""
    with writing():
        promise = locked(promise_id)
        row = Escalation.objects.filter(promise=promise, position=number).first()
        waiting = row is not None and row.taken_at is None and row.passed_at is None
        if waiting and promise.state in (Promise.OPEN, Promise.BROKEN):
            hand_over(promise)


def take(*, promise_id: int, actor: Actor) -> None:
    """The person asked takes the duty; a colleague may take it in their place and then is the one. Idempotent.

    Raises Refusal("desk.nothing_to_take") when no escalation waits.
    """
    with writing():
        promise = locked(promise_id)
        waiting = _waiting(promise)
        if actor.kind != "account" or actor.id is None:
            raise Refusal("desk.promise_needs_person")
        if waiting is None:
            if promise.owner_id == actor.id and Escalation.objects.filter(promise=promise, to_id=actor.id).exists():
                return
            raise Refusal("desk.nothing_to_take")
        cancel(_climb_key(promise, waiting.position))
        if waiting.to_id != actor.id:
            waiting = _pass_on(promise, waiting, Rung(actor.id, 1), actor)
        waiting.taken_at = now()
        waiting.save(update_fields=["taken_at"])
        happened = EscalationTaken(**ids(promise), owner_id=actor.id, number=waiting.position)
        record(happened, actor=actor)


def hand_over(promise: Promise) -> None:
    """Give the duty to the next of the team's ladder (in the caller's transaction).

    Nobody is asked twice in a round; a new round begins when the duty was taken and the promise fails once more.
    """
    steps = escalation_ladder(team_id=promise.team_id or 0)
    ladder = tuple(Rung(step.account_id, step.minutes_to_take) for step in steps)
    rung = next_rung(ladder=ladder, tried=_asked(promise), owner_id=promise.owner_id)
    if rung is None:
        return
    row = _pass_on(promise, _waiting(promise), rung, SYSTEM)
    args = {"promise_id": promise.pk, "number": row.position}
    enqueue("desk.promise_climb", args, run_at=row.take_until, key=_climb_key(promise, row.position))


def _asked(promise: Promise) -> frozenset[int]:
    asked: set[int] = set()
    rows = Escalation.objects.filter(promise=promise).order_by("position")
    for to_id, taken_at in rows.values_list("to_id", "taken_at"):
        asked = set() if taken_at else asked | {to_id}
    return frozenset(asked)


def _waiting(promise: Promise) -> Escalation | None:
    return Escalation.objects.filter(promise=promise, taken_at=None, passed_at=None).order_by("-position").first()


def _pass_on(promise: Promise, waiting: Escalation | None, rung: Rung, actor: Actor) -> Escalation:
    moment, before = now(), promise.owner_id
    if waiting is not None:
        waiting.passed_at = moment
        waiting.save(update_fields=["passed_at"])
    last = Escalation.objects.filter(promise=promise).order_by("-position").values_list("position", flat=True).first()
    row = Escalation.objects.create(
        promise=promise,
        position=(last or 0) + 1,
        to_id=rung.account_id,
        at=moment,
        take_until=take_until(moment, rung),
    )
    promise.owner_id = rung.account_id
    promise.save(update_fields=["owner"])
    happened = PromiseEscalated(
        **ids(promise), from_id=before, to_id=rung.account_id, number=row.position, take_until=row.take_until
    )
    record(happened, actor=actor)
    return row


def _climb_key(promise: Promise, number: int) -> str:
    return f"promise:{promise.pk}:climb:{number}"
