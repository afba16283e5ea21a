"""Who is on duty in the shop, and to whom a late promise climbs."""

from datetime import UTC, date, datetime, timedelta

import pytest

from huitou.core.api import SYSTEM, Refusal
from huitou.core.testing import Account, Fact, somebody
from huitou.roster import api as roster
from huitou.roster.api import Turn
from huitou.roster.testing import a_team_with, can, on_shift, ready

TEN = datetime(2026, 11, 20, 2, tzinfo=UTC)
HOUR = timedelta(hours=1)


def names(duties) -> list[int]:
    return [duty.account_id for duty in duties]


def test_only_who_is_on_shift_now_is_on_duty(shop):
    on_shift(shop.lin, team_id=shop.team, starts_at=TEN, hours=2)
    on_shift(shop.zhou, team_id=shop.team, starts_at=TEN + 2 * HOUR)
    assert names(roster.on_duty(team_id=shop.team, at=TEN - timedelta(seconds=1))) == []
    assert names(roster.on_duty(team_id=shop.team, at=TEN)) == [shop.lin]
    assert names(roster.on_duty(team_id=shop.team, at=TEN + 2 * HOUR)) == [shop.zhou]


def test_duty_tells_presence_skills_and_the_end_of_the_shift(shop):
    on_shift(shop.lin, team_id=shop.team, starts_at=TEN, presence="busy")
    can(shop.lin, "english", "complaint", level=3)
    (duty,) = roster.on_duty(team_id=shop.team, at=TEN + HOUR)
    assert duty == roster.Duty(shop.lin, "busy", frozenset({"english", "complaint"}), None, TEN + 8 * HOUR)


def test_who_was_given_something_goes_to_the_end_of_the_line(shop):
    for person in (shop.lin, shop.zhou):
        on_shift(person, team_id=shop.team, starts_at=TEN)
    assert names(roster.on_duty(team_id=shop.team, at=TEN)) == [shop.lin, shop.zhou]
    roster.given(account_id=shop.lin, at=TEN)
    assert names(roster.on_duty(team_id=shop.team, at=TEN)) == [shop.zhou, shop.lin]
    roster.given(account_id=shop.zhou, at=TEN + HOUR)
    assert names(roster.on_duty(team_id=shop.team, at=TEN)) == [shop.lin, shop.zhou]


def test_a_team_without_a_rota_is_on_duty_with_those_who_are_there(shop):
    assert roster.on_duty(team_id=shop.team, at=TEN) == ()
    ready(shop.lin)
    assert [(duty.account_id, duty.until) for duty in roster.on_duty(team_id=shop.team, at=TEN)] == [(shop.lin, None)]
    on_shift(shop.zhou, team_id=shop.team, starts_at=TEN + 4 * HOUR)
    assert roster.on_duty(team_id=shop.team, at=TEN) == ()  # now there is a rota, and nobody is on it


def test_a_closed_account_is_never_on_duty(shop):
    on_shift(shop.lin, team_id=shop.team, starts_at=TEN)
    Account.objects.filter(pk=shop.lin).update(is_active=False)
    assert roster.on_duty(team_id=shop.team, at=TEN) == ()
    assert roster.teams()[0].member_ids == (shop.zhou,)


def test_nobody_works_two_shifts_at_once(shop):
    other = a_team_with(shop.lin, name="物业客服")
    on_shift(shop.lin, team_id=shop.team, starts_at=TEN)
    with pytest.raises(Refusal, match="shift_overlaps"):
        on_shift(shop.lin, team_id=other, starts_at=TEN + HOUR)
    on_shift(shop.lin, team_id=other, starts_at=TEN + 8 * HOUR)  # back to back is no overlap


@pytest.mark.parametrize(
    ("starts", "ends", "code"),
    [
        (TEN, TEN, "roster.shift_backwards"),
        (TEN, TEN - HOUR, "roster.shift_backwards"),
        (TEN, TEN + 17 * HOUR, "roster.shift_too_long"),
    ],
)
def test_a_shift_that_nobody_can_work_is_refused(shop, starts, ends, code):
    with pytest.raises(Refusal) as refused:
        roster.add_shift(team_id=shop.team, account_id=shop.lin, starts_at=starts, ends_at=ends, actor=SYSTEM)
    assert refused.value.code == code


def test_a_stranger_to_the_team_cannot_be_put_on_its_rota(shop):
    with pytest.raises(Refusal, match="not_a_member"):
        on_shift(shop.chen, team_id=shop.team, starts_at=TEN)


def test_a_pattern_becomes_shifts_once_and_leaves_other_shifts_alone(shop):
    pattern = [Turn(shop.lin, weekday, "09:00", "18:00") for weekday in range(5)]
    taken = datetime(2026, 10, 8, 5, tzinfo=UTC)
    on_shift(shop.lin, team_id=shop.team, starts_at=taken, hours=2)

    def make(dry: bool = False) -> roster.RotaReport:
        return roster.make_rota(
            team_id=shop.team, pattern=pattern, from_day=date(2026, 10, 1), weeks=2, dry=dry, actor=shop.by_chen
        )

    # 28 to 30 September, 9 and (调休) 10 October; the festival is off, and 8 October collides.
    tried = make(dry=True)
    assert (tried.made, tried.there, len(tried.skipped)) == (5, 0, 1)
    assert make() == tried
    again = make()
    assert (again.made, again.there, len(again.skipped)) == (0, 5, 1)
    window = {"since": datetime(2026, 9, 28, tzinfo=UTC), "until": datetime(2026, 10, 12, tzinfo=UTC)}
    assert len(roster.shifts(team_id=shop.team, **window)) == 6
    assert roster.shifts(account_ids=[shop.zhou], **window) == []


def test_a_shift_can_be_taken_back(shop):
    shift = on_shift(shop.lin, team_id=shop.team, starts_at=TEN)
    roster.remove_shift(shift_id=shift, actor=shop.by_chen)
    with pytest.raises(Refusal, match="not_found"):
        roster.remove_shift(shift_id=shift, actor=shop.by_chen)


def test_presence_is_told_once_and_only_in_known_words(shop):
    told = Fact.objects.filter(name="roster.presence_changed.v1")
    ready(shop.lin)
    ready(shop.lin)
    assert told.count() == 1
    assert roster.presence_of(account_ids=[shop.lin, shop.zhou]) == {shop.lin: "ready", shop.zhou: "away"}
    with pytest.raises(Refusal, match="bad_presence"):
        ready(shop.lin, "摸鱼")


def test_a_late_promise_climbs_to_the_leader_and_then_to_the_manager(shop):
    assert [(step.position, step.account_id) for step in roster.escalation_ladder(team_id=shop.team)] == [
        (1, shop.zhou),
        (2, shop.chen),
    ]


def test_a_ladder_that_was_set_goes_before_the_natural_one(shop):
    roster.set_ladder(team_id=shop.team, steps=[(shop.chen, 3), (shop.zhou, 10)], actor=shop.by_chen)
    ladder = [(step.account_id, step.minutes_to_take) for step in roster.escalation_ladder(team_id=shop.team)]
    assert ladder == [(shop.chen, 3), (shop.zhou, 10)]
    Account.objects.filter(pk=shop.chen).update(is_active=False)
    assert [(s.position, s.account_id) for s in roster.escalation_ladder(team_id=shop.team)] == [(1, shop.zhou)]
    assert len(roster.ladder_set(team_id=shop.team)) == 2


def test_where_there_is_no_leader_and_no_manager_the_administrator_gets_it(shop):
    Account.objects.filter(pk__in=[shop.zhou, shop.chen]).update(is_active=False)
    admin = somebody("admin").pk
    assert [step.account_id for step in roster.escalation_ladder(team_id=shop.team)] == [admin]


@pytest.mark.parametrize(("minutes", "code"), [(0, "roster.bad_number"), (5000, "roster.bad_number")])
def test_a_ladder_needs_minutes_that_make_sense(shop, minutes, code):
    with pytest.raises(Refusal) as refused:
        roster.set_ladder(team_id=shop.team, steps=[(shop.chen, minutes)], actor=SYSTEM)
    assert refused.value.code == code


def test_nobody_stands_twice_on_a_ladder(shop):
    with pytest.raises(Refusal, match="ladder_twice"):
        roster.set_ladder(team_id=shop.team, steps=[(shop.chen, 5), (shop.chen, 5)], actor=SYSTEM)
