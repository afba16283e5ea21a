"""All working-time arithmetic of the house: when a team works, and what "working time later" means.

Every moment that goes in or comes out is an aware datetime; what comes out is in UTC. Sums are exact to the
microsecond: opening hours are wall-clock times of the team's zone, turned into UTC day by day, so that a night with a
change of the clocks has the seven or nine hours that it really has. The method page is `docs/methods/working-time.md`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
NOTHING = timedelta(0)
# After this many closed days in a row the team is taken to be closed for good: a year's closure is thinkable, more is not.
LONGEST_CLOSURE_DAYS = 400
# Days remembered per calendar (about 20 years); a bound, so that a search of far dates cannot eat the memory.
REMEMBERED_DAYS = 8000


class NoWorkingTime(Exception):
    """The team has no working time within the longest closure that we look across, so that there is no answer."""


@dataclass(frozen=True, slots=True)
class Interval:
    """One stretch of work in wall-clock time. An `end` not after `start` lies on the next day; 00:00 to 00:00 is 24 hours."""

    start: time
    end: time


class Festivals(Protocol):
    """What a calendar of public holidays knows."""

    def day_off(self, day: date) -> bool:
        """True on a public day off, the weekend days inside an announced holiday included."""

    def make_up(self, day: date) -> bool:
        """True on a weekend day that is worked instead of a day off (调休)."""

    def official(self, year: int) -> bool:
        """True when the government has announced the year; else the days off are a guess and make-up days unknown."""

    def named(self, name: str, year: int) -> tuple[date, date] | None:
        """First and last day off of the festival (元旦 春节 清明 劳动节 端午 中秋 国庆) in the year; None if unknown."""


Spans = tuple[tuple[datetime, datetime], ...]


@dataclass(frozen=True)
class Hours:
    """The working hours of a team.

    `weekly` holds Monday to Sunday. `special` are the team's own overrides by date: they win over everything, an empty
    tuple closes the day. `festivals` closes public days off and opens make-up days, which take the hours of the first
    weekday that has any (normally Monday's), whatever a normal Saturday or Sunday looks like. A team that works through festivals
    keeps them known (a promise may still say 国庆后) with `closes_on_festivals=False`.
    """

    zone: str
    weekly: tuple[tuple[Interval, ...], ...]
    special: Mapping[date, tuple[Interval, ...]] = field(default_factory=dict)
    festivals: Festivals | None = None
    closes_on_festivals: bool = True
    _spans_by_day: dict[date, tuple[Spans, timedelta]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        if len(self.weekly) != 7:
            raise ValueError("weekly needs seven days, Monday first")
        ZoneInfo(self.zone)

    # --- days -----------------------------------------------------------------------------------------------------

    def intervals_on(self, day: date) -> tuple[Interval, ...]:
        """The stretches that begin on this date, own overrides and festivals applied, in no particular order."""
        if day in self.special:
            return tuple(self.special[day])
        if self.festivals is not None and self.closes_on_festivals:
            if self.festivals.day_off(day):
                return ()
            if self.festivals.make_up(day):
                return next((hours for hours in self.weekly if hours), ())
        return self.weekly[day.weekday()]

    def is_working_day(self, day: date) -> bool:
        """True when work begins on this date (a night shift belongs to the date on which it begins)."""
        return bool(self.intervals_on(day))

    def end_of_day(self, day: date) -> datetime | None:
        """The end of work that begins on this date, which for a night shift is the next morning; None on a closed day."""
        return max((end for _start, end in self._raw_spans(day)), default=None)

    def add_working_days(self, at: datetime, n: int) -> datetime:
        """The end of work on the n-th working day after the day of `at`: what a customer hears in 「n个工作日内」.

        The day of speaking is not counted and the last day ends when business ends (Civil Code of the PRC, art. 201 and
        203). `n=0` is the end of work today, or of the next working day when today's is past or closed.
        Raises `ValueError` for a negative n and `NoWorkingTime`.
        """
        if n < 0:
            raise ValueError("working days are counted forwards")
        day = self.local_day(at)
        if n == 0:
            end = self.end_of_day(day)
            if end is not None and end >= at:
                return end
            n = 1
        for _ in range(n):
            day = self._next_working_day(day)
        end = self.end_of_day(day)
        assert end is not None, "a working day has an end"
        return end

    def festival(self, name: str, year: int) -> tuple[date, date] | None:
        """First and last day off of a named festival; None when this team's calendar has no festivals."""
        return self.festivals.named(name, year) if self.festivals is not None else None

    def local_day(self, at: datetime) -> date:
        """The date on the team's wall calendar at this moment."""
        return _aware(at).astimezone(ZoneInfo(self.zone)).date()

    # --- moments --------------------------------------------------------------------------------------------------

    def is_open(self, at: datetime) -> bool:
        """True from the very start of a stretch up to, not including, its end."""
        day = self.local_day(at)
        return any(start <= at < end for before in (DAY, NOTHING) for start, end in self._spans(day - before))

    def opens_next(self, at: datetime) -> datetime:
        """`at` itself when the team is open, else the next opening. Raises `NoWorkingTime`."""
        for start, end in self._forward(at):
            if end > at:
                return max(start, at.astimezone(UTC))
        raise NoWorkingTime

    def add_working(self, at: datetime, span: timedelta) -> datetime:
        """The earliest moment t from `at` on with `working_between(at, t) == span`; backwards for a negative span.

        So zero gives `at` itself, and a span that fills the morning ends when the morning ends, not after lunch. Backwards
        it is the latest such moment. Raises `NoWorkingTime`.
        """
        if not span:
            return _aware(at).astimezone(UTC)
        return self._add_forward(at, span) if span > NOTHING else self._add_backward(at, -span)

    def working_between(self, a: datetime, b: datetime) -> timedelta:
        """Working time from a to b, exact; negative when b is before a."""
        if b < a:
            return -self.working_between(b, a)
        first, last = self.local_day(a), self.local_day(b)
        total, day = NOTHING, first - DAY
        while day <= last:
            spans, whole = self._day(day)
            # A stretch reaches at most to the end of the next date: only the dates at either end need clipping.
            if first < day < last - DAY:
                total += whole
            else:
                total += sum((max(NOTHING, min(b, end) - max(a, start)) for start, end in spans), NOTHING)
            day += DAY
        return total

    # --- inside ---------------------------------------------------------------------------------------------------

    def _add_forward(self, at: datetime, left: timedelta) -> datetime:
        for start, end in self._forward(at):
            begin = max(start, at)
            if end <= begin:
                continue
            if left <= end - begin:
                return (begin + left).astimezone(UTC)
            left -= end - begin
        raise NoWorkingTime

    def _add_backward(self, at: datetime, left: timedelta) -> datetime:
        for start, end in self._backward(at):
            finish = min(end, at)
            if finish <= start:
                continue
            if left <= finish - start:
                return (finish - left).astimezone(UTC)
            left -= finish - start
        raise NoWorkingTime

    def _forward(self, at: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Stretches in order of time from those that may still run at `at`; ends after the longest closure."""
        return self._walk(self.local_day(at) - DAY, DAY)

    def _backward(self, at: datetime) -> Iterator[tuple[datetime, datetime]]:
        return self._walk(self.local_day(at), -DAY)

    def _walk(self, day: date, step: timedelta) -> Iterator[tuple[datetime, datetime]]:
        closed = 0
        while closed <= LONGEST_CLOSURE_DAYS and date.min + 2 * DAY < day < date.max - 2 * DAY:
            spans = self._spans(day)
            yield from spans if step > NOTHING else reversed(spans)
            closed = 0 if spans else closed + 1
            day += step

    def _next_working_day(self, day: date) -> date:
        for _ in range(LONGEST_CLOSURE_DAYS):
            if day >= date.max - 2 * DAY:
                break
            day += DAY
            if self.is_working_day(day):
                return day
        raise NoWorkingTime

    def _spans(self, day: date) -> Spans:
        return self._day(day)[0]

    def _day(self, day: date) -> tuple[Spans, timedelta]:
        """The stretches that begin on the date, in order, without overlap, and their sum; remembered."""
        known = self._spans_by_day.get(day)
        if known is None:
            if len(self._spans_by_day) >= REMEMBERED_DAYS:
                self._spans_by_day.clear()
            # Yesterday's night shift may reach into this day: that time is counted there, once.
            taken = self.end_of_day(day - DAY)
            spans = _without_overlap(self._raw_spans(day), taken)
            known = (spans, sum((end - start for start, end in spans), NOTHING))
            self._spans_by_day[day] = known
        return known

    def _raw_spans(self, day: date) -> list[tuple[datetime, datetime]]:
        zone = ZoneInfo(self.zone)
        spans = []
        for interval in self.intervals_on(day):
            end_day = day if interval.end > interval.start else day + DAY
            start = _moment(datetime.combine(day, interval.start), zone, later=False)
            end = _moment(datetime.combine(end_day, interval.end), zone, later=True)
            if end > start:
                spans.append((start, end))
        return sorted(spans)


def _aware(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("a moment needs its zone")
    return at


def _moment(wall: datetime, zone: ZoneInfo, *, later: bool) -> datetime:
    """The moment of a wall-clock time: of two equal ones (clocks put back) the first opens and the second closes.

    A time that the clocks skip is read as if they had not yet been put forward.
    """
    first = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    second = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    return max(first, second) if later and first < second else first


def _without_overlap(spans: list[tuple[datetime, datetime]], taken: datetime | None) -> Spans:
    kept: list[tuple[datetime, datetime]] = []
    for start, end in spans:
        begin = start if taken is None else max(start, taken)
        if end > begin:
            kept.append((begin, end))
            taken = end
    return tuple(kept)
