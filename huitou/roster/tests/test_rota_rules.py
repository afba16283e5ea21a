"""A weekly pattern laid over real weeks."""

from datetime import UTC, date, datetime

import pytest

from huitou.measures.refusal import Refusal
from huitou.roster.rota import rules
from huitou.roster.rota.rules import Turn

LIN, ZHOU = 1, 2
MONDAY = date(2026, 11, 23)


def planned(pattern, *, monday=MONDAY, weeks=1, zone="Asia/Shanghai", works_on=lambda day: True):
    return rules.plan(
        pattern,
        monday=monday,
        weeks=weeks,
        zone=zone,
        works_on=works_on,
        makes_up_on=lambda day: day == date(2026, 10, 10),
    )


def test_an_early_week_is_laid_over_three_weeks():
    shifts = planned([Turn(LIN, weekday, "09:00", "18:00") for weekday in range(5)], weeks=3)
    assert len(shifts) == 15
    assert shifts[0].starts_at == datetime(2026, 11, 23, 1, tzinfo=UTC)
    assert shifts[-1].ends_at == datetime(2026, 12, 11, 10, tzinfo=UTC)


def test_a_night_shift_ends_the_next_morning():
    (night,) = planned([Turn(LIN, 6, "22:00", "06:00")])
    assert (night.starts_at, night.ends_at) == (
        datetime(2026, 11, 29, 14, tzinfo=UTC),
        datetime(2026, 11, 29, 22, tzinfo=UTC),
    )


def test_early_and_late_weeks_take_turns():
    shifts = planned([Turn(LIN, 0, "09:00", "18:00"), Turn(LIN, 0, "14:00", "22:00", week=1)], weeks=4)
    assert [shift.starts_at.hour for shift in shifts] == [1, 6, 1, 6]


def test_nobody_works_on_a_festival_and_everybody_on_the_make_up_saturday():
    off = {date(2026, 10, day) for day in range(1, 8)} | {date(2026, 10, 11)}
    pattern = [Turn(LIN, weekday, "09:00", "18:00") for weekday in range(5)] + [Turn(ZHOU, 1, "13:00", "22:00")]
    shifts = planned(pattern, monday=date(2026, 10, 5), works_on=lambda day: day not in off)
    days = [(shift.account_id, shift.starts_at.date()) for shift in shifts]
    assert days == [
        (LIN, date(2026, 10, 8)),
        (LIN, date(2026, 10, 9)),
        (LIN, date(2026, 10, 10)),
        (ZHOU, date(2026, 10, 10)),
    ]


def test_a_hotel_that_works_on_saturdays_keeps_its_saturday_on_a_make_up_day():
    pattern = [Turn(LIN, 0, "09:00", "18:00"), Turn(ZHOU, 5, "10:00", "16:00")]
    shifts = planned(pattern, monday=date(2026, 10, 5), works_on=lambda day: day == date(2026, 10, 10))
    assert [(shift.account_id, shift.starts_at.hour) for shift in shifts] == [(ZHOU, 2)]


@pytest.mark.parametrize(
    ("pattern", "weeks", "code"),
    [
        ([], 1, "roster.rota_empty"),
        ([Turn(LIN, 0, "09:00", "18:00")], 0, "roster.rota_too_long"),
        ([Turn(LIN, 0, "09:00", "18:00")], 27, "roster.rota_too_long"),
        ([Turn(LIN, 0, "早上", "18:00")], 1, "roster.bad_time"),
        ([Turn(LIN, 0, "06:00", "23:00")], 1, "roster.shift_too_long"),
    ],
)
def test_a_rota_that_cannot_be_is_refused(pattern, weeks, code):
    with pytest.raises(Refusal) as refused:
        planned(pattern, weeks=weeks)
    assert refused.value.code == code


def test_monday_of_a_week():
    assert rules.monday_of(date(2026, 11, 29)) == rules.monday_of(MONDAY) == MONDAY
