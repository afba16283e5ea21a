"""When a promise falls due: the earliest moment at which a customer, reading the sentence as people do, may call it late.

Lengths in hours run by the clock; lengths in days do not count today and end when work ends on the last day (Civil Code of
the PRC, art. 200 to 203). A named day lasts to the end of work on it, on a closed day and after work to 23:59. 前 before a
stretch of time (周五之前, 15号前, 国庆前) is before it begins: of the two readings people have, the earlier is the safe one.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from huitou.measures.text.due_days import Stretch, exists, last_working_day, stretch_of
from huitou.measures.text.meanings import (
    AfterEvent,
    At,
    CalendarDate,
    Clock,
    EndOfWork,
    Meaning,
    MonthDay,
    Offset,
    Part,
    Period,
    StartOfWork,
    Vague,
    Weekday,
    Within,
    WithinDays,
    WithinWorkingDays,
    WithinWorkingTime,
    WorkingTime,
)

WhyNot = Literal["", "past", "no_such_day"]
DAY = timedelta(days=1)
# Beginning and end of the parts of a day as customers take them; the afternoon ends with work when work ends in it.
PARTS: dict[str, tuple[int, int]] = {
    "凌晨": (0, 6), "早上": (7, 10), "上午": (9, 12), "中午": (12, 13), "下午": (12, 18), "傍晚": (17, 19), "晚上": (18, 22),
    "深夜": (22, 24), "下班后": (18, 24),
}  # fmt: skip
OPENING = timedelta(hours=1)


def resolve(meaning: Meaning, *, said_at: datetime, hours: WorkingTime) -> datetime | None:
    """The moment (UTC) at which the promise is due, or None when the words fix none that still lies ahead.

    None for the vague, for what counts from an event yet to come, for a day that does not exist (31号 in November) or is past,
    and for a festival that the calendar does not know. Raises what `hours` raises for a team that never works.
    """
    try:
        moment = _resolve(meaning, said_at, hours)
    except OverflowError:
        return None
    if moment is None or moment <= said_at:
        return None
    return moment.astimezone(UTC)


def why_not(meaning: Meaning, *, said_at: datetime, hours: WorkingTime) -> WhyNot:
    """Why `resolve` gives no moment: the time is "past", there is "no_such_day" (2月30日), or the words fix none ("")."""
    if isinstance(meaning, AfterEvent | Vague):
        return ""
    day = getattr(meaning, "day", None)
    if isinstance(day, CalendarDate | MonthDay) and not exists(day, _today(said_at, hours)):
        return "no_such_day"
    if isinstance(day, CalendarDate | MonthDay):
        return "past"
    try:
        moment = _resolve(meaning, said_at, hours)
    except OverflowError:
        return ""
    return "past" if moment is not None and moment <= said_at else ""


def inclusive(meaning: Meaning) -> Meaning | None:
    """周五之前 as those read it who count Friday in; None where 前 leaves no such doubt (a time of the day, another side)."""
    if isinstance(meaning, At) and meaning.side == "before" and meaning.day is not None and meaning.time is None:
        return replace(meaning, side="by")
    return None


def _resolve(meaning: Meaning, said: datetime, hours: WorkingTime) -> datetime | None:
    match meaning:
        case Within(span):
            return said.astimezone(UTC) + span
        case WithinWorkingTime(span):
            return hours.add_working(said, span)
        case WithinWorkingDays(days):
            return _not_midnight(hours.add_working_days(said, days), hours)
        case WithinDays(days, months):
            return _end_of_business(_months_on(_today(said, hours), months) + days * DAY, said, hours)
        case EndOfWork(day):
            return _end_of_work(day, said, hours)
        case StartOfWork(day):
            return _start_of_work(day, said, hours)
        case At():
            return _at(meaning, said, hours)
        case AfterEvent() | Vague():
            return None
    raise TypeError(f"not a meaning: {meaning!r}")


# --- days -------------------------------------------------------------------------------------------------------------


def _today(said: datetime, hours: WorkingTime) -> date:
    return said.astimezone(ZoneInfo(hours.zone)).date()


def _months_on(day: date, months: int) -> date:
    """The same day of a later month, or its last day (Civil Code art. 202)."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    if not date.min.year <= year <= date.max.year:
        raise OverflowError
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _wall(day: date, hours: WorkingTime, hour: int, minute: int = 0) -> datetime:
    """A wall-clock time of the team's zone; hours from 24 on lie on the next day."""
    day += (hour // 24) * DAY
    return datetime.combine(day, time(hour % 24, minute), ZoneInfo(hours.zone)).astimezone(UTC)


def _day_over(day: date, hours: WorkingTime) -> datetime:
    """23:59: a due time of 24:00 shows as the next day, which a reader takes for a day more."""
    return _wall(day, hours, 23, 59)


def _not_midnight(moment: datetime, hours: WorkingTime) -> datetime:
    """Work that ends with the day ends at 23:59, as the day does (`_day_over`)."""
    wall = moment.astimezone(ZoneInfo(hours.zone)).time()
    return moment - timedelta(minutes=1) if wall == time(0) else moment


def _end_of_business(day: date, said: datetime, hours: WorkingTime) -> datetime:
    """The end of work on the day, but no later than the day itself; 23:59 when nobody works or work is over."""
    end, over = hours.end_of_day(day), _day_over(day, hours)
    return over if end is None or end <= said else min(end, over)


def _end_of_work(day: object, said: datetime, hours: WorkingTime) -> datetime | None:
    if day is None:
        return _not_midnight(hours.add_working_days(said, 0), hours)
    stretch = stretch_of(day, _today(said, hours), hours)
    if stretch is None:
        return None
    last = last_working_day(stretch, said, hours)
    end = hours.end_of_day(last)
    return end if end is not None and end > said else _day_over(last, hours)


def _start_of_work(day: object, said: datetime, hours: WorkingTime) -> datetime | None:
    today = _today(said, hours)
    stretch = stretch_of(day, today, hours) if day is not None else None
    if day is not None and stretch is None:
        return None
    begin = _wall(stretch.first, hours, 0) if stretch is not None else said
    if stretch is not None and stretch.first == today:
        begin = max(begin, said)
    elif stretch is None and hours.is_open(said):
        begin = _wall(today + DAY, hours, 0)
    return hours.add_working(hours.opens_next(begin), OPENING)


# --- a day, a time, or both -------------------------------------------------------------------------------------------


def _at(meaning: At, said: datetime, hours: WorkingTime) -> datetime | None:
    today = _today(said, hours)
    if meaning.day is None:
        return _time_today_or_tomorrow(meaning, today, said, hours)
    stretch = stretch_of(meaning.day, today, hours)
    if stretch is None:
        return None
    if meaning.time is None:
        return _on_stretch(meaning, stretch, said, hours)
    moment = _time_on(stretch.last, meaning, said, hours)
    if isinstance(meaning.day, Weekday) and meaning.day.week is None and moment <= said:
        return _time_on(stretch.last + 7 * DAY, meaning, said, hours)
    if meaning.day == Offset(0) and moment <= said and isinstance(meaning.time, Clock) and meaning.time.hour < 6:
        # 今天凌晨1点, said in the evening, is the night that comes.
        return _time_on(today + DAY, meaning, said, hours)
    return moment


def _time_today_or_tomorrow(meaning: At, today: date, said: datetime, hours: WorkingTime) -> datetime | None:
    moment = _time_on(today, meaning, said, hours)
    return moment if moment > said else _time_on(today + DAY, meaning, said, hours)


def _time_on(day: date, meaning: At, said: datetime, hours: WorkingTime) -> datetime:
    if isinstance(meaning.time, Part):
        return _part_on(day, meaning.time.name, meaning.side, said, hours)
    assert isinstance(meaning.time, Clock)
    moment = _clock_on(day, meaning.time, said, hours)
    if meaning.side != "after":
        return moment
    end = _end_of_business(day, said, hours)
    return end if end > moment else _day_over(day, hours)


def _part_on(day: date, part: str, side: str, said: datetime, hours: WorkingTime) -> datetime:
    begin, end = PARTS[part]
    if side == "before":
        return _wall(day, hours, begin)
    if side == "after":
        return max(_end_of_business(day, said, hours), _wall(day, hours, end))
    closing = hours.end_of_day(day)
    if part == "下午" and closing is not None and _wall(day, hours, 14) <= closing <= _wall(day, hours, 18):
        return closing
    return _wall(day, hours, end) if end < 24 else _day_over(day, hours)


def _clock_on(day: date, clock: Clock, said: datetime, hours: WorkingTime) -> datetime:
    """A clock time on the day. 三点 without 上午 or 下午: as custom has it (1 to 6 are afternoon), unless only the other is ahead
    or only the other lies in working time."""
    plain = _wall(day, hours, clock.hour, clock.minute)
    if not clock.half_open:
        return plain
    other = _wall(day, hours, clock.hour + 12, clock.minute)
    by_custom = (other, plain) if clock.hour <= 6 else (plain, other)
    ahead = [moment for moment in by_custom if moment > said]
    worked = [moment for moment in ahead if hours.is_open(moment) or hours.is_open(moment - timedelta(minutes=1))]
    return (worked or ahead or [plain])[0]


def _on_stretch(meaning: At, stretch: Stretch, said: datetime, hours: WorkingTime) -> datetime | None:
    if meaning.side == "after":
        after = _wall(stretch.last, hours, 12)
        return hours.add_working_days(max(after, said), 1)
    if meaning.side == "before" and not (isinstance(meaning.day, Period) and meaning.day.point):
        before = _before(stretch.first, said, hours)
        if before is not None:
            return before
    return _end_of_business(last_working_day(stretch, said, hours), said, hours)


def _before(first: date, said: datetime, hours: WorkingTime) -> datetime | None:
    """The end of the last work before a day; 23:59 of the day before when that is past; None when the day has begun."""
    eve = first - DAY
    worked = last_working_day(Stretch(_today(said, hours), eve), said, hours) if _today(said, hours) <= eve else eve
    end = _end_of_business(worked, said, hours)
    return end if end > said else None
