"""陈经理's day in figures, what 王女士 expected and said, and finding it all again: by programs."""

from datetime import UTC, datetime, timedelta

import pytest

from huitou.core.api import travel
from huitou.core.testing import run_until_quiet, somebody
from huitou.front.tests.program import WANG, Program, api_channel
from huitou.roster.testing import a_team_with
from huitou.voice import api as voice

pytestmark = pytest.mark.django_db
FRIDAY_TEN = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
AT_THREE = (FRIDAY_TEN + timedelta(hours=5)).isoformat()


@pytest.fixture(autouse=True)
def friday():
    with travel(to=FRIDAY_TEN):
        yield


@pytest.fixture
def lin():
    account = somebody("agent")
    a_team_with(account.pk)
    api_channel()
    return Program(account)


@pytest.fixture
def chen(lin):
    return Program(somebody("manager"))


@pytest.fixture
def got(lin):
    return lin.post("/messages", {**WANG, "case": {"kind": "complaint", "summary": "空调太吵"}}, key="1")


def test_the_day_tells_who_waits_what_is_late_and_who_carries_it(lin, chen, got):
    due = {"kind": "reply", "text": "三点前答复", "due_at": AT_THREE}
    lin.post(f"/conversations/{got['conversation']}/promises", due)
    with travel(to=FRIDAY_TEN + timedelta(hours=6)):
        day = chen.get("/day")
    assert chen.status == 200, day
    assert day["promises"] == {"open": 1, "soon": 0, "late": 1}
    assert (day["waiting"]["customers"], day["waiting"]["unowned"]) == (1, 1)
    assert sum(one["count"] for one in day["hours"]) == 1
    [load] = [one for one in day["loads"] if one["name"] == "小林"]
    assert (load["promises"], load["late"]) == (1, 1)
    assert [one["days"] for one in day["ratings"]] == [7, 30]
    assert any("后台程序" in one for one in day["warnings"])  # no worker runs in a test
    lin.get("/day")
    assert lin.status == 403


def test_what_she_expected_and_said_stand_with_the_case(lin, chen, got):
    case = got["case_id"]
    assert lin.get(f"/cases/{case}/rating")["code"] == "core.not_found"
    lin.post(f"/cases/{case}/closure", {"despite": ["desk.case_incomplete"]})
    run_until_quiet()
    invitation = voice.open_invitations(since=FRIDAY_TEN - timedelta(hours=1), limit=10)[0].id
    voice.rate(invitation_id=invitation, experience=2, sign="below", touchpoints={}, text="等了两小时")
    said = lin.get(f"/cases/{case}/rating")
    assert (said["experience"], said["sign"], said["text"]) == (2, "below", "等了两小时")
    assert chen.get("/ratings?sign=below")["items"][0]["case_id"] == case


def test_a_case_is_found_by_its_number_and_opened_again_with_a_word(lin, got):
    number = lin.get(f"/cases/{got['case_id']}")["case"]["number"]
    assert [one["id"] for one in lin.get(f"/cases?number={number}")["items"]] == [got["case_id"]]
    assert lin.get("/cases?number=nothing")["items"] == []
    lin.post(f"/cases/{got['case_id']}/closure", {"despite": ["desk.case_incomplete"]})
    lin.call("DELETE", f"/cases/{got['case_id']}/closure?word=客人说又响了")
    found = lin.get(f"/cases/{got['case_id']}")
    assert (found["case"]["state"], found["history"][-1]["word"]) == ("open", "客人说又响了")


def test_two_characters_find_messages_notes_and_cases_at_once(lin, got):
    lin.post(f"/conversations/{got['conversation']}/notes", {"text": "空调上周也修过，空调师傅姓李"}, key="n")
    hits = lin.get("/search?q=空调&kind=all")["items"]
    assert {one["kind"] for one in hits} == {"message", "note", "case"}
    assert hits[0]["kind"] == "note"  # of one week, that in which the words stand more often
    assert [one["text"] for one in hits[0]["snippet"] if one["match"]] == ["空调", "空调"]
    assert {one["kind"] for one in lin.get("/search?q=空调&kind=note")["items"]} == {"note"}
    assert {one["kind"] for one in lin.get("/search?q=空调")["items"]} == {"message", "case"}
    assert lin.get("/search?q=")["items"] == []


def test_with_what_name_a_colleague_signs_in_is_told_to_those_who_manage_accounts(lin):
    assert {one["username"] for one in lin.get("/accounts")["items"]} == {None}
    admin = Program(somebody("admin"))
    assert "xiaolin" in {one["username"] for one in admin.get("/accounts")["items"]}
