"""Which working hours may be written down: times, stretches, weeks, special days, zones."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from huitou.measures.refusal import Refusal

Stretch = tuple[str, str]  # "09:00", "12:00"; an end not after the start lies on the next day
DAY_MINUTES = 24 * 60
MOST_INTERVALS = 6
TIME = re.compile(r"(\d{1,2})[:：](\d{2})")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
FESTIVALS = ("CN", "")
# 周一至周五 上午 9 点到 12 点、下午 1 点半到 6 点: what a company works that has not said anything.
_WORKDAY: tuple[Stretch, ...] = (("09:00", "12:00"), ("13:30", "18:00"))
STANDARD_WEEK: tuple[tuple[Stretch, ...], ...] = (_WORKDAY,) * 5 + ((), ())


def clock_time(raw: str) -> time:
    """A time of day from "9:00", "09:00", "24:00" (midnight). Raises roster.bad_time."""
    found = TIME.fullmatch(raw.strip()) if isinstance(raw, str) else None
    hour, minute = (int(found[1]), int(found[2])) if found else (99, 99)
    if (hour, minute) == (24, 0):
        return time(0, 0)
    if hour > 23 or minute > 59:
        raise Refusal("roster.bad_time", raw=str(raw)[:20])
    return time(hour, minute)


def day(raw: str) -> date:
    """A date from "2026-10-01". Raises roster.bad_day."""
    try:
        if DAY.fullmatch(raw.strip()):
            return date.fromisoformat(raw.strip())
    except ValueError:
        pass
    raise Refusal("roster.bad_day", raw=raw[:20])


def intervals(raw: Sequence[Sequence[str]]) -> tuple[Stretch, ...]:
    """The stretches of one day, in order, as "HH:MM" pairs. Raises roster.bad_time, .empty_interval, .intervals_overlap,
    .too_many_intervals."""
    if len(raw) > MOST_INTERVALS:
        raise Refusal("roster.too_many_intervals", most=MOST_INTERVALS)
    pairs = sorted(_stretch(pair) for pair in raw)
    _no_overlap([_minutes(pair, 0) for pair in pairs], pairs)
    return tuple(pairs)


def week(raw: Sequence[Sequence[Sequence[str]]]) -> tuple[tuple[Stretch, ...], ...]:
    """Seven days from Monday; a night stretch may not run into the next day's first one. Raises also roster.bad_week,
    roster.never_open."""
    if len(raw) != 7:
        raise Refusal("roster.bad_week")
    days = tuple(intervals(one) for one in raw)
    if not any(days):
        raise Refusal("roster.never_open")
    pairs = [pair for one in days for pair in one]
    spans = [_minutes(pair, number) for number, one in enumerate(days) for pair in one]
    # The week is a ring: Sunday's night is followed by Monday's morning.
    first_start, first_end = spans[0]
    _no_overlap([*spans, (first_start + 7 * DAY_MINUTES, first_end + 7 * DAY_MINUTES)], [*pairs, pairs[0]])
    return days


def zone(raw: str) -> str:
    """The name of a time zone. Raises roster.bad_zone."""
    try:
        ZoneInfo(raw)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Refusal("roster.bad_zone", zone=raw[:40]) from None
    return raw


def festivals(raw: str) -> str:
    """ "CN": public holidays and make-up days of mainland China are kept; "": none. Raises roster.bad_festivals."""
    if raw not in FESTIVALS:
        raise Refusal("roster.bad_festivals")
    return raw


def warns_of(today: date, *, this_year_known: bool, next_year_known: bool) -> int | None:
    """The year whose public holidays are a guess and matter now; None when there is nothing to warn of.

    The State Council announces a year in the autumn before it, so before November nobody can know.
    """
    if not this_year_known:
        return today.year
    return today.year + 1 if today.month >= 11 and not next_year_known else None


def _stretch(pair: Sequence[str]) -> Stretch:
    if len(pair) != 2:
        raise Refusal("roster.bad_time", raw=" ".join(map(str, pair))[:20])
    start, end = clock_time(pair[0]), clock_time(pair[1])
    if start == end and start != time(0, 0):
        raise Refusal("roster.empty_interval", start=f"{start:%H:%M}", end=f"{end:%H:%M}")
    return f"{start:%H:%M}", f"{end:%H:%M}"


def _minutes(pair: Stretch, number: int) -> tuple[int, int]:
    start, end = (int(text[:2]) * 60 + int(text[3:]) for text in pair)
    base = number * DAY_MINUTES
    return base + start, base + (end if end > start else end + DAY_MINUTES)


def _no_overlap(spans: Sequence[tuple[int, int]], pairs: Sequence[Stretch]) -> None:
    for i in range(1, len(spans)):
        if spans[i][0] < spans[i - 1][1]:
            raise Refusal("roster.intervals_overlap", first="–".join(pairs[i - 1]), second="–".join(pairs[i]))
