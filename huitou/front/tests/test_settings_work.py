"""陈经理 sets up the shop: sites, teams, hours, rota, rules of promises, ways in."""

import re
from datetime import UTC, date, datetime

import pytest
from django.test import Client

from huitou.channels.api import channels
from huitou.core.api import facts_page, travel
from huitou.core.testing import PASSWORD, somebody
from huitou.customers.api import fields
from huitou.desk.api import canned_replies, policies, tags
from huitou.front.settings.hours import stretches
from huitou.roster.api import (
    escalation_ladder,
    hours_of,
    shifts,
    sites,
    skills,
    special_days,
    teams,
    touchpoints,
    weekly_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def lin():
    return somebody("agent")


@pytest.fixture
def office():
    somebody("manager")
    client = Client()
    client.post("/login", {"login": "chen", "password": PASSWORD})
    return client


@pytest.fixture
def team(office):
    office.post("/settings/teams", {"name": "西湖店前台", "site": "", "most_open": "12"})
    return teams()[0].id


def saved(answer):
    assert answer.status_code == 302, re.findall(r'role="alert">.*?</svg>(.*?)</p>', answer.content.decode())
    assert "saved=1" in answer["Location"]


def refused(answer, words):
    assert 400 <= answer.status_code < 500
    assert words in answer.content.decode()


def test_a_shop_is_opened_renamed_and_closed(office):
    saved(office.post("/settings/sites", {"code": "xihu", "name": "云栖酒店西湖店"}))
    site = sites()[0]
    refused(office.post("/settings/sites", {"code": "xihu", "name": "灵隐店"}), "灵隐店")
    saved(office.post(f"/settings/sites/{site.id}", {"name": "云栖西湖店"}))
    assert sites() == []
    assert "已关闭" in office.get("/settings/sites").content.decode()
    assert facts_page(name_starts="roster.")[0].actor_kind == "account"


def test_a_touchpoint_has_its_place_on_the_customers_way(office):
    saved(office.post("/settings/touchpoints", {"code": "checkout", "name": "退房", "stage": "after", "position": "9"}))
    refused(office.post("/settings/touchpoints", {"code": "x", "name": "x", "stage": "never", "position": "1"}), "售前")
    refused(office.post("/settings/touchpoints", {"code": "y", "name": "y", "stage": "after", "position": "z"}), "次序")
    one = touchpoints()[0]
    saved(office.post(f"/settings/touchpoints/{one.id}", {"name": "离店", "stage": "after", "position": "8"}))
    assert [row.name for row in touchpoints()] == ["离店"]


def test_lin_is_given_a_skill_and_it_is_taken_again(office, lin):
    saved(office.post("/settings/skills", {"code": "english", "name": "英语"}))
    skill = skills()[0].id
    saved(office.post(f"/settings/skills/{skill}/holders", {"account": lin.pk, "level": "3"}))
    assert skills()[0].holders == ((lin.pk, 3),)
    refused(office.post(f"/settings/skills/{skill}/holders", {"account": lin.pk, "level": "9"}), "1")
    saved(office.post(f"/settings/skills/{skill}/holders", {"account": lin.pk, "take": "1"}))
    assert skills()[0].holders == ()


def test_a_team_has_members_a_leader_and_a_ladder(office, team, lin):
    zhou = somebody("leader")
    saved(office.post(f"/settings/teams/{team}/members", {"account": lin.pk}))
    saved(office.post(f"/settings/teams/{team}/members", {"account": zhou.pk, "leads": "1"}))
    assert teams()[0].leader_ids == (zhou.pk,)
    ladder = {"account0": lin.pk, "minutes0": "3", "account1": zhou.pk, "minutes1": "10", "account2": ""}
    saved(office.post(f"/settings/teams/{team}/ladder", ladder))
    assert [(s.account_id, s.minutes_to_take) for s in escalation_ladder(team_id=team)] == [(lin.pk, 3), (zhou.pk, 10)]
    refused(office.post(f"/settings/teams/{team}/ladder", ladder | {"account1": lin.pk}), "只能出现一次")
    assert "小林（3 分钟）" in office.get(f"/settings/teams/{team}").content.decode()
    saved(office.post(f"/settings/teams/{team}/members", {"account": lin.pk, "take": "1"}))
    assert teams()[0].member_ids == (zhou.pk,)


WEEK = {f"day{n}": "9:00-12:00，13:30-18:00" for n in range(5)} | {"day5": "", "day6": ""}
WEEK |= {"zone": "Asia/Shanghai", "festivals": "CN"}


def test_hours_are_written_as_people_write_them(office, team):
    saved(office.post("/settings/hours", WEEK))
    assert weekly_of(team_id=None).weekly[0] == (("09:00", "12:00"), ("13:30", "18:00"))
    saved(office.post(f"/settings/hours/{team}", WEEK | {"day6": "22:00-06:00"}))
    assert hours_of(team_id=team).is_working_day(date(2026, 11, 22))
    assert not hours_of(team_id=None).is_working_day(date(2026, 11, 22))
    saved(office.post(f"/settings/hours/{team}/drop"))
    assert not weekly_of(team_id=team).own


@pytest.mark.parametrize(
    ("day0", "words"),
    [
        ("nine to five", "不是时间"),
        ("9:00", "不是时间"),
        ("9:00-12:00, 11:00-18:00", "重叠"),
        ("25:00-26:00", "不是时间"),
    ],
)
def test_hours_that_make_no_sense_are_refused_and_stay_in_the_form(office, day0, words):
    answer = office.post("/settings/hours", WEEK | {"day0": day0})
    refused(answer, words)
    assert f'value="{day0}"' in answer.content.decode()
    assert not weekly_of(team_id=None).own


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("", []),
        ("9:00到12:00、13:30至18:00", [["9:00", "12:00"], ["13:30", "18:00"]]),
        (" 09：00 – 17：30 ", [["09:00", "17:30"]]),
        ("00:00-24:00", [["00:00", "24:00"]]),
    ],
)
def test_a_day_is_read_as_it_is_written(text, meant):
    assert stretches(text) == meant


def test_a_special_day_wins_and_is_taken_back(office):
    saved(office.post("/settings/hours/days", {"day": "2026-12-31", "intervals": "", "why": "盘点"}))
    assert special_days(team_id=None)[0].why == "盘点"
    refused(office.post("/settings/hours/days", {"day": "2026-12-30", "intervals": "9:00", "why": ""}), "不是时间")
    refused(office.post("/settings/hours/days", {"day": "31.12.", "intervals": "", "why": ""}), "不是日期")
    saved(office.post("/settings/hours/days", {"day": "2026-12-31", "remove": "1"}))
    assert special_days(team_id=None) == []


def at(text):
    return travel(to=datetime.fromisoformat(text).replace(tzinfo=UTC))


def test_the_calendar_shows_festivals_and_make_up_days(office):
    with at("2026-09-10T02:00:00"):
        page = office.get("/settings/hours").content.decode()
    assert re.search(r'day-festival[^>]*title="2026-10-01 节假日', page)
    assert re.search(r'day-makeup[^>]*title="2026-10-10 调休，上班 09:00-12:00', page)
    assert "2026年12月" in page


def test_it_warns_when_next_years_festivals_are_a_guess(office):
    with at("2026-11-22T02:00:00"):
        page = office.get("/settings/hours").content.decode()
    assert "2027 年的放假安排国家还没公布" in page
    with at("2026-06-22T02:00:00"):
        assert "还没公布" not in office.get("/settings/hours").content.decode()


def test_a_week_is_planned_and_laid_over_the_weeks_to_come(office, team, lin):
    office.post(f"/settings/teams/{team}/members", {"account": lin.pk})
    shift = {"account": lin.pk, "week": "2026-11-23", "day": "2026-11-24", "start": "09:00", "end": "18:00"}
    saved(office.post(f"/settings/rota/{team}/shifts", shift))
    refused(office.post(f"/settings/rota/{team}/shifts", shift), "已经有班")
    saved(office.post(f"/settings/rota/{team}/shifts", shift | {"day": "2026-11-27", "start": "22:00", "end": "06:00"}))
    page = office.get(f"/settings/rota/{team}?week=2026-11-23").content.decode()
    assert "09:00–18:00" in page
    assert "22:00–06:00" in page
    assert "17 小时" in page
    saved(office.post(f"/settings/rota/{team}/pattern", {"week": "2026-11-23", "weeks": "2"}))
    since, until = datetime(2026, 11, 30, tzinfo=UTC), datetime(2026, 12, 14, tzinfo=UTC)
    laid = shifts(team_id=team, since=since, until=until)
    assert [row.starts_at.isoformat()[:16] for row in laid] == [
        "2026-12-01T01:00",
        "2026-12-04T14:00",
        "2026-12-08T01:00",
        "2026-12-11T14:00",
    ]
    saved(office.post(f"/settings/rota/{team}/shifts/{laid[0].id}/removal", {"week": "2026-11-30"}))
    assert len(shifts(team_id=team, since=since, until=until)) == 3


@pytest.mark.parametrize("week", ["", "nonsense", "0001-01-01", "9999-12-31"])
def test_a_week_that_is_none_shows_one_that_is(office, team, week):
    assert office.get(f"/settings/rota/{team}?week={week}").status_code == 200


def test_what_may_be_promised_is_set_per_kind(office):
    rule = {"name": "退款", "least_minutes": "120", "most_days": "7", "most_per_hour": "", "active": "1"}
    saved(office.post("/settings/policies/refund", rule | {"roles": ["leader", "manager"], "in_working_time": "1"}))
    row = policies()[0]
    assert (row.kind, row.least_minutes, row.roles, row.most_per_hour) == ("refund", 120, ("leader", "manager"), None)
    refused(office.post("/settings/policies/refund", rule | {"roles": ["god"]}), "没有这个角色")
    assert office.post("/settings/policies/nonsense", rule).status_code == 404
    assert "至少 120 个工作分钟" in office.get("/settings/policies").content.decode()


def test_a_canned_reply_is_written_once(office):
    saved(office.post("/settings/replies", {"title": "致歉", "shortcut": "zq", "text": "{称呼}，抱歉让您久等。"}))
    one = canned_replies()[0]
    refused(office.post("/settings/replies", {"title": "致歉二", "shortcut": "zq", "text": "对不起"}), "致歉二")
    saved(
        office.post(f"/settings/replies/{one.id}", {"title": "致歉", "shortcut": "zq", "text": "{称呼}，让您久等了。"})
    )
    assert canned_replies()[0].text == "{称呼}，让您久等了。"
    saved(office.post(f"/settings/replies/{one.id}/removal"))
    assert canned_replies() == ()


def test_a_tag_names_what_happened_and_never_judges_a_person(office):
    saved(office.post("/settings/tags", {"name": "重复扣费"}))
    refused(office.post("/settings/tags", {"name": "刁民"}), "刁民")
    saved(office.post(f"/settings/tags/{tags()[0].id}/retirement"))
    assert tags() == ()


def test_a_field_of_the_customer_is_made_and_deleted_only_by_its_name(office):
    made = {"label": "会员等级", "key": "level", "kind": "choice", "choices": "金卡\n银卡\n\n", "position": "1"}
    saved(office.post("/settings/fields", made))
    one = fields()[0]
    assert one.options == ("金卡", "银卡")
    refused(office.post(f"/settings/fields/{one.id}/removal", {"confirm": "会员"}), "再写一遍")
    saved(office.post(f"/settings/fields/{one.id}/removal", {"confirm": "会员等级"}))
    assert fields() == ()


def test_a_way_in_leads_to_a_team_and_is_closed(office, team):
    form = {"kind": "form", "name": "西湖店留言", "slug": "xihu", "site": "", "team": str(team)}
    saved(office.post("/settings/channels", form))
    refused(office.post("/settings/channels", form | {"slug": "Nicht So"}), "地址名只能用")
    assert office.post("/settings/channels", form | {"slug": "b", "team": "999"}).status_code == 404
    row = channels()[0]
    assert row.team_id == team
    saved(office.post(f"/settings/channels/{row.id}", {"name": "西湖店", "site": "", "team": "", "skills": ["nope"]}))
    row = channels()[0]
    assert (row.team_id, row.active, row.settings["skills"]) == (None, False, [])


@pytest.mark.parametrize(
    "path",
    [
        "/settings/sites/999999",
        "/settings/touchpoints/999999",
        "/settings/skills/999999",
        "/settings/teams/999999",
        "/settings/hours/999999",
        "/settings/rota/999999",
        "/settings/replies/999999",
        "/settings/fields/999999",
        "/settings/channels/999999",
        "/settings/policies/nothing",
    ],
)
def test_what_is_not_there_is_said_in_words(office, path):
    refused(office.get(path), "没有找到")
    if "/rota/" not in path:
        refused(office.post(path, {}), "没有找到")


def test_what_people_type_is_never_markup(office):
    office.post("/settings/sites", {"code": "xss", "name": '<img src=x onerror="alert(1)">'})
    assert "<img src=x" not in office.get("/settings/sites").content.decode()
