"""Who is on duty, in which state, until when, and to whom late promises climb."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from huitou.core.api import accounts
from huitou.roster.company.reads import leaders_of
from huitou.roster.models import EscalationStep, Membership, Presence, Shift, SkillHeld

MINUTES = 5  # to take an escalation, when the company has set nothing


@dataclass(frozen=True)
class Duty:
    """Somebody on shift: what they said of themselves, what they can do, when they were last given something.

    `until` is the end of the shift (None: the team keeps no rota and the person is simply there).
    """

    account_id: int
    presence: str
    skills: frozenset[str]
    assigned_at: datetime | None
    until: datetime | None


@dataclass(frozen=True)
class Step:
    """One step of the ladder: who gets it, and how many minutes they have before it climbs on."""

    position: int
    account_id: int
    minutes_to_take: int


@dataclass(frozen=True)
class ShiftRow:
    """A shift, in UTC."""

    id: int
    account_id: int
    team_id: int
    starts_at: datetime
    ends_at: datetime


def on_duty(*, team_id: int, at: datetime) -> tuple[Duty, ...]:
    """The active members of a team who are on shift at `at`, longest without a new conversation first.

    A team for which no shift was ever written keeps no rota: on duty are its members who are not away.
    """
    until = _on_shift(team_id, at)
    presences = Presence.objects.filter(account_id__in=list(until)).values_list("account_id", "state", "assigned_at")
    said = {account_id: (state, given_at) for account_id, state, given_at in presences}
    skills = _skills(until)
    duties = [
        Duty(account_id, *_said(said, account_id, skills.get(account_id, frozenset())), until=end)
        for account_id, end in until.items()
    ]
    return tuple(sorted(duties, key=_longest_idle))


def presence_of(*, account_ids: Iterable[int]) -> dict[int, str]:
    """What each said of themselves: ready, busy, break, away (away when they never said anything)."""
    ids = list(account_ids)
    said = dict(Presence.objects.filter(account_id__in=ids).values_list("account_id", "state"))
    return {account_id: said.get(account_id, Presence.AWAY) for account_id in ids}


def escalation_ladder(*, team_id: int) -> tuple[Step, ...]:
    """The team's ladder in order; without one its leaders, then the managers, then (nobody else there) administrators.

    Closed accounts are left out, so that a promise never climbs to somebody who has gone.
    """
    rows = EscalationStep.objects.filter(team_id=team_id, account__is_active=True).order_by("position")
    found = list(rows.values_list("account_id", "minutes_to_take"))
    if not found:
        found = [(account_id, MINUTES) for account_id in _natural_ladder(team_id)]
    return tuple(Step(position, account_id, minutes) for position, (account_id, minutes) in enumerate(found, 1))


def ladder_set(*, team_id: int) -> tuple[Step, ...]:
    """The ladder exactly as it was set, for the settings page; empty when nothing was set."""
    rows = EscalationStep.objects.filter(team_id=team_id).order_by("position")
    return tuple(Step(*row) for row in rows.values_list("position", "account_id", "minutes_to_take"))


def shifts(
    *, team_id: int | None = None, account_ids: Sequence[int] | None = None, since: datetime, until: datetime
) -> list[ShiftRow]:
    """The shifts that touch the time from `since` to `until`, by start; of a team, of some people, or of all."""
    rows = Shift.objects.filter(starts_at__lt=until, ends_at__gt=since)
    if team_id is not None:
        rows = rows.filter(team_id=team_id)
    if account_ids is not None:
        rows = rows.filter(account_id__in=account_ids)
    found = rows.order_by("starts_at", "account_id", "id")
    return [ShiftRow(*row) for row in found.values_list("id", "account_id", "team_id", "starts_at", "ends_at")]


def _on_shift(team_id: int, at: datetime) -> dict[int, datetime | None]:
    rows = Shift.objects.filter(team_id=team_id, starts_at__lte=at, ends_at__gt=at, account__is_active=True)
    until: dict[int, datetime | None] = dict(rows.order_by("ends_at").values_list("account_id", "ends_at"))
    if until or Shift.objects.filter(team_id=team_id).exists():
        return until
    members = Membership.objects.filter(team_id=team_id, account__is_active=True)
    there = Presence.objects.filter(account_id__in=members.values("account_id")).exclude(state=Presence.AWAY)
    return dict.fromkeys(there.values_list("account_id", flat=True))


def _skills(account_ids: Iterable[int]) -> dict[int, frozenset[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    held = SkillHeld.objects.filter(account_id__in=list(account_ids)).values_list("account_id", "skill__code")
    for account_id, code in held:
        found[account_id].add(code)
    return {account_id: frozenset(codes) for account_id, codes in found.items()}


def _said(
    said: dict[int, tuple[str, datetime | None]], account_id: int, skills: frozenset[str]
) -> tuple[str, frozenset[str], datetime | None]:
    state, given_at = said.get(account_id, (Presence.AWAY, None))
    return state, skills, given_at


def _longest_idle(duty: Duty) -> tuple[bool, float, int]:
    return duty.assigned_at is not None, duty.assigned_at.timestamp() if duty.assigned_at else 0.0, duty.account_id


def _natural_ladder(team_id: int) -> list[int]:
    leaders = list(leaders_of(team_id=team_id))
    everybody = [row for row in accounts().values() if row.active]
    above = [row.id for row in everybody if row.role == "manager"] or [r.id for r in everybody if r.role == "admin"]
    return leaders + [account_id for account_id in above if account_id not in leaders]
