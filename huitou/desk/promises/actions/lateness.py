"""What time does to promises: the reminder, the due time, and the duty that climbs until somebody takes it.

Timers come in crowds (everybody promises "before six"), so these actions take many promises at once: one transaction,
a handful of statements whatever their number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from huitou.core.api import SYSTEM, Actor, NewJob, Refusal, cancel, enqueue_all, now, record, record_all, writing
from huitou.desk.models import Conversation, Escalation, Promise
from huitou.desk.promises.actions.rows import ids, locked
from huitou.desk.promises.facts import EscalationTaken, PromiseEscalated, PromiseLate, PromiseReminded
from huitou.desk.promises.rules.states import Rung, next_rung, take_until
from huitou.roster.api import escalation_ladder


def remind(*, promise_ids: Sequence[int]) -> None:
    """Remind the owners of those still open, before they are late. The fact is what reaches their screens."""
    with writing():
        rows = _locked_all(promise_ids)
        told = [
            PromiseReminded(**ids(promise), owner_id=promise.owner_id, due_at=promise.due_at)
            for promise in rows
            if promise.state == Promise.OPEN and promise.late_at is None
        ]
        record_all(told)


def fall_due(*, promise_ids: Sequence[int]) -> None:
    """Their due time is here: those still open are late from now on, and their duty goes to the next person."""
    with writing():
        rows = [p for p in _locked_all(promise_ids) if p.state == Promise.OPEN and p.late_at is None]
        moment = now()
        Promise.objects.filter(pk__in=[promise.pk for promise in rows]).update(late_at=moment)
        record_all([PromiseLate(**ids(p), owner_id=p.owner_id, due_at=p.due_at) for p in rows])
        hand_over(rows)


def climb(*, steps: Sequence[tuple[int, int]]) -> None:
    """(promise id, number of the escalation): where nobody took it in time, the duty goes to the next of the ladder.

    At the top it stays where it is.
    """
    with writing():
        rows = {promise.pk: promise for promise in _locked_all([pk for pk, _number in steps])}
        waiting = {row.promise_id: row.position for row in _escalations(rows) if not row.taken_at and not row.passed_at}
        alive = (Promise.OPEN, Promise.BROKEN)
        hand_over([rows[pk] for pk, number in steps if waiting.get(pk) == number and rows[pk].state in alive])


def take(*, promise_id: int, actor: Actor) -> None:
    """The person asked takes the duty; a colleague may take it in their place and then is the one. Idempotent.

    Raises Refusal("desk.nothing_to_take") when no escalation waits.
    """
    with writing():
        promise = locked(promise_id)
        asked = list(_escalations([promise.pk]))
        waiting = next((row for row in asked if not row.taken_at and not row.passed_at), None)
        if actor.kind != "account" or actor.id is None:
            raise Refusal("desk.promise_needs_person")
        if waiting is None:
            if promise.owner_id == actor.id and any(row.to_id == actor.id for row in asked):
                return
            raise Refusal("desk.nothing_to_take")
        cancel(_climb_key(promise.pk, waiting.position))
        if waiting.to_id != actor.id:
            waiting = _pass_on([_Handover(promise, waiting, len(asked) + 1, Rung(actor.id, 1))], actor)[0]
        waiting.taken_at = now()
        waiting.save(update_fields=["taken_at"])
        happened = EscalationTaken(**ids(promise), owner_id=actor.id, number=waiting.position)
        record(happened, actor=actor)


def hand_over(promises: Sequence[Promise]) -> None:
    """Give the duty of each to the next of its team's ladder (in the caller's transaction, rows locked).

    Nobody is asked twice in a round; a new round begins when the duty was taken and the promise fails once more. At the
    top of the ladder the duty stays where it is.
    """
    asked: dict[int, list[Escalation]] = defaultdict(list)
    for row in _escalations([promise.pk for promise in promises]):
        asked[row.promise_id].append(row)
    ladders = {team_id: _ladder(team_id) for team_id in {promise.team_id for promise in promises}}
    handed = []
    for promise in promises:
        before = asked[promise.pk]
        rung = next_rung(ladder=ladders[promise.team_id], tried=_round(before), owner_id=promise.owner_id)
        waiting = next((row for row in before if not row.taken_at and not row.passed_at), None)
        if rung is not None:
            handed.append(_Handover(promise, waiting, len(before) + 1, rung))
    rows = _pass_on(handed, SYSTEM)
    climbs = [
        NewJob(
            {"promise_id": row.promise_id, "number": row.position},
            row.take_until,
            _climb_key(row.promise_id, row.position),
        )
        for row in rows
    ]
    if climbs:
        enqueue_all("desk.promise_climb", climbs)


@dataclass(frozen=True)
class _Handover:
    """The next step of one promise: from whom it was waited for, under which number, to whom."""

    promise: Promise
    waiting: Escalation | None
    number: int
    rung: Rung


def _pass_on(handed: Sequence[_Handover], actor: Actor) -> list[Escalation]:
    moment = now()
    passed = [one.waiting.pk for one in handed if one.waiting is not None]
    if passed:
        Escalation.objects.filter(pk__in=passed).update(passed_at=moment)
    rows = Escalation.objects.bulk_create([_row(one, moment) for one in handed])
    told, owners = [], defaultdict(list)
    for one, row in zip(handed, rows, strict=True):
        happened = PromiseEscalated(
            **ids(one.promise),
            from_id=one.promise.owner_id,
            to_id=row.to_id,
            number=row.position,
            take_until=row.take_until,
        )
        told.append(happened)
        one.promise.owner_id = row.to_id
        owners[row.to_id].append(row.promise_id)
    for owner_id, promise_ids in owners.items():
        Promise.objects.filter(pk__in=promise_ids).update(owner_id=owner_id)
    record_all(told, actor=actor)
    return rows


def _row(one: _Handover, moment: datetime) -> Escalation:
    return Escalation(
        promise_id=one.promise.pk,
        position=one.number,
        to_id=one.rung.account_id,
        at=moment,
        take_until=take_until(moment, one.rung),
    )


def _ladder(team_id: int | None) -> tuple[Rung, ...]:
    steps = escalation_ladder(team_id=team_id or 0)
    return tuple(Rung(step.account_id, step.minutes_to_take) for step in steps)


def _round(asked: Sequence[Escalation]) -> frozenset[int]:
    """Who was asked since the duty was last taken."""
    found: set[int] = set()
    for row in asked:
        found = set() if row.taken_at else found | {row.to_id}
    return frozenset(found)


def _escalations(promise_ids: Iterable[int]) -> Iterable[Escalation]:
    return Escalation.objects.filter(promise_id__in=list(promise_ids)).order_by("promise_id", "position")


def _locked_all(promise_ids: Sequence[int]) -> list[Promise]:
    """The promises, their conversations locked first and both in the order of their ids; see `rows.locked`."""
    conversations = Promise.objects.filter(pk__in=promise_ids).values("conversation_id")
    list(Conversation.objects.select_for_update().filter(pk__in=conversations).order_by("pk").values_list("pk"))
    return list(Promise.objects.select_for_update().filter(pk__in=promise_ids).order_by("pk"))


def _climb_key(promise_id: int, number: int) -> str:
    return f"promise:{promise_id}:climb:{number}"
