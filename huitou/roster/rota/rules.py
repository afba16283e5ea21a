"""The rota: a weekly pattern laid over real weeks, and what a shift, a presence or a ladder may be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from huitou.measures.refusal import Refusal
from huitou.roster.hours.rules import clock_time

DAY = timedelta(days=1)
MOST_WEEKS = 26
MOST_HOURS = 16
MOST_STEPS = 10
PRESENCES = ("ready", "busy", "break", "away")
MINUTES_TO_TAKE = (1, 24 * 60)


@dataclass(frozen=True)
class Turn:
    """Somebody works on this weekday (0 = Monday) from `start` to `end` ("22:00" to "06:00" ends the next morning).

    `week` is for patterns of several weeks (early and late weeks in turn): 0 is the first, then it begins anew.
    """

    account_id: int
    weekday: int
    start: str
    end: str
    week: int = 0


@dataclass(frozen=True)
class PlannedShift:
    """A shift that the pattern makes, in UTC."""

    account_id: int
    starts_at: datetime
    ends_at: datetime


def plan(
    pattern: Sequence[Turn],
    *,
    monday: date,
    weeks: int,
    zone: str,
    works_on: Callable[[date], bool],
    makes_up_on: Callable[[date], bool],
) -> tuple[PlannedShift, ...]:
    """The shifts of `weeks` weeks from `monday`, in order of time.

    On a day that is not worked (a festival, a closed day) nobody has a shift. On a make-up day 调休 for which the pattern
    has nothing each works as on their first day of the week.
    Raises roster.rota_empty, roster.rota_too_long, roster.bad_time, roster.shift_too_long.
    """
    if not pattern:
        raise Refusal("roster.rota_empty")
    if not 1 <= weeks <= MOST_WEEKS:
        raise Refusal("roster.rota_too_long", most=MOST_WEEKS)
    cycle = max(turn.week for turn in pattern) + 1
    planned_days = {turn.weekday for turn in pattern}
    found: list[PlannedShift] = []
    for number in range(weeks):
        turns = [turn for turn in pattern if turn.week == number % cycle]
        for weekday in range(7):
            day = monday + (7 * number + weekday) * DAY
            if not works_on(day):
                continue
            stands_in = weekday not in planned_days and makes_up_on(day)
            found += [_shift(turn, day, zone) for turn in _turns_on(turns, weekday, stands_in)]
    return tuple(sorted(found, key=lambda shift: (shift.starts_at, shift.account_id)))


def monday_of(day: date) -> date:
    """The Monday of the week of a day."""
    return day - day.weekday() * DAY


def span(starts_at: datetime, ends_at: datetime) -> None:
    """Raise roster.shift_backwards or roster.shift_too_long when nobody can work so."""
    if ends_at <= starts_at:
        raise Refusal("roster.shift_backwards")
    if ends_at - starts_at > timedelta(hours=MOST_HOURS):
        raise Refusal("roster.shift_too_long", most=MOST_HOURS)


def presence(raw: str) -> str:
    """ready, busy, break or away. Raises roster.bad_presence."""
    if raw not in PRESENCES:
        raise Refusal("roster.bad_presence")
    return raw


def ladder(steps: Sequence[tuple[int, int]]) -> None:
    """Check (account_id, minutes_to_take) steps. Raises roster.ladder_twice, .ladder_too_long, .bad_number."""
    if len(steps) > MOST_STEPS:
        raise Refusal("roster.ladder_too_long", most=MOST_STEPS)
    if len({account_id for account_id, _minutes in steps}) < len(steps):
        raise Refusal("roster.ladder_twice")


def _turns_on(turns: Sequence[Turn], weekday: int, stands_in: bool) -> list[Turn]:
    if not stands_in:
        return [turn for turn in turns if turn.weekday == weekday]
    first: dict[int, int] = {}
    for turn in turns:
        first[turn.account_id] = min(first.get(turn.account_id, 7), turn.weekday)
    return [turn for turn in turns if turn.weekday == first[turn.account_id]]


def _shift(turn: Turn, day: date, zone: str) -> PlannedShift:
    start, end = clock_time(turn.start), clock_time(turn.end)
    starts_at = _moment(day, start, zone)
    ends_at = _moment(day if end > start else day + DAY, end, zone)
    span(starts_at, ends_at)
    return PlannedShift(turn.account_id, starts_at, ends_at)


def _moment(day: date, at: time, zone: str) -> datetime:
    return datetime.combine(day, at, ZoneInfo(zone)).astimezone(UTC)
