"""Which dates a named day means, seen from the day on which it was said."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from huitou.measures.text.meanings import (
    CalendarDate,
    Festival,
    MonthDay,
    NthWorkingDay,
    Offset,
    Period,
    Weekday,
    WorkingTime,
)

DAY = timedelta(days=1)
SATURDAY = 5
FESTIVAL_NAMES = ("元旦", "春节", "清明", "劳动节", "端午", "中秋", "国庆")
# A date without a year that was passed so lately speaks of the past, not of next year.
LATELY_DAYS = 60
LONGEST_CLOSURE_DAYS = 400


@dataclass(frozen=True, slots=True)
class Stretch:
    """The first and last date that are meant; one and the same for a single day."""

    first: date
    last: date


def last_working_day(stretch: Stretch, said: datetime, hours: WorkingTime) -> date:
    """The last day of the stretch with work that still lies ahead; its last day at all when there is none."""
    day = stretch.last
    while day >= stretch.first:
        end = hours.end_of_day(day)
        if end is not None and end > said:
            return day
        day -= DAY
    return stretch.last


def stretch_of(day: object, today: date, hours: WorkingTime) -> Stretch | None:
    """The dates meant, or None when there is no such day or the calendar does not know it."""
    match day:
        case Period():
            return _period(day, today)
        case Festival(name):
            return _festival(name, today, hours)
        case _:
            one = _single(day, today, hours)
            return Stretch(one, one) if one is not None else None


def _single(day: object, today: date, hours: WorkingTime) -> date | None:
    match day:
        case Offset(days):
            return today + days * DAY
        case Weekday():
            return _weekday(day, today)
        case MonthDay():
            return _month_day(day, today)
        case CalendarDate():
            return _calendar_date(day, today)
        case NthWorkingDay(n, after):
            return _nth_working_day(n, after, today, hours)
    raise TypeError(f"not a day: {day!r}")


def exists(day: CalendarDate | MonthDay, today: date) -> bool:
    """Whether the calendar has such a day: not 2月30日, nor 本月31号 in November."""
    if isinstance(day, MonthDay):
        return _month_day(day, today) is not None
    if day.year is not None:
        years: tuple[int, ...] = (day.year,)
    else:
        years = (today.year, today.year + 1) if day.years is None else (today.year + day.years,)
    return any(_date(year, day.month, day.day) for year in years)


def _weekday(day: Weekday, today: date) -> date:
    monday = today - today.weekday() * DAY
    if day.week is not None:
        return monday + (7 * day.week + day.day) * DAY
    coming = monday + day.day * DAY
    return coming if coming >= today else coming + 7 * DAY


def _date(year: int, month: int, day: int) -> date | None:
    return date(year, month, day) if 1 <= day <= monthrange(year, month)[1] else None


def _month_on(today: date, months: int) -> tuple[int, int]:
    month = today.month - 1 + months
    return today.year + month // 12, month % 12 + 1


def _month_day(day: MonthDay, today: date) -> date | None:
    months = day.months
    if months is None:
        months = 0 if day.day >= today.day else 1
    return _date(*_month_on(today, months), day.day)


def _calendar_date(day: CalendarDate, today: date) -> date | None:
    if day.year is not None:
        return _date(day.year, day.month, day.day)
    if day.years is not None:
        return _date(today.year + day.years, day.month, day.day)
    this_year = _date(today.year, day.month, day.day)
    if this_year is not None and this_year < today:
        return None if (today - this_year).days <= LATELY_DAYS else _date(today.year + 1, day.month, day.day)
    return this_year


def _nth_working_day(n: int, after: object, today: date, hours: WorkingTime) -> date | None:
    start = today
    if after is not None:
        stretch = stretch_of(after, today, hours)
        if stretch is None:
            return None
        start = stretch.last
    if n == 0:
        return start
    for ahead in range(1, LONGEST_CLOSURE_DAYS):
        if hours.is_working_day(start + ahead * DAY):
            n -= 1
            if n == 0:
                return start + ahead * DAY
    return None


def _period(period: Period, today: date) -> Stretch | None:
    match period.unit:
        case "week":
            monday = today + (7 * period.ahead - today.weekday()) * DAY
            return Stretch(monday, monday + 6 * DAY)
        case "weekend":
            saturday = today + (7 * period.ahead - today.weekday() + SATURDAY) * DAY
            return Stretch(saturday, saturday + DAY)
        case "month":
            return _month(period, today)
        case "quarter":
            return _quarter(period, today)
        case _:
            return Stretch(date(today.year + period.ahead, 1, 1), date(today.year + period.ahead, 12, 31))


def _month(period: Period, today: date) -> Stretch:
    year, month = _month_on(today, period.ahead)
    if period.month is not None:
        year, month = today.year, period.month
    first, last = _first_and_last(year, month, period.upto)
    if last < today and period.month is not None:
        first, last = _first_and_last(year + 1, month, period.upto)
    elif last < today and period.ahead == 0:
        # 月初, 中旬 without a month, when this month's is over, is next month's.
        first, last = _first_and_last(*_month_on(today, 1), period.upto)
    return Stretch(first, last)


def _first_and_last(year: int, month: int, upto: int | None) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, upto or monthrange(year, month)[1])


def _quarter(period: Period, today: date) -> Stretch:
    year, month = _month_on(today, 3 * period.ahead - (today.month - 1) % 3)
    end_year, end_month = _month_on(date(year, month, 1), 2)
    return Stretch(date(year, month, 1), _first_and_last(end_year, end_month, None)[1])


def _festival(name: str | None, today: date, hours: WorkingTime) -> Stretch | None:
    names = FESTIVAL_NAMES if name is None else (name,)
    known = [hours.festival(each, year) for each in names for year in (today.year, today.year + 1)]
    coming = sorted(days for days in known if days is not None and days[1] >= today)
    return Stretch(*coming[0]) if coming else None
