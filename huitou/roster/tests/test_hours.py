"""The hours of the company and its teams, as deadlines see them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from huitou.core.api import Refusal
from huitou.roster import api as roster

HOTEL = [[["00:00", "00:00"]]] * 7
LATE = [[["10:00", "14:00"], ["15:00", "19:00"]]] * 5 + [[], []]


def local(day: str, time: str) -> datetime:
    return datetime.fromisoformat(f"{day}T{time}+08:00").astimezone(UTC)


def test_a_company_that_set_nothing_works_office_hours_with_a_lunch_break(shop):
    hours = roster.hours_of(team_id=shop.team)
    assert hours.add_working(local("2026-11-20", "11:50"), timedelta(minutes=20)) == local("2026-11-20", "13:40")
    assert not roster.weekly_of(team_id=shop.team).own


def test_the_national_holiday_is_closed_and_the_make_up_saturday_is_worked(shop):
    hours = roster.hours_of(team_id=None)
    assert hours.opens_next(local("2026-09-30", "18:00")) == local("2026-10-08", "09:00")
    assert hours.is_open(local("2026-10-10", "10:00"))  # 调休, a Saturday


def test_a_team_keeps_its_own_hours_and_can_go_back_to_the_companys(shop):
    roster.set_hours(team_id=None, weekly=LATE, actor=shop.by_chen)
    assert roster.hours_of(team_id=shop.team).opens_next(local("2026-11-20", "08:00")) == local("2026-11-20", "10:00")
    roster.set_hours(team_id=shop.team, weekly=HOTEL, festivals="", actor=shop.by_chen)
    roster.set_hours(team_id=shop.team, weekly=HOTEL, festivals="", actor=shop.by_chen)
    assert roster.hours_of(team_id=shop.team).is_open(local("2026-10-01", "03:00"))
    assert not roster.hours_of(team_id=None).is_open(local("2026-10-01", "11:00"))
    roster.drop_hours(team_id=shop.team, actor=shop.by_chen)
    assert not roster.hours_of(team_id=shop.team).is_open(local("2026-10-01", "03:00"))


def test_a_team_that_works_through_still_knows_when_the_festival_ends(shop):
    roster.set_hours(team_id=shop.team, weekly=HOTEL, festivals="", actor=shop.by_chen)
    assert roster.hours_of(team_id=shop.team).festival("国庆", 2026) == (date(2026, 10, 1), date(2026, 10, 7))


def test_a_special_day_of_the_team_goes_before_one_of_the_company(shop):
    friday = "2026-11-27"
    roster.set_special_day(team_id=None, day=friday, intervals=[], why="店庆", actor=shop.by_chen)
    assert not roster.hours_of(team_id=shop.team).is_working_day(date(2026, 11, 27))
    roster.set_special_day(team_id=shop.team, day=friday, intervals=[["08:00", "10:00"]], actor=shop.by_chen)
    assert roster.hours_of(team_id=shop.team).is_open(local(friday, "09:59"))
    assert not roster.hours_of(team_id=None).is_working_day(date(2026, 11, 27))
    assert [(row.day, row.intervals, row.why) for row in roster.special_days(team_id=None)] == [
        (date(2026, 11, 27), (), "店庆")
    ]
    roster.remove_special_day(team_id=shop.team, day=friday, actor=shop.by_chen)
    assert not roster.hours_of(team_id=shop.team).is_working_day(date(2026, 11, 27))


def test_a_changed_day_is_seen_at_once(shop):
    assert roster.hours_of(team_id=None).is_working_day(date(2026, 11, 27))
    roster.set_special_day(team_id=None, day="2026-11-27", intervals=[], actor=shop.by_chen)
    assert not roster.hours_of(team_id=None).is_working_day(date(2026, 11, 27))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"weekly": [[["09:00", "08:60"]]] * 7}, "roster.bad_time"),
        ({"zone": "Shanghai"}, "roster.bad_zone"),
        ({"festivals": "US"}, "roster.bad_festivals"),
        ({"team_id": 999_999}, "core.not_found"),
    ],
)
def test_hours_that_cannot_be_are_refused_and_nothing_changes(shop, change, code):
    with pytest.raises(Refusal) as refused:
        roster.set_hours(**({"team_id": shop.team, "weekly": LATE, "actor": shop.by_chen} | change))
    assert refused.value.code == code
    assert not roster.weekly_of(team_id=shop.team).own


def test_the_company_is_warned_while_next_years_holidays_are_not_official(shop):
    warning = roster.calendar_warning(today=date(2098, 12, 1))
    assert (warning.year, warning.by_hand) == (2098, 0)
    assert roster.calendar_warning(today=date(2026, 10, 1)) is None
    roster.set_special_day(team_id=None, day="2098-12-25", intervals=[], actor=shop.by_chen)
    assert roster.calendar_warning(today=date(2098, 12, 1)).by_hand == 1


def test_a_company_that_works_through_all_holidays_is_not_warned(shop):
    roster.set_hours(team_id=None, weekly=HOTEL, festivals="", actor=shop.by_chen)
    assert roster.calendar_warning(today=date(2098, 12, 1)) is None
