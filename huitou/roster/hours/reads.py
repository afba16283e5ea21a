"""When the company and its teams work."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from functools import lru_cache
from typing import Any

from huitou.core.api import ChinaFestivals, Hours, Interval, sql_rows
from huitou.roster.hours import rules
from huitou.roster.hours.rules import STANDARD_WEEK, Stretch
from huitou.roster.models import SpecialDay, WeeklyHours

FESTIVALS = ChinaFestivals()


@dataclass(frozen=True)
class HoursRow:
    """The hours as they are set: `own` False when the team keeps the company's, or the company the standard week."""

    team_id: int | None
    zone: str
    weekly: tuple[tuple[Stretch, ...], ...]
    festivals: str
    own: bool


@dataclass(frozen=True)
class SpecialDayRow:
    """One day that is different; no intervals: closed. `team_id` None: for the whole company."""

    id: int
    team_id: int | None
    day: date
    intervals: tuple[Stretch, ...]
    why: str


@dataclass(frozen=True)
class CalendarWarning:
    """The public holidays of `year` are not announced (or this version does not know them yet): dates may move.

    `days_left` until the year begins (0 when it has), `by_hand` special days the company has set for it itself.
    """

    year: int
    days_left: int
    by_hand: int


@dataclass(frozen=True)
class _Kept:
    """What makes an `Hours`, hashable: equal settings share one object, which remembers the days it worked out."""

    zone: str
    weekly: tuple[tuple[Stretch, ...], ...]
    special: tuple[tuple[date, tuple[Stretch, ...]], ...] = field(default=())
    festivals: str = "CN"


def hours_of(*, team_id: int | None) -> Hours:
    """The working hours for deadlines: the team's own, else the company's, else Mon–Fri 09:00–12:00, 13:30–18:00.

    A special day of the team goes before one of the company. One query.
    """
    return _hours_as_kept(team_id, _as_kept(team_id))


def makes_up_on(*, team_id: int | None) -> Callable[[date], bool]:
    """Tells of a day whether the team works it instead of a day off (调休)."""
    return FESTIVALS.make_up if weekly_of(team_id=team_id).festivals == "CN" else lambda _day: False


def weekly_of(*, team_id: int | None) -> HoursRow:
    """The weekly hours that hold for a team (None: for the company), and whether they are its own."""
    return _weekly(team_id, _as_kept(team_id))


def special_days(*, team_id: int | None, since: date | None = None) -> list[SpecialDayRow]:
    """The days set for exactly this team (None: for the company) from a date on, by date."""
    rows = SpecialDay.objects.filter(team_id=team_id)
    if since:
        rows = rows.filter(day__gte=since)
    return [
        SpecialDayRow(row.pk, row.team_id, row.day, tuple((a, b) for a, b in row.intervals), row.why)
        for row in rows.order_by("day")
    ]


def calendar_warning(*, today: date) -> CalendarWarning | None:
    """What the settings and the day page say when a year's public holidays are not official; None: all is well."""
    zones = set(WeeklyHours.objects.values_list("festivals", flat=True))
    if zones and "CN" not in zones:
        return None
    known = {year: FESTIVALS.official(year) for year in (today.year, today.year + 1)}
    year = rules.warns_of(today, this_year_known=known[today.year], next_year_known=known[today.year + 1])
    if year is None:
        return None
    by_hand = SpecialDay.objects.filter(team=None, day__year=year).count()
    return CalendarWarning(year, max(0, (date(year, 1, 1) - today).days), by_hand)


@dataclass(frozen=True)
class _Row:
    """Weekly hours (`day` None) or a special day of a team or the company, as the tables keep them."""

    team_id: int | None
    zone: str
    stretches: str  # JSON
    festivals: str
    day: date | None


def _as_kept(team_id: int | None) -> tuple[_Row, ...]:
    """All that says when a team works: the company's rows, and its own."""
    of, who = ("team_id IS NULL", []) if team_id is None else ("(team_id IS NULL OR team_id = %s)", [team_id])
    found = sql_rows(
        f"SELECT team_id, zone, weekly, festivals, CAST(NULL AS date), id FROM roster_weeklyhours WHERE {of} UNION ALL "
        f"SELECT team_id, '', intervals, '', day, id FROM roster_specialday WHERE {of} ORDER BY 6",
        who * 2,
    )
    return tuple(_Row(*(*row[:4], _date(row[4]))) for row in found)


def _weekly(team_id: int | None, rows: tuple[_Row, ...]) -> HoursRow:
    owners: dict[int | None, _Row] = {}
    for row in rows:
        if row.day is None:
            owners.setdefault(row.team_id, row)
    found = owners.get(team_id) or owners.get(None)
    if found is None:
        return HoursRow(team_id, "Asia/Shanghai", STANDARD_WEEK, "CN", own=False)
    weekly = tuple(tuple((start, end) for start, end in one) for one in json.loads(found.stretches))
    return HoursRow(team_id, found.zone, weekly, found.festivals, own=found.team_id == team_id)


def _special(rows: tuple[_Row, ...]) -> dict[date, tuple[Stretch, ...]]:
    found: dict[date, tuple[Stretch, ...]] = {}
    # The company's first, so that the team's own overwrite them.
    for row in sorted(rows, key=lambda row: row.team_id is not None):
        if row.day is not None:
            found[row.day] = tuple((start, end) for start, end in json.loads(row.stretches))
    return found


def _date(value: Any) -> date | None:
    """SQLite gives a text out of a union."""
    return date.fromisoformat(value) if isinstance(value, str) else value


@lru_cache(maxsize=128)
def _hours_as_kept(team_id: int | None, rows: tuple[_Row, ...]) -> Hours:
    # What the tables hold is part of the key: whichever process changed them, nothing stale is ever found here.
    row = _weekly(team_id, rows)
    return _hours(_Kept(row.zone, row.weekly, tuple(sorted(_special(rows).items())), row.festivals))


@lru_cache(maxsize=128)
def _hours(kept: _Kept) -> Hours:
    special: Mapping[date, tuple[Interval, ...]] = {day: _intervals(stretches) for day, stretches in kept.special}
    return Hours(
        zone=kept.zone,
        weekly=tuple(_intervals(one) for one in kept.weekly),
        special=special,
        festivals=FESTIVALS,
        closes_on_festivals=kept.festivals == "CN",
    )


def _intervals(stretches: tuple[Stretch, ...]) -> tuple[Interval, ...]:
    return tuple(Interval(time.fromisoformat(start), time.fromisoformat(end)) for start, end in stretches)
