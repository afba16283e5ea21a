"""Which hours may be written down, as tables."""

from datetime import date

import pytest

from huitou.measures.refusal import Refusal
from huitou.roster.hours import rules

WORKDAY = [["09:00", "12:00"], ["13:30", "18:00"]]


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ([], ()),
        (WORKDAY, (("09:00", "12:00"), ("13:30", "18:00"))),
        ([["13:30", "18:00"], ["9:00", "12:00"]], (("09:00", "12:00"), ("13:30", "18:00"))),
        ([["22:00", "06:00"]], (("22:00", "06:00"),)),
        ([["00:00", "00:00"]], (("00:00", "00:00"),)),
        ([["00:00", "24:00"]], (("00:00", "00:00"),)),
        ([["18:00", "24:00"]], (("18:00", "00:00"),)),
        ([["9：30", "10：00"]], (("09:30", "10:00"),)),
        ([["09:00", "12:00"], ["12:00", "18:00"]], (("09:00", "12:00"), ("12:00", "18:00"))),
    ],
)
def test_a_day_is_kept_in_order_and_in_one_spelling(raw, kept):
    assert rules.intervals(raw) == kept


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ([["九点", "12:00"]], "roster.bad_time"),
        ([["25:00", "26:00"]], "roster.bad_time"),
        ([["09:60", "12:00"]], "roster.bad_time"),
        ([["", ""]], "roster.bad_time"),
        ([["09:00"]], "roster.bad_time"),
        ([[9, 12]], "roster.bad_time"),
        ([["9" * 100_000, "12:00"]], "roster.bad_time"),
        ([["09:00", "09:00"]], "roster.empty_interval"),
        ([["09:00", "12:00"], ["11:00", "18:00"]], "roster.intervals_overlap"),
        ([["22:00", "06:00"], ["23:00", "23:30"]], "roster.intervals_overlap"),
        ([[f"{h:02d}:00", f"{h:02d}:30"] for h in range(8, 15)], "roster.too_many_intervals"),
    ],
)
def test_what_no_day_can_be_is_refused(raw, code):
    with pytest.raises(Refusal) as refused:
        rules.intervals(raw)
    assert refused.value.code == code


def test_a_week_has_seven_days_and_is_open_at_least_once():
    assert rules.week([WORKDAY] * 5 + [[], []]) == rules.STANDARD_WEEK
    for raw, code in (([WORKDAY] * 5, "roster.bad_week"), ([[]] * 7, "roster.never_open")):
        with pytest.raises(Refusal) as refused:
            rules.week(raw)
        assert refused.value.code == code


@pytest.mark.parametrize(
    ("week", "fits"),
    [
        ([[["22:00", "06:00"]]] * 7, True),
        ([[["22:00", "06:00"]], [["05:00", "12:00"]], *[[]] * 5], False),
        ([[["05:00", "12:00"]], *[[]] * 5, [["22:00", "06:00"]]], False),  # Sunday's night runs into Monday
        ([[["06:00", "12:00"]], *[[]] * 5, [["22:00", "06:00"]]], True),
        ([[["00:00", "00:00"]]] * 7, True),
    ],
)
def test_a_night_ends_before_the_next_morning_begins(week, fits):
    if fits:
        assert len(rules.week(week)) == 7
        return
    with pytest.raises(Refusal) as refused:
        rules.week(week)
    assert refused.value.code == "roster.intervals_overlap"


@pytest.mark.parametrize("raw", ["", "2026-13-01", "20261001", "2026-1-1", "国庆", "2026-02-30", "9" * 9999])
def test_what_is_no_day_is_refused(raw):
    with pytest.raises(Refusal, match="bad_day"):
        rules.day(raw)


@pytest.mark.parametrize("raw", ["", "Mars/Olympus", "../../etc/passwd", "a" * 5000, "\0"])
def test_what_is_no_zone_is_refused(raw):
    with pytest.raises(Refusal, match="bad_zone"):
        rules.zone(raw)


@pytest.mark.parametrize(
    ("today", "this_year", "next_year", "year"),
    [
        (date(2026, 10, 31), True, False, None),  # nobody can know yet
        (date(2026, 11, 22), True, False, 2027),
        (date(2026, 12, 31), True, True, None),
        (date(2027, 1, 1), False, False, 2027),
        (date(2027, 3, 1), True, False, None),
    ],
)
def test_the_calendar_is_warned_of_before_the_year_ends(today, this_year, next_year, year):
    assert rules.warns_of(today, this_year_known=this_year, next_year_known=next_year) == year
