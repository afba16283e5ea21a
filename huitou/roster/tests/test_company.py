"""Sites, touchpoints, teams, members and skills of the company."""

import re
from pathlib import Path

import pytest

from huitou.core.api import SYSTEM, Refusal, all_explanations
from huitou.core.testing import Account, Fact
from huitou.roster import api as roster
from huitou.roster.testing import a_site, a_touchpoint, can


def test_the_shop_has_its_team_with_its_leader(shop):
    (team,) = roster.teams()
    assert (team.name, team.site_id, team.member_ids, team.leader_ids) == (
        "西湖店客服",
        shop.site,
        (shop.lin, shop.zhou),
        (shop.zhou,),
    )
    assert roster.teams_of(account_id=shop.lin) == (shop.team,)
    assert roster.leaders_of(team_id=shop.team) == (shop.zhou,)


def test_a_shop_that_closed_is_not_offered_any_more(shop):
    roster.edit_site(site_id=shop.site, active=False, actor=SYSTEM)
    assert roster.sites() == []
    assert [(site.code, site.active) for site in roster.sites(closed_too=True)] == [("xihu", False)]


def test_touchpoints_stand_in_the_order_of_the_customers_way(db):
    for code, stage in (("bill", "after"), ("room", "during"), ("booking", "before")):
        a_touchpoint(code=code, name=code, stage=stage)
    assert [row.code for row in roster.touchpoints()] == ["booking", "room", "bill"]


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda s: a_site(), "roster.site_taken"),
        (lambda s: a_site(code="XIHU "), "roster.site_taken"),
        (lambda s: a_site(code="西湖"), "roster.bad_code"),
        (lambda s: a_site(code="", name="店"), "roster.bad_code"),
        (lambda s: a_site(code="b", name="\u202e \u200b"), "roster.empty"),
        (lambda s: a_site(code="b", name="店" * 100_000), "roster.too_long"),
        (lambda s: a_touchpoint(stage="售中"), "roster.bad_stage"),
        (lambda s: roster.make_team(name="西湖店客服", actor=SYSTEM), "roster.team_taken"),
        (lambda s: roster.make_team(name="二队", site_id=999_999, actor=SYSTEM), "core.not_found"),
        (lambda s: roster.make_team(name="二队", most_open=0, actor=SYSTEM), "roster.bad_number"),
        (lambda s: roster.add_member(team_id=s.team, account_id=999_999, actor=SYSTEM), "core.not_found"),
        (lambda s: can(s.lin, "english", level=4), "roster.bad_number"),
    ],
)
def test_what_cannot_be_is_refused_and_recorded_nowhere(shop, call, code):
    before = Fact.objects.exclude(name="roster.skill_made.v1").count()
    with pytest.raises(Refusal) as refused:
        call(shop)
    assert refused.value.code == code
    assert Fact.objects.exclude(name="roster.skill_made.v1").count() == before


def test_two_teams_cannot_get_one_name_by_editing(shop):
    other = roster.make_team(name="物业客服", actor=SYSTEM)
    with pytest.raises(Refusal, match="team_taken"):
        roster.edit_team(team_id=other, name="西湖店客服", site_id=None, most_open=5, actor=SYSTEM)
    roster.edit_team(team_id=other, name="物业客服部", site_id=shop.site, most_open=5, actor=SYSTEM)
    assert next((row.name, row.most_open) for row in roster.teams()) == ("物业客服部", 5)


def test_names_of_rare_characters_and_emoji_are_kept_whole(db):
    a_site(code="rare", name="𠮷野家🍜 西湖店")
    assert roster.sites()[0].name == "𠮷野家🍜 西湖店"


def test_somebody_leaves_the_team_once(shop):
    for _time in range(2):
        roster.remove_member(team_id=shop.team, account_id=shop.lin, actor=SYSTEM)
    assert Fact.objects.filter(name="roster.member_left.v1").count() == 1
    assert roster.teams_of(account_id=shop.lin) == ()


def test_a_closed_account_cannot_join(shop):
    Account.objects.filter(pk=shop.chen).update(is_active=False)
    with pytest.raises(Refusal, match="account_closed"):
        roster.add_member(team_id=shop.team, account_id=shop.chen, actor=SYSTEM)


def test_skills_are_held_with_a_level_and_can_be_taken_away(shop):
    can(shop.lin, "english", level=2)
    (skill,) = roster.skills()
    assert skill.holders == ((shop.lin, 2),)
    roster.take_skill(account_id=shop.lin, skill_id=skill.id, actor=SYSTEM)
    assert roster.skills()[0].holders == ()


def test_every_refusal_of_the_room_has_a_sentence():
    room = Path(__file__).parents[1]
    sources = [path.read_text() for path in room.rglob("*.py") if "tests" not in path.parts]
    raised = r'(?:Refusal|_unique)\(\s*"(roster\.[a-z_]+)"'
    codes = {code for text in sources for code in re.findall(raised, text)}
    assert len(codes) > 20
    assert codes <= set(all_explanations())
