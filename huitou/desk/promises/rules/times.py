"""When to remind, and the due times that the composer offers. Working time is the team's, passed in as a calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

MOMENT = timedelta(microseconds=1)


class Calendar(Protocol):
    """What promises need of a team's working hours (`huitou.core.calendar.rules.Hours` is one)."""

    @property
    def zone(self) -> str: ...
    def is_open(self, at: datetime) -> bool: ...
    def is_working_day(self, day: date) -> bool: ...
    def local_day(self, at: datetime) -> date: ...
    def opens_next(self, at: datetime) -> datetime: ...
    def add_working(self, at: datetime, span: timedelta) -> datetime: ...
    def add_working_days(self, at: datetime, n: int) -> datetime: ...
    def working_between(self, a: datetime, b: datetime) -> timedelta: ...


@dataclass(frozen=True)
class Preset:
    """A due time under a digit of the composer. `code`: m30, h2, today, noon, h24."""

    key: str
    code: str
    due_at: datetime


def in_working_time(hours: Calendar, at: datetime) -> bool:
    """Whether the team works at this moment or right up to it: 18:00 belongs to a day that ends at 18:00."""
    return hours.is_open(at) or hours.is_open(at - MOMENT)


def next_working_moment(hours: Calendar, at: datetime) -> datetime:
    """The moment itself in working time, else the next opening."""
    return at if in_working_time(hours, at) else hours.opens_next(at)


def remind_at(*, made_at: datetime, due_at: datetime, minutes: int, hours: Calendar) -> datetime:
    """When its owner is reminded: `minutes` of working time before it is due, but never before half of it has passed.

    A promise due at 9:05 is so reminded of in the evening before, while somebody is there. Where no working time
    lies in between, half of the time by the clock.
    """
    left = hours.working_between(made_at, due_at)
    if left <= timedelta(0):
        return due_at - min(timedelta(minutes=minutes), (due_at - made_at) / 2)
    return hours.add_working(due_at, -min(timedelta(minutes=minutes), left / 2))


def presets(*, at: datetime, hours: Calendar) -> tuple[Preset, ...]:
    """Five due times that can be kept: half an hour, two hours, end of work, noon tomorrow, 24 hours.

    The short ones are counted in working time (half an hour at ten to twelve is ten to two); the noon is that of the
    next working day; 24 hours that end on a closed day end at the next opening.
    """
    return (
        Preset("1", "m30", hours.add_working(at, timedelta(minutes=30))),
        Preset("2", "h2", hours.add_working(at, timedelta(hours=2))),
        Preset("3", "today", hours.add_working_days(at + MOMENT, 0)),
        Preset("4", "noon", _noon(at, hours)),
        Preset("5", "h24", next_working_moment(hours, at + timedelta(hours=24))),
    )


def _noon(at: datetime, hours: Calendar) -> datetime:
    day = hours.local_day(at) + timedelta(days=1)
    while not hours.is_working_day(day):
        day += timedelta(days=1)
    return datetime.combine(day, time(12), tzinfo=ZoneInfo(hours.zone)).astimezone(UTC)
