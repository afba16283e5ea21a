"""A plain calendar to read promises by: Monday to Friday 9-12 and 13:30-18, Shanghai, festivals as listed here.

Counts minute by minute on purpose: slow, and too simple to be wrong in the same way as the calendar of `core`. The days off of
2027 are made up, so that no announcement can change what the tests expect.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
FESTIVALS = {
    ("元旦", 2027): (date(2027, 1, 1), date(2027, 1, 3)),
    ("春节", 2027): (date(2027, 2, 5), date(2027, 2, 11)),
    ("国庆", 2027): (date(2027, 10, 1), date(2027, 10, 7)),
}


class DeskHours:
    """The day desk of 云栖酒店西湖店."""

    zone = "Asia/Shanghai"

    def is_working_day(self, day: date) -> bool:
        return day.weekday() < 5 and not any(first <= day <= last for first, last in FESTIVALS.values())

    def is_open(self, at: datetime) -> bool:
        wall = at.astimezone(ZoneInfo(self.zone))
        hours = time(9) <= wall.time() < time(12) or time(13, 30) <= wall.time() < time(18)
        return self.is_working_day(wall.date()) and hours

    def end_of_day(self, day: date) -> datetime | None:
        if not self.is_working_day(day):
            return None
        return datetime.combine(day, time(18), ZoneInfo(self.zone)).astimezone(UTC)

    def opens_next(self, at: datetime) -> datetime:
        while not self.is_open(at):
            at += MINUTE
        return at

    def add_working(self, at: datetime, span: timedelta) -> datetime:
        while span > timedelta(0):
            if self.is_open(at):
                span -= MINUTE
            at += MINUTE
        return at

    def add_working_days(self, at: datetime, n: int) -> datetime:
        day = at.astimezone(ZoneInfo(self.zone)).date()
        end = self.end_of_day(day)
        if n == 0 and end is not None and end >= at:
            return end
        for _ in range(max(n, 1)):
            day += DAY
            while not self.is_working_day(day):
                day += DAY
        end = self.end_of_day(day)
        assert end is not None
        return end

    def festival(self, name: str, year: int) -> tuple[date, date] | None:
        return FESTIVALS.get((name, year))
