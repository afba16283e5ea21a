"""The method pages tell the truth, and the team's calendar reads every promise as the plain one of the measures does."""

from __future__ import annotations

import doctest
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from huitou.core.calendar.rules import Hours, Interval
from huitou.measures.tests.desk_hours import FESTIVALS, DeskHours
from huitou.measures.tests.when_table import READINGS
from huitou.measures.text import when

METHODS = Path(__file__).parents[3] / "docs" / "methods"
SHANGHAI = ZoneInfo("Asia/Shanghai")


class ListedFestivals:
    """The days off that the plain calendar lists, so that both know the same."""

    def day_off(self, day: date) -> bool:
        return any(first <= day <= last for first, last in FESTIVALS.values())

    def make_up(self, day: date) -> bool:
        return False

    def official(self, year: int) -> bool:
        return True

    def named(self, name: str, year: int) -> tuple[date, date] | None:
        return FESTIVALS.get((name, year))


OFFICE_DAY = (Interval(time(9), time(12)), Interval(time(13, 30), time(18)))
DESK: when.WorkingTime = Hours("Asia/Shanghai", (OFFICE_DAY,) * 5 + ((), ()), festivals=ListedFestivals())


@pytest.mark.parametrize("page", ["working-time.md", "promise-phrases.md"])
def test_the_worked_example_of_the_page_comes_out(page: str) -> None:
    failed, run = doctest.testfile(str(METHODS / page), module_relative=False, encoding="utf-8")
    assert run > 3
    assert failed == 0


@pytest.mark.parametrize(("phrase", "meaning", "due_at"), READINGS, ids=[row[0] for row in READINGS])
def test_the_teams_calendar_dates_every_phrase_alike(phrase: str, meaning: when.Meaning, due_at: str | None) -> None:
    due = when.resolve(meaning, said_at=datetime(2026, 11, 25, 10, 30, tzinfo=SHANGHAI), hours=DESK)
    assert (due.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M") if due else None) == due_at


@pytest.mark.parametrize("hour", range(0, 24, 5))
@pytest.mark.parametrize("day", [date(2026, 11, 27), date(2026, 11, 29), date(2026, 12, 31), date(2027, 2, 4)])
def test_both_calendars_agree_at_any_hour(day: date, hour: int) -> None:
    said_at = datetime.combine(day, time(hour, 15), SHANGHAI).astimezone(UTC)
    for _phrase, meaning, _due in READINGS:
        plain = when.resolve(meaning, said_at=said_at, hours=DeskHours())
        assert when.resolve(meaning, said_at=said_at, hours=DESK) == plain


def test_promises_of_a_reception_that_never_closes() -> None:
    """今天 and 下班前 still end with the day, not with a shift that never ends."""
    always = Hours("Asia/Shanghai", ((Interval(time(0), time(0)),),) * 7)
    said_at = datetime(2026, 11, 25, 10, 30, tzinfo=SHANGHAI)
    due = {phrase: when.resolve(when.find(phrase)[0].meaning, said_at=said_at, hours=always)
           for phrase in ("今天", "周五之前", "三点前", "三个工作日内")}  # fmt: skip
    assert due == {
        "今天": datetime(2026, 11, 25, 23, 59, tzinfo=SHANGHAI),
        "周五之前": datetime(2026, 11, 26, 23, 59, tzinfo=SHANGHAI),
        "三点前": datetime(2026, 11, 25, 15, 0, tzinfo=SHANGHAI),
        "三个工作日内": datetime(2026, 11, 28, 23, 59, tzinfo=SHANGHAI),
    }


def test_a_team_that_works_through_national_day_still_knows_it() -> None:
    hours = Hours("Asia/Shanghai", (OFFICE_DAY,) * 7, festivals=ListedFestivals(), closes_on_festivals=False)
    said_at = datetime(2026, 11, 25, 10, 30, tzinfo=SHANGHAI)
    (found,) = when.find("国庆节后第一个工作日")
    assert when.resolve(found.meaning, said_at=said_at, hours=hours) == datetime(2027, 10, 8, 18, tzinfo=SHANGHAI)
    assert hours.working_between(said_at, said_at + timedelta(days=1)) == timedelta(hours=7.5)
