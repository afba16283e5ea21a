"""陈经理's personnel system sets the shop up by the API: places, people, hours, rota, what may be promised."""

from datetime import UTC, datetime, timedelta

import pytest

from huitou.core.api import travel
from huitou.core.testing import somebody
from huitou.front.tests.program import Program
from huitou.roster.testing import a_team_with

pytestmark = pytest.mark.django_db
MONDAY_NINE = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
WEEK = [[["09:00", "12:00"], ["13:30", "18:00"]]] * 5 + [[], []]


@pytest.fixture(autouse=True)
def monday():
    with travel(to=MONDAY_NINE):
        yield


@pytest.fixture
def chen():
    return Program(somebody("manager"))


@pytest.fixture
def lin_id():
    return somebody("agent").pk


def put(program, path, body):
    told = program.call("PUT", path, body)
    assert program.status == 200, told


def by(rows, **wanted):
    [found] = [one for one in rows["items"] if all(one[key] == value for key, value in wanted.items())]
    return found


def test_shops_touchpoints_and_skills_are_made_and_changed(chen, lin_id):
    site = chen.post("/sites", {"code": "xihu", "name": "西湖店"})["id"]
    chen.call("PATCH", f"/sites/{site}", {"active": False})
    assert by(chen.get("/sites"), id=site) == {"id": site, "code": "xihu", "name": "西湖店", "active": False}
    assert chen.post("/sites", {"code": "xihu", "name": "又一家"})["code"] == "roster.site_taken"
    point = chen.post("/touchpoints", {"code": "early", "name": "早到", "stage": "before"})["id"]
    chen.call("PATCH", f"/touchpoints/{point}", {"name": "提前入住"})
    assert by(chen.get("/touchpoints"), id=point)["name"] == "提前入住"
    skill = chen.post("/skills", {"code": "english", "name": "英语"})["id"]
    put(chen, f"/skills/{skill}/holders/{lin_id}", {"level": 3})
    assert by(chen.get("/skills"), id=skill)["holders"] == [{"account_id": lin_id, "level": 3}]
    chen.call("DELETE", f"/skills/{skill}/holders/{lin_id}")
    chen.call("PATCH", f"/skills/{skill}", {"name": "英文"})
    assert by(chen.get("/skills"), id=skill) == {"id": skill, "code": "english", "name": "英文", "holders": []}


def test_a_team_gets_its_people_and_its_ladder(chen, lin_id):
    zhou_id = somebody("leader").pk
    team = chen.post("/teams", {"name": "夜班"})["id"]
    put(chen, f"/teams/{team}/members/{lin_id}", {})
    put(chen, f"/teams/{team}/members/{zhou_id}", {"leads": True})
    put(chen, f"/teams/{team}", {"name": "晚班", "most_open": 8})
    found = by(chen.get("/teams"), id=team)
    assert (found["name"], found["most_open"], found["leader_ids"]) == ("晚班", 8, [zhou_id])
    put(chen, f"/teams/{team}/ladder", {"steps": [{"account_id": zhou_id, "minutes_to_take": 10}]})
    assert [(one["account_id"], one["minutes_to_take"]) for one in chen.get(f"/teams/{team}/ladder")["items"]] == [
        (zhou_id, 10)
    ]
    chen.call("DELETE", f"/teams/{team}/members/{lin_id}")
    assert by(chen.get("/teams"), id=team)["member_ids"] == [zhou_id]


def test_hours_and_special_days_of_the_company_and_of_a_team(chen, lin_id):
    team = a_team_with(lin_id)
    assert chen.get(f"/hours?team_id={team}")["own"] is False
    put(chen, f"/hours?team_id={team}", {"weekly": [[["22:00", "06:00"]]] * 7, "festivals": ""})
    found = chen.get(f"/hours?team_id={team}")
    assert (found["own"], found["weekly"][6], found["festivals"]) == (True, [["22:00", "06:00"]], "")
    chen.call("DELETE", f"/hours?team_id={team}")
    assert chen.get(f"/hours?team_id={team}")["own"] is False
    put(chen, "/special-days/2026-12-31", {"intervals": [["09:00", "12:00"]], "why": "年终盘点"})
    assert chen.get("/special-days")["items"] == [
        {"day": "2026-12-31", "intervals": [["09:00", "12:00"]], "why": "年终盘点"}
    ]
    chen.call("DELETE", "/special-days/2026-12-31")
    assert chen.get("/special-days")["items"] == []
    told = chen.call("PUT", "/hours", {"weekly": [[["9点", "12:00"]]] * 7})
    assert (chen.status, told["code"]) == (422, "roster.bad_time")


def test_shifts_one_by_one_and_a_pattern_over_weeks(chen, lin_id):
    team = a_team_with(lin_id)
    start = MONDAY_NINE + timedelta(days=14)
    span = f"since={start:%Y-%m-%dT%H:%M:%SZ}&until={start + timedelta(days=14):%Y-%m-%dT%H:%M:%SZ}"
    shift = {"account_id": lin_id, "starts_at": start.isoformat(), "ends_at": (start + timedelta(hours=9)).isoformat()}
    made = chen.post(f"/teams/{team}/shifts", shift)["id"]
    assert [one["id"] for one in chen.get(f"/teams/{team}/shifts?{span}")["items"]] == [made]
    chen.call("DELETE", f"/shifts/{made}")
    assert chen.get(f"/teams/{team}/shifts?{span}")["items"] == []
    turns = [{"account_id": lin_id, "weekday": day, "start": "09:00", "end": "18:00"} for day in range(5)]
    rota = {"pattern": turns, "from_day": f"{start:%Y-%m-%d}", "weeks": 2}
    assert chen.post(f"/teams/{team}/rota", {**rota, "dry": True})["made"] == 10
    assert chen.get(f"/teams/{team}/shifts?{span}")["items"] == []
    assert chen.post(f"/teams/{team}/rota", rota) == {"made": 10, "there": 0, "skipped": 0}
    assert chen.post(f"/teams/{team}/rota", rota) == {"made": 0, "there": 10, "skipped": 0}
    told = chen.get(f"/teams/{team}/shifts?since=2026-01-01T00:00:00Z&until=2027-01-01T00:00:00Z")
    assert (chen.status, told["code"]) == (422, "api.too_long_a_time")


def test_a_way_in_and_a_field_of_the_companys_own(chen):
    channel = chen.post("/channels", {"kind": "api", "name": "订单系统", "slug": "orders"})["id"]
    chen.call("PATCH", f"/channels/{channel}", {"name": "订单", "active": False})
    found = by(chen.get("/channels"), id=channel)
    assert (found["name"], found["active"], found["slug"]) == ("订单", False, "orders")
    assert chen.post("/channels", {"kind": "fax", "name": "x", "slug": "x"})["code"] == "channels.bad_kind"
    field = chen.post("/customer-fields", {"key": "floor", "label": "楼层", "kind": "choice", "options": ["高", "低"]})[
        "id"
    ]
    chen.call("PATCH", f"/customer-fields/{field}", {"label": "喜欢的楼层"})
    found = by(chen.get("/customer-fields"), id=field)
    assert (found["label"], found["options"]) == ("喜欢的楼层", ["高", "低"])
    told = chen.call("DELETE", f"/customer-fields/{field}")
    assert (chen.status, told["code"], "喜欢的楼层" in told["detail"]) == (422, "api.confirm", True)
    chen.call("DELETE", f"/customer-fields/{field}?confirm=喜欢的楼层")
    assert chen.get("/customer-fields")["items"] == []


def test_what_may_be_promised_and_the_companys_limits(chen):
    put(chen, "/promise-policies/refund", {"name": "退款", "least_minutes": 480, "roles": ["leader", "manager"]})
    found = by(chen.get("/promise-policies"), kind="refund")
    assert (found["least_minutes"], found["roles"]) == (480, ["leader", "manager"])
    assert chen.call("PUT", "/promise-policies/moon", {"name": "月亮"})["code"] == "core.not_found"
    assert (
        chen.call("PUT", "/promise-policies/refund", {"name": "退款", "roles": ["king"]})["code"] == "core.role_unknown"
    )
    chen.call("PATCH", "/company", {"name": "云栖酒店", "undo_seconds": 10})
    found = chen.get("/company")
    assert (found["name"], found["undo_seconds"]) == ("云栖酒店", 10)
    assert chen.call("PATCH", "/company", {"zone": "Moon/Base"})["code"] == "core.setting_wrong"


def test_an_agent_reads_how_the_company_is_set_up_and_changes_nothing(lin_id):
    lin = Program(somebody("leader"))
    for noun in ("company", "hours", "special-days", "skills", "promise-policies"):
        lin.get(f"/{noun}")
        assert lin.status == 200, noun
    lin.call("PUT", "/hours", {"weekly": WEEK})
    assert lin.status == 403
