"""What a phrase of time means before it is known when it was said: small symbolic values, one kind of phrase each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal, Protocol, TypeAlias

Side = Literal["by", "before", "at", "after"]
Unit = Literal["week", "weekend", "month", "quarter", "year"]


class WorkingTime(Protocol):
    """What reading a phrase needs of a team's calendar (`huitou.core.calendar.rules.Hours` is one)."""

    @property
    def zone(self) -> str: ...
    def is_open(self, at: datetime) -> bool: ...
    def is_working_day(self, day: date) -> bool: ...
    def end_of_day(self, day: date) -> datetime | None: ...
    def opens_next(self, at: datetime) -> datetime: ...
    def add_working(self, at: datetime, span: timedelta) -> datetime: ...
    def add_working_days(self, at: datetime, n: int) -> datetime: ...
    def festival(self, name: str, year: int) -> tuple[date, date] | None: ...


# --- days -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Offset:
    """今天 is 0, 明天 1, 后天 2, 大后天 3."""

    days: int


@dataclass(frozen=True, slots=True)
class Weekday:
    """Monday is 0. `week`: None the coming one (周五), 0 of this week (本周五), 1 of next week (下周五)."""

    day: int
    week: int | None = None


@dataclass(frozen=True, slots=True)
class MonthDay:
    """15号: the coming one (`months` None), of this month (0), of next month (1)."""

    day: int
    months: int | None = None


@dataclass(frozen=True, slots=True)
class CalendarDate:
    """11月25日, with its year when said; `years` counts from this year (明年 is 1)."""

    month: int
    day: int
    year: int | None = None
    years: int | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """本周, 周末, 下个月, 12月, 年底. `upto` is the last day that is meant (of the month: 上旬 10, 中旬 20).

    `point` tells an end (月底, 年内) from a stretch (下周): 前 before a stretch is before it begins, 月底前 is by the end.
    """

    unit: Unit
    ahead: int = 0
    month: int | None = None
    upto: int | None = None
    point: bool = False


@dataclass(frozen=True, slots=True)
class Festival:
    """国庆, 春节 …: the announced days off around it; None is whichever comes next (节后)."""

    name: str | None


@dataclass(frozen=True, slots=True)
class NthWorkingDay:
    """下一个工作日; 国庆节后第一个工作日: counted after `after`, or after today."""

    n: int
    after: Day | None = None


Day: TypeAlias = Offset | Weekday | MonthDay | CalendarDate | Period | Festival | NthWorkingDay

# --- times of day -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Clock:
    """A time on the clock. `hour` runs on past 24 for the small hours of an evening (今晚一点 is 25).

    `half_open`: nothing said whether it is before or after noon (三点).
    """

    hour: int
    minute: int = 0
    half_open: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """上午, 下午, 晚上 …"""

    name: str


# --- meanings ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Within:
    """24小时内, 半小时后: by the clock, night and holidays included."""

    span: timedelta
    after: bool = False


@dataclass(frozen=True, slots=True)
class WithinDays:
    """三天内, 一周内, 一个月后: to the end of that day; today is not counted."""

    days: int = 0
    months: int = 0
    after: bool = False


@dataclass(frozen=True, slots=True)
class WithinWorkingDays:
    """三个工作日内: to the end of work on the third working day after today."""

    days: int
    after: bool = False


@dataclass(frozen=True, slots=True)
class WithinWorkingTime:
    """两个工作小时内: only the time counts in which the team works."""

    span: timedelta
    after: bool = False


@dataclass(frozen=True, slots=True)
class At:
    """明天下午三点前: a day, a time of day, or both."""

    day: Day | None = None
    time: Clock | Part | None = None
    side: Side = "by"


@dataclass(frozen=True, slots=True)
class EndOfWork:
    """今天下班前; without a day the next end of work."""

    day: Day | None = None


@dataclass(frozen=True, slots=True)
class StartOfWork:
    """明天一上班: within the first working hour of the day."""

    day: Day | None = None


@dataclass(frozen=True, slots=True)
class AfterEvent:
    """收到退货后3个工作日内: counted from something that has not happened yet, so that no moment can be told."""

    event: str
    then: Meaning


@dataclass(frozen=True, slots=True)
class Vague:
    """尽快, 稍后, 几天内: a promise that nobody can check; the agent is told so."""

    word: str


Meaning: TypeAlias = (
    Within | WithinDays | WithinWorkingDays | WithinWorkingTime | At | EndOfWork | StartOfWork | AfterEvent | Vague
)


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase of time in a text: `text[start:end]`, what it means, and, in a promise, what is promised (回复您)."""

    start: int
    end: int
    text: str
    meaning: Meaning
    content: str = ""
