"""Shifts, presence and ladders are written here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from huitou.core.api import Actor, Refusal, now, record, writing
from huitou.roster import facts
from huitou.roster.company.actions import working
from huitou.roster.company.rules import between
from huitou.roster.hours.reads import hours_of, makes_up_on
from huitou.roster.models import EscalationStep, Membership, Presence, Shift, Team
from huitou.roster.rota import rules
from huitou.roster.rota.rules import PlannedShift, Turn


@dataclass(frozen=True)
class RotaReport:
    """What a pattern made: `made` shifts; `there` were already exactly so; `skipped` collide with other shifts."""

    made: int
    there: int
    skipped: tuple[PlannedShift, ...]


def add_shift(*, team_id: int, account_id: int, starts_at: datetime, ends_at: datetime, actor: Actor) -> int:
    """Put somebody on duty; returns the shift's id.

    Refuses roster.shift_backwards, .shift_too_long, .not_a_member, .account_closed, .shift_overlaps.
    """
    rules.span(starts_at, ends_at)
    with writing():
        _team(team_id)
        _member(team_id, account_id)
        if _colliding(account_id, starts_at, ends_at):
            raise Refusal("roster.shift_overlaps")
        row = Shift.objects.create(team_id=team_id, account_id=account_id, starts_at=starts_at, ends_at=ends_at)
        record(facts.ShiftMade(shift_id=row.pk, **_of(row)), actor=actor)
    return row.pk


def remove_shift(*, shift_id: int, actor: Actor) -> None:
    """Take a shift back. Refuses core.not_found."""
    with writing():
        row = Shift.objects.select_for_update().filter(pk=shift_id).first()
        if row is None:
            raise Refusal("core.not_found")
        record(facts.ShiftRemoved(shift_id=row.pk, **_of(row)), actor=actor)
        row.delete()


def make_rota(
    *, team_id: int, pattern: Sequence[Turn], from_day: date, weeks: int, actor: Actor, dry: bool = False
) -> RotaReport:
    """Lay a weekly pattern over weeks from the week of `from_day`; on closed days nobody has a shift (see rules.plan).

    Running it again makes nothing twice. Past weeks are made too (a rota may be written down late). `dry` only counts.
    Refuses what rules.plan names and roster.not_a_member.
    """
    hours = hours_of(team_id=team_id)
    monday = rules.monday_of(from_day)
    planned = rules.plan(
        pattern,
        monday=monday,
        weeks=weeks,
        zone=hours.zone,
        works_on=hours.is_working_day,
        makes_up_on=makes_up_on(team_id=team_id),
    )
    with writing():
        _team(team_id)
        for account_id in {turn.account_id for turn in pattern}:
            _member(team_id, account_id)
        wanted, there, skipped = _sort_out(team_id, planned)
        if not dry:
            Shift.objects.bulk_create([Shift(team_id=team_id, **vars(one)) for one in wanted])
            happened = facts.RotaMade(
                team_id=team_id, weeks=weeks, made=len(wanted), skipped=len(skipped), starts_on=monday.isoformat()
            )
            record(happened, actor=actor)
    return RotaReport(made=len(wanted), there=there, skipped=tuple(skipped))


def set_presence(*, account_id: int, state: str, actor: Actor) -> None:
    """Somebody says that they are ready, busy, on a break or away; saying it again changes nothing."""
    rules.presence(state)
    with writing():
        working(account_id)
        row = Presence.objects.select_for_update().filter(account_id=account_id).first()
        if row is not None and row.state == state:
            return
        Presence.objects.update_or_create(account_id=account_id, defaults={"state": state, "since": now()})
        record(facts.PresenceChanged(account_id=account_id, state=state), actor=actor)


def given(*, account_id: int, at: datetime) -> None:
    """Somebody was given a conversation at `at`: they go to the end of those who wait for the next one."""
    with writing():
        Presence.objects.get_or_create(account_id=account_id, defaults={"since": at})
        Presence.objects.filter(account_id=account_id).update(assigned_at=at)


def set_ladder(*, team_id: int, steps: Sequence[tuple[int, int]], actor: Actor) -> None:
    """Set to whom late promises of a team climb: (account_id, minutes to take it) in order; empty = the natural ladder.

    Refuses roster.ladder_twice, .ladder_too_long, .bad_number, .account_closed, core.not_found.
    """
    rules.ladder(steps)
    for _account_id, minutes in steps:
        between(minutes, field=_("接手时限（分钟）"), limits=rules.MINUTES_TO_TAKE)
    with writing():
        _team(team_id)
        for account_id, _minutes in steps:
            working(account_id)
        EscalationStep.objects.filter(team_id=team_id).delete()
        EscalationStep.objects.bulk_create(
            EscalationStep(team_id=team_id, position=position, account_id=account_id, minutes_to_take=minutes)
            for position, (account_id, minutes) in enumerate(steps, 1)
        )
        record(facts.LadderChanged(team_id=team_id, steps=len(steps)), actor=actor)


def _sort_out(team_id: int, planned: Sequence[PlannedShift]) -> tuple[list[PlannedShift], int, list[PlannedShift]]:
    """What is to be made, how many are there already, what collides (with shifts of any team, and among themselves)."""
    people = {one.account_id for one in planned}
    since = min((one.starts_at for one in planned), default=None)
    until = max((one.ends_at for one in planned), default=None)
    rows = Shift.objects.filter(account_id__in=people, starts_at__lt=until, ends_at__gt=since) if since else []
    taken: dict[int, list[tuple[datetime, datetime]]] = {account_id: [] for account_id in people}
    same = set()
    for row in rows:
        taken[row.account_id].append((row.starts_at, row.ends_at))
        if row.team_id == team_id:
            same.add(PlannedShift(row.account_id, row.starts_at, row.ends_at))
    wanted: list[PlannedShift] = []
    skipped: list[PlannedShift] = []
    for one in planned:
        if one in same:
            continue
        free = all(one.ends_at <= start or one.starts_at >= end for start, end in taken[one.account_id])
        (wanted if free else skipped).append(one)
        if free:
            taken[one.account_id].append((one.starts_at, one.ends_at))
    return wanted, len(planned) - len(wanted) - len(skipped), skipped


def _colliding(account_id: int, starts_at: datetime, ends_at: datetime) -> bool:
    return Shift.objects.filter(account_id=account_id, starts_at__lt=ends_at, ends_at__gt=starts_at).exists()


def _team(team_id: int) -> None:
    # Locking the team makes two writers of the same rota wait for each other.
    if Team.objects.select_for_update().filter(pk=team_id).first() is None:
        raise Refusal("core.not_found")


def _member(team_id: int, account_id: int) -> None:
    working(account_id)
    if not Membership.objects.filter(team_id=team_id, account_id=account_id).exists():
        raise Refusal("roster.not_a_member")


def _of(row: Shift) -> dict[str, Any]:
    return {
        "team_id": row.team_id,
        "account_id": row.account_id,
        "starts_at": row.starts_at,
        "ends_at": row.ends_at,
    }
