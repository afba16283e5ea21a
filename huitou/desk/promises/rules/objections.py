"""What speaks against a promise before it is made (D4): policy, calendar, capacity, the owner's load.

Hard objections refuse; soft ones are shown, and the agent may go on knowing them. Each is a code with what its sentence
needs; where a time would do, it is offered as `offer`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from huitou.desk.promises.rules.times import Calendar, in_working_time, next_working_moment

LONGEST_TEXT = 300
SHORTEST_NOTICE = timedelta(minutes=1)
BUSY = 0.8  # of the most open promises an agent may have: from here on a word of warning


@dataclass(frozen=True)
class Objection:
    """`code` is explained in `desk/sentences.py`; `hard` refuses, else the agent may go on."""

    code: str
    params: dict[str, Any] = field(default_factory=dict)
    hard: bool = True


@dataclass(frozen=True)
class Policy:
    """What may be promised of one kind. `most_per_hour`: of one team, None without a limit."""

    kind: str
    least_minutes: int = 0
    most_days: int = 30
    roles: frozenset[str] = frozenset()
    in_working_time: bool = True
    most_per_hour: int | None = None


@dataclass(frozen=True)
class Asked:
    """The promise that is asked for: what, until when, and who would owe it."""

    kind: str
    text: str
    due_at: datetime
    role: str


@dataclass(frozen=True)
class Load:
    """What is owed already.

    `open_by_owner` and `most_open`: the owner's open promises and the most one may have. `same_hour`: open promises of
    the team due in the same clock hour. `close_by`: the owner's due within ten minutes of this one. `on_shift`: whether
    the owner works at the due time, None when the rota says nothing about it.
    """

    open_by_owner: int = 0
    most_open: int = 40
    same_hour: int = 0
    close_by: int = 0
    on_shift: bool | None = None


def objections(
    *, asked: Asked, policy: Policy | None, hours: Calendar, load: Load, at: datetime
) -> tuple[Objection, ...]:
    """Everything that speaks against it, hard ones first. `policy` None: this kind is not promised here."""
    if not asked.text.strip():
        return (Objection("desk.promise_empty"),)
    if len(asked.text) > LONGEST_TEXT:
        return (Objection("desk.promise_too_long", {"most": LONGEST_TEXT, "length": len(asked.text)}),)
    if policy is None:
        return (Objection("desk.promise_kind_unknown", {"kind": asked.kind}),)
    if asked.due_at < at + SHORTEST_NOTICE:
        return (Objection("desk.promise_past", {"offer": next_working_moment(hours, at + timedelta(minutes=30))}),)
    judges: tuple[Callable[..., Iterator[Objection]], ...] = (_policy, _calendar, _capacity, _owner)
    found = [objection for judge in judges for objection in judge(asked, policy, hours, load, at)]
    return tuple(sorted(found, key=lambda objection: not objection.hard))


def _policy(asked: Asked, policy: Policy, hours: Calendar, load: Load, at: datetime) -> Iterator[Objection]:
    if policy.roles and asked.role not in policy.roles:
        yield Objection("desk.promise_role", {"kind": asked.kind, "roles": sorted(policy.roles)})
    least = timedelta(minutes=policy.least_minutes)
    if hours.working_between(at, asked.due_at) < least:
        offer = hours.add_working(at, least)
        yield Objection("desk.promise_too_soon", {"minutes": policy.least_minutes, "offer": offer})
    latest = at + timedelta(days=policy.most_days)
    if asked.due_at > latest:
        yield Objection("desk.promise_too_far", {"days": policy.most_days, "offer": latest})


def _calendar(asked: Asked, policy: Policy, hours: Calendar, load: Load, at: datetime) -> Iterator[Objection]:
    if in_working_time(hours, asked.due_at):
        return
    closed_day = not hours.is_working_day(hours.local_day(asked.due_at))
    code = "desk.promise_closed_day" if closed_day else "desk.promise_closed_hour"
    yield Objection(code, {"offer": hours.opens_next(asked.due_at)}, hard=policy.in_working_time)


def _capacity(asked: Asked, policy: Policy, hours: Calendar, load: Load, at: datetime) -> Iterator[Objection]:
    if policy.most_per_hour is not None and load.same_hour >= policy.most_per_hour:
        yield Objection("desk.promise_capacity", {"most": policy.most_per_hour, "count": load.same_hour})


def _owner(asked: Asked, policy: Policy, hours: Calendar, load: Load, at: datetime) -> Iterator[Objection]:
    numbers = {"count": load.open_by_owner, "most": load.most_open}
    if load.open_by_owner >= load.most_open:
        yield Objection("desk.promise_load", numbers)
    elif load.open_by_owner >= BUSY * load.most_open:
        yield Objection("desk.promise_load_high", numbers, hard=False)
    if load.close_by:
        yield Objection("desk.promise_overlap", {"count": load.close_by}, hard=False)
    if load.on_shift is False:
        yield Objection("desk.promise_off_shift", hard=False)
