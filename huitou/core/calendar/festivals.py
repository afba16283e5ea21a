"""Public holidays and make-up working days (调休) of the PRC, from the maintained `holidays` library.

The State Council announces a year's days off in the autumn before it. Until the library has that announcement it works the
year out from the law alone: the festivals are then likely right, but no make-up day is known, and days will move.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import holidays

DAY = timedelta(days=1)
SATURDAY = 5
# How the library names the days (Chinese names; "春节（补假）" and "春节延长假期" begin the same way).
LIBRARY_NAMES = {
    "元旦": ("元旦",),
    "春节": ("春节", "农历除夕"),
    "清明": ("清明节",),
    "劳动节": ("劳动节",),
    "端午": ("端午节",),
    "中秋": ("中秋节",),
    "国庆": ("国庆节",),
}


@dataclass(frozen=True)
class ChinaFestivals:
    """The announced calendar of mainland China. All answers are about dates in Asia/Shanghai; it holds no state."""

    def day_off(self, day: date) -> bool:
        """True on a public day off.

        The weekend days that touch one belong to it unless they are worked: the announcement counts them in
        (「10月1日至7日放假」), which matters to a team that otherwise works at weekends.
        """
        return day in _year(day.year).off

    def make_up(self, day: date) -> bool:
        """True on a weekend day that the announcement turns into a working day; never in a year that is not official."""
        return day in _year(day.year).make_up

    def official(self, year: int) -> bool:
        """True when the library knows the State Council's announcement for the year.

        Told by its make-up days: every announcement since 2001 has some between February and November, a year that is
        only worked out has none. (Those of January and December may come from a neighbour year's announcement.)
        """
        return any(2 <= day.month <= 11 for day in _year(year).make_up)

    def named(self, name: str, year: int) -> tuple[date, date] | None:
        """First and last day of the run of days off around a festival; None for a name or year that is not known.

        Two festivals that run together (国庆 and 中秋 in 2025) are one run.
        """
        prefixes = LIBRARY_NAMES.get(name)
        if prefixes is None or not 2001 <= year <= 2099:
            return None
        feast = _year(year)
        # 元旦 of the next year may begin in December: a festival is dated by a day that lies in its own year.
        day = next((d for d, label in feast.labels if label.startswith(prefixes)), None)
        return self._run(day) if day is not None else None

    def _run(self, day: date) -> tuple[date, date]:
        first = last = day
        while self.day_off(first - DAY):
            first -= DAY
        while self.day_off(last + DAY):
            last += DAY
        return first, last


@dataclass(frozen=True)
class _Year:
    off: frozenset[date]
    make_up: frozenset[date]
    labels: tuple[tuple[date, str], ...]


@lru_cache(maxsize=64)
def _year(year: int) -> _Year:
    """One year as the library knows it. Its neighbours are asked too: they may move days of December and January."""
    if not 2001 <= year <= 2099:
        # Before 2001 the library has not been checked, after 2099 it has no lunar calendar.
        return _Year(frozenset(), frozenset(), ())
    china = holidays.country_holidays("CN", years=(year - 1, year, year + 1), language="zh_CN")
    make_up = frozenset(china.weekend_workdays)
    off = {day for day in china if not (day.weekday() >= SATURDAY and day in make_up)}
    for day in sorted(off):
        off |= set(_touching_weekend(day, -DAY, make_up)) | set(_touching_weekend(day, DAY, make_up))
    labels = tuple(sorted((d, part) for d in china if d.year == year for part in china[d].split("; ")))
    return _Year(
        off=frozenset(d for d in off if d.year == year),
        make_up=frozenset(d for d in make_up if d.year == year),
        labels=labels,
    )


def _touching_weekend(day: date, step: timedelta, make_up: frozenset[date]) -> list[date]:
    found = []
    while (day := day + step).weekday() >= SATURDAY and day not in make_up:
        found.append(day)
    return found
