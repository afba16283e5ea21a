"""Working time at 云栖酒店: the day desk with its lunch break, the night desk, the reception that never closes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huitou.core.calendar.festivals import ChinaFestivals
from huitou.core.calendar.rules import Hours, Interval, NoWorkingTime

CHINA = ChinaFestivals()
SHANGHAI = "Asia/Shanghai"
MORNING, AFTERNOON = Interval(time(9), time(12)), Interval(time(13, 30), time(18))
NIGHT, ALL_DAY = Interval(time(22), time(6)), Interval(time(0), time(0))
OFFICE_DAY = (MORNING, AFTERNOON)

# The day desk: Monday to Friday, 午休 12:00 to 13:30; own overrides: 老周 closes a Tuesday for training, opens a Sunday.
DAY_DESK = Hours(
    zone=SHANGHAI,
    weekly=(OFFICE_DAY,) * 5 + ((), ()),
    special={date(2026, 11, 24): (), date(2026, 11, 29): (MORNING,), date(2026, 10, 3): (AFTERNOON,)},
    festivals=CHINA,
)
SATURDAY_DESK = Hours(SHANGHAI, (OFFICE_DAY,) * 5 + ((MORNING,), ()), festivals=CHINA)
NIGHT_DESK = Hours(SHANGHAI, ((NIGHT,),) * 5 + ((), ()))
RECEPTION = Hours(SHANGHAI, ((ALL_DAY,),) * 7, festivals=CHINA, closes_on_festivals=False)
BERLIN_NIGHT = Hours("Europe/Berlin", ((NIGHT,),) * 7)
BERLIN_ROUND = Hours("Europe/Berlin", ((ALL_DAY,),) * 7)
BERLIN_SMALL_HOURS = Hours("Europe/Berlin", ((Interval(time(1), time(4)),),) * 7)
NOBODY = Hours(SHANGHAI, ((),) * 7)
DESKS = {
    "day": DAY_DESK, "saturday": SATURDAY_DESK, "night": NIGHT_DESK, "reception": RECEPTION,
    "berlin night": BERLIN_NIGHT, "berlin round": BERLIN_ROUND, "berlin small hours": BERLIN_SMALL_HOURS,
}  # fmt: skip


def at(desk: str, wall: str) -> datetime:
    return datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo(DESKS[desk].zone)).astimezone(UTC)


def wall(desk: str, moment: datetime) -> str:
    assert moment.tzinfo is UTC
    return moment.astimezone(ZoneInfo(DESKS[desk].zone)).strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("desk", "moment", "is_open"),
    [
        ("day", "2026-11-23 08:59:59.999999", False),
        ("day", "2026-11-23 09:00", True),
        ("day", "2026-11-23 11:59:59.999999", True),
        ("day", "2026-11-23 12:00", False),  # 午休 begins
        ("day", "2026-11-23 13:29:59", False),
        ("day", "2026-11-23 13:30", True),
        ("day", "2026-11-23 18:00", False),
        ("day", "2026-11-24 10:00", False),  # closed by override
        ("day", "2026-11-28 10:00", False),  # Saturday
        ("day", "2026-11-29 10:00", True),  # Sunday opened by override
        ("day", "2026-11-29 14:00", False),
        ("day", "2026-02-14 10:00", True),  # Saturday, make-up day for Spring Festival
        ("day", "2026-02-14 17:59", True),
        ("saturday", "2026-02-14 17:59", True),  # a make-up day is a whole Monday, not a short Saturday
        ("saturday", "2026-11-28 17:59", False),
        ("day", "2026-02-16 10:00", False),  # 除夕
        ("day", "2026-02-23 10:00", False),  # still holiday, a Monday
        ("day", "2026-02-24 10:00", True),
        ("day", "2026-02-28 10:00", True),  # Saturday, make-up day
        ("day", "2026-09-20 10:00", True),  # Sunday, make-up day for 国庆
        ("day", "2026-10-01 10:00", False),
        ("day", "2026-10-03 14:00", True),  # own override wins over the festival
        ("day", "2026-10-10 10:00", True),  # Saturday, make-up day
        ("saturday", "2026-10-03 10:00", False),
        ("saturday", "2026-09-26 10:00", False),  # Saturday of 中秋's announced three days
        ("reception", "2026-10-01 03:00", True),
        ("night", "2026-11-23 21:59", False),
        ("night", "2026-11-23 22:00", True),
        ("night", "2026-11-24 05:59", True),
        ("night", "2026-11-24 06:00", False),
        ("night", "2026-11-28 05:59", True),  # Friday's shift ends on Saturday morning
        ("night", "2026-11-28 22:30", False),
        ("berlin small hours", "2026-03-29 03:59", True),  # 01:00 to 04:00 on the night of two hours
    ],
)
def test_open_or_closed(desk: str, moment: str, is_open: bool) -> None:
    assert DESKS[desk].is_open(at(desk, moment)) is is_open


@pytest.mark.parametrize(
    ("desk", "moment", "opens"),
    [
        ("day", "2026-11-23 10:00", "2026-11-23 10:00"),
        ("day", "2026-11-23 12:00", "2026-11-23 13:30"),
        ("day", "2026-11-23 18:00", "2026-11-25 09:00"),  # over the training day
        ("day", "2026-11-27 19:00", "2026-11-29 09:00"),
        ("day", "2026-02-14 18:00", "2026-02-24 09:00"),  # over Spring Festival
        ("day", "2026-09-30 18:00", "2026-10-03 13:30"),
        ("day", "2026-10-03 18:00", "2026-10-08 09:00"),
        ("night", "2026-11-24 03:00", "2026-11-24 03:00"),
        ("night", "2026-11-28 06:00", "2026-11-30 22:00"),
        ("reception", "2026-11-24 03:00", "2026-11-24 03:00"),
        ("berlin night", "2026-10-25 00:00", "2026-10-25 00:00"),
    ],
)
def test_next_opening(desk: str, moment: str, opens: str) -> None:
    hours = DESKS[desk]
    assert wall(desk, hours.opens_next(at(desk, moment))) == opens


@pytest.mark.parametrize(
    ("desk", "a", "b", "minutes"),
    [
        ("day", "2026-11-23 09:00", "2026-11-23 18:00", 450),
        ("day", "2026-11-23 00:00", "2026-11-24 00:00", 450),
        ("day", "2026-11-23 11:50", "2026-11-23 13:40", 20),  # across 午休
        ("day", "2026-11-23 12:00", "2026-11-23 13:30", 0),
        ("day", "2026-11-23 17:59", "2026-11-25 09:01", 2),  # a closed Tuesday between
        ("day", "2026-11-27 17:00", "2026-11-30 10:00", 60 + 180 + 60),  # a Sunday morning opened
        ("day", "2026-02-14 17:30", "2026-02-24 09:30", 60),
        ("day", "2026-09-30 17:00", "2026-10-08 10:00", 60 + 270 + 60),
        ("day", "2026-12-31 17:00", "2027-01-04 09:30", 90),  # across the year, 元旦 and a weekend
        ("night", "2026-11-23 21:00", "2026-11-24 07:00", 480),
        ("night", "2026-11-23 00:00", "2026-11-30 00:00", 5 * 480),
        ("reception", "2026-11-23 00:00", "2026-11-30 00:00", 7 * 1440),
        ("berlin night", "2026-03-28 21:00", "2026-03-29 07:00", 420),  # clocks put forward
        ("berlin night", "2026-10-24 21:00", "2026-10-25 07:00", 540),  # clocks put back
        ("berlin round", "2026-10-25 00:00", "2026-10-26 00:00", 1500),
        ("berlin round", "2026-01-01 00:00", "2027-01-01 00:00", 365 * 1440),
        ("berlin small hours", "2026-03-29 00:00", "2026-03-29 12:00", 120),
        ("day", "2026-11-23 18:00", "2026-11-23 09:00", -450),  # signed
    ],
)
def test_working_time_between(desk: str, a: str, b: str, minutes: int) -> None:
    assert DESKS[desk].working_between(at(desk, a), at(desk, b)) == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("desk", "start", "minutes", "lands"),
    [
        ("day", "2026-11-23 09:00", 180, "2026-11-23 12:00"),  # the morning's end, not 13:30
        ("day", "2026-11-23 09:00", 181, "2026-11-23 13:31"),
        ("day", "2026-11-23 11:30", 60, "2026-11-23 14:00"),
        ("day", "2026-11-23 12:10", 30, "2026-11-23 14:00"),
        ("day", "2026-11-23 17:30", 60, "2026-11-25 09:30"),
        ("day", "2026-11-23 12:10", 0, "2026-11-23 12:10"),
        ("day", "2026-02-14 17:30", 31, "2026-02-24 09:01"),
        ("day", "2026-09-30 17:30", 30 + 270 + 10, "2026-10-08 09:10"),
        ("night", "2026-11-27 23:00", 8 * 60, "2026-11-30 23:00"),
        ("reception", "2026-11-23 23:30", 60, "2026-11-24 00:30"),
        ("berlin night", "2026-03-28 22:00", 420, "2026-03-29 06:00"),
        ("berlin night", "2026-10-24 22:00", 480, "2026-10-25 05:00"),
        ("day", "2026-11-23 14:00", -60, "2026-11-23 11:30"),  # reminders count backwards
        ("day", "2026-11-25 09:00", -1, "2026-11-23 17:59"),
        ("day", "2026-02-24 09:30", -60, "2026-02-14 17:30"),
        ("night", "2026-11-30 22:30", -60, "2026-11-28 05:30"),
    ],
)
def test_add_working_time(desk: str, start: str, minutes: int, lands: str) -> None:
    assert wall(desk, DESKS[desk].add_working(at(desk, start), timedelta(minutes=minutes))) == lands


@pytest.mark.parametrize(
    ("desk", "said", "n", "due"),
    [
        ("day", "2026-11-25 10:00", 1, "2026-11-26 18:00"),
        ("day", "2026-11-25 23:50", 1, "2026-11-26 18:00"),
        ("day", "2026-11-23 10:00", 1, "2026-11-25 18:00"),  # Tuesday is closed
        ("day", "2026-11-26 10:00", 2, "2026-11-29 12:00"),  # the Sunday that is worked, and its short day
        ("day", "2026-11-26 10:00", 3, "2026-11-30 18:00"),
        ("day", "2026-11-28 10:00", 2, "2026-11-30 18:00"),  # said on a closed Saturday
        ("day", "2026-02-13 10:00", 1, "2026-02-14 18:00"),
        ("day", "2026-02-13 10:00", 2, "2026-02-24 18:00"),
        ("day", "2026-09-30 10:00", 3, "2026-10-09 18:00"),
        ("day", "2026-10-08 10:00", 2, "2026-10-10 18:00"),
        ("day", "2026-12-30 10:00", 2, "2027-01-04 18:00"),
        ("day", "2026-11-25 10:00", 0, "2026-11-25 18:00"),
        ("day", "2026-11-25 19:00", 0, "2026-11-26 18:00"),
        ("night", "2026-11-26 10:00", 1, "2026-11-28 06:00"),
        ("reception", "2026-09-30 10:00", 3, "2026-10-04 00:00"),
    ],
)
def test_working_days_end_with_the_last_one(desk: str, said: str, n: int, due: str) -> None:
    assert wall(desk, DESKS[desk].add_working_days(at(desk, said), n)) == due


@pytest.mark.parametrize(
    ("desk", "day", "works", "ends"),
    [
        ("day", "2026-11-23", True, "2026-11-23 18:00"),
        ("day", "2026-11-24", False, None),
        ("day", "2026-11-29", True, "2026-11-29 12:00"),
        ("night", "2026-11-27", True, "2026-11-28 06:00"),
        ("night", "2026-11-28", False, None),
        ("reception", "2026-10-01", True, "2026-10-02 00:00"),
    ],
)
def test_a_day_and_its_end(desk: str, day: str, works: bool, ends: str | None) -> None:
    hours = DESKS[desk]
    end = hours.end_of_day(date.fromisoformat(day))
    assert hours.is_working_day(date.fromisoformat(day)) is works
    assert (wall(desk, end) if end else None) == ends


def test_overlapping_stretches_count_once() -> None:
    """小林's early desk begins at five while the night shift still runs until six."""
    hours = Hours(SHANGHAI, ((NIGHT, Interval(time(5), time(9)), Interval(time(8), time(10))),) * 7)
    monday, tuesday = at("day", "2026-11-23 12:00"), at("day", "2026-11-24 12:00")
    assert hours.working_between(monday, tuesday) == timedelta(hours=12)


@pytest.mark.parametrize(
    "ask",
    [
        lambda moment: NOBODY.opens_next(moment),
        lambda moment: NOBODY.add_working(moment, timedelta(minutes=1)),
        lambda moment: NOBODY.add_working(moment, timedelta(minutes=-1)),
        lambda moment: NOBODY.add_working_days(moment, 1),
        lambda moment: DAY_DESK.add_working(moment.replace(year=9998), timedelta.max),  # the end of time
    ],
)
def test_a_team_without_working_time_is_told_so(ask) -> None:
    with pytest.raises(NoWorkingTime):
        ask(datetime(2026, 11, 23, tzinfo=UTC))


def test_nobody_works_is_zero_not_an_error() -> None:
    moment = datetime(2026, 11, 23, tzinfo=UTC)
    assert NOBODY.working_between(moment, moment + timedelta(days=30)) == timedelta(0)
    assert not NOBODY.is_open(moment)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        DAY_DESK.is_open(datetime(2026, 11, 23, 10))


def test_a_week_has_seven_days() -> None:
    with pytest.raises(ValueError, match="seven"):
        Hours(SHANGHAI, (OFFICE_DAY,) * 5)


# --- festivals --------------------------------------------------------------------------------------------------------


def test_which_years_are_official() -> None:
    assert all(CHINA.official(year) for year in range(2001, 2027))
    assert not CHINA.official(2000)
    assert not CHINA.official(2090)  # worked out from the law alone


def test_the_announced_days_off_of_2026() -> None:
    """国务院办公厅关于2026年部分节假日安排的通知: 33 days off counted with their weekends, six make-up days."""
    runs = [("01-01", "01-03"), ("02-15", "02-23"), ("04-04", "04-06"), ("05-01", "05-05"), ("06-19", "06-21"),
            ("09-25", "09-27"), ("10-01", "10-07")]  # fmt: skip
    year = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
    announced = [day for day in year if any(first <= day.strftime("%m-%d") <= last for first, last in runs)]
    assert [day for day in year if CHINA.day_off(day)] == announced
    make_up = [day.strftime("%m-%d") for day in year if CHINA.make_up(day)]
    assert make_up == ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"]


@pytest.mark.parametrize(
    ("name", "year", "first", "last"),
    [
        ("春节", 2026, date(2026, 2, 15), date(2026, 2, 23)),
        ("国庆", 2025, date(2025, 10, 1), date(2025, 10, 8)),
        ("中秋", 2025, date(2025, 10, 1), date(2025, 10, 8)),
        ("元旦", 2023, date(2022, 12, 31), date(2023, 1, 2)),
    ],
)
def test_named_festivals(name: str, year: int, first: date, last: date) -> None:
    assert CHINA.named(name, year) == (first, last)
    assert DAY_DESK.festival(name, year) == (first, last)


def test_unknown_festivals_are_none() -> None:
    assert CHINA.named("双十一", 2026) is None
    assert CHINA.named("春节", 2200) is None
    assert NIGHT_DESK.festival("春节", 2026) is None


# --- laws -------------------------------------------------------------------------------------------------------------

moments = st.datetimes(datetime(2024, 12, 1), datetime(2027, 3, 1), timezones=st.just(UTC))
desks = st.sampled_from(sorted(DESKS))


@settings(max_examples=150, deadline=None)
@given(desk=desks, a=moments, b=moments)
def test_adding_what_lies_between_lands_at_the_same_working_moment(desk: str, a: datetime, b: datetime) -> None:
    hours = DESKS[desk]
    a, b = min(a, b), max(a, b)
    between = hours.working_between(a, b)
    landed = hours.add_working(a, between)
    assert landed <= b
    assert hours.working_between(landed, b) == timedelta(0)
    back = hours.add_working(b, -between)
    assert back >= a
    assert hours.working_between(a, back) == timedelta(0)


@settings(max_examples=150, deadline=None)
@given(desk=desks, three=st.lists(moments, min_size=3, max_size=3))
def test_working_time_is_additive_and_never_shrinks(desk: str, three: list[datetime]) -> None:
    hours = DESKS[desk]
    a, b, c = sorted(three)
    whole = hours.working_between(a, c)
    assert hours.working_between(a, b) + hours.working_between(b, c) == whole
    assert timedelta(0) <= hours.working_between(a, b) <= whole <= c - a
    assert hours.working_between(c, a) == -whole


@settings(max_examples=150, deadline=None)
@given(desk=desks, a=moments, b=moments, minutes=st.integers(0, 60_000))
def test_later_starts_and_longer_spans_end_later(desk: str, a: datetime, b: datetime, minutes: int) -> None:
    hours = DESKS[desk]
    a, b = min(a, b), max(a, b)
    span = timedelta(minutes=minutes)
    assert a <= hours.add_working(a, span) <= hours.add_working(b, span)
    assert hours.add_working(a, span) <= hours.add_working(a, span + timedelta(minutes=7))
    assert hours.working_between(a, hours.add_working(a, span)) == span


@settings(max_examples=100, deadline=None)
@given(desk=desks, moment=moments)
def test_openings_agree_with_open(desk: str, moment: datetime) -> None:
    hours = DESKS[desk]
    opens = hours.opens_next(moment)
    assert hours.is_open(opens)
    assert hours.working_between(moment, opens) == timedelta(0)
