"""小林's own things at the desk, by programs: drafts, what was seen, who looks, views, taking, many at once."""

from datetime import UTC, datetime, timedelta

import pytest

from huitou.core.api import SYSTEM, access, travel
from huitou.core.testing import somebody
from huitou.front.tests.program import WANG, Program, api_channel
from huitou.roster.testing import a_site, a_team_with

pytestmark = pytest.mark.django_db
FRIDAY_TEN = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def friday():
    with travel(to=FRIDAY_TEN):
        yield


@pytest.fixture
def boss():
    return somebody("leader")


@pytest.fixture
def zhou_id(boss):
    return boss.pk


@pytest.fixture
def lin(zhou_id):
    account = somebody("agent")
    site_id = a_site()
    a_team_with(account.pk, leaders=[zhou_id], site_id=site_id)
    api_channel(site_id=site_id)
    return Program(account)


@pytest.fixture
def zhou(lin, boss):
    return Program(boss)


@pytest.fixture
def key(lin):
    return lin.post("/messages", WANG, key="1")["conversation"]


def test_a_new_program_asks_who_it_is(lin):
    me = lin.get("/me")
    assert (me["name"], me["role"]) == ("小林", "agent")
    assert "desk.answer" in me["rights"]
    assert "settings.edit" not in me["rights"]


def test_a_draft_is_kept_for_its_writer_alone(lin, zhou, key):
    lin.call("PUT", f"/conversations/{key}/drafts/reply", {"text": "王女士您好，"})
    lin.call("PUT", f"/conversations/{key}/drafts/note", {"text": "上次也是 302"})
    mine, his = lin.get(f"/conversations/{key}"), zhou.get(f"/conversations/{key}")
    assert (mine["reply_draft"], mine["note_draft"]) == ("王女士您好，", "上次也是 302")
    assert (his["reply_draft"], his["note_draft"]) == ("", "")
    lin.call("DELETE", f"/conversations/{key}/drafts/reply")
    assert lin.get(f"/conversations/{key}")["reply_draft"] == ""
    lin.call("PUT", f"/conversations/{key}/drafts/letter", {"text": "x"})
    assert lin.status == 422


def test_what_was_taken_back_comes_back_as_the_draft(lin, key):
    sent = lin.post(f"/conversations/{key}/replies", {"text": "马上来"}, key="r")
    told = lin.call("DELETE", f"/messages/{sent['message_id']}")
    assert told["draft"] == "马上来"
    assert lin.get(f"/conversations/{key}")["reply_draft"] == "马上来"


def test_a_file_of_a_reply_taken_back_can_be_sent_again(lin, key):
    files = [{"filename": "房号.txt", "content_type": "text/plain", "content": "MzAy"}]
    sent = lin.post(f"/conversations/{key}/replies", {"text": "见附件", "files": files}, key="r")
    kept = lin.call("DELETE", f"/messages/{sent['message_id']}")["file_keys"]
    lin.post(f"/conversations/{key}/replies", {"text": "见附件", "kept_files": kept}, key="r2")
    assert lin.status == 201
    assert [one["filename"] for one in lin.get(f"/conversations/{key}/messages")["items"][-1]["files"]] == ["房号.txt"]


def test_read_and_unread_are_each_ones_own(lin, zhou, key):
    def unread(who):
        return who.get("/conversations")["items"][0]["unread"]

    assert (unread(lin), unread(zhou)) == (True, True)
    lin.call("PUT", f"/conversations/{key}/seen", {})
    assert (unread(lin), unread(zhou)) == (False, True)
    lin.call("DELETE", f"/conversations/{key}/seen")
    assert unread(lin) is True


def test_colleagues_see_who_looks_and_who_writes(lin, zhou, key):
    lin.call("PUT", f"/conversations/{key}/presence", {"state": "typing"})
    zhou.call("PUT", f"/conversations/{key}/presence", {"state": "looking"})
    assert {one["name"]: one["state"] for one in zhou.get(f"/conversations/{key}/viewers")["items"]} == {
        "小林": "typing",
        "老周": "looking",
    }
    lin.call("PUT", f"/conversations/{key}/presence", {"state": "left"})
    assert [one["name"] for one in zhou.get(f"/conversations/{key}/viewers")["items"]] == ["老周"]


def test_what_a_colleague_has_is_taken_only_knowingly(lin, zhou, zhou_id, key):
    zhou.post(f"/conversations/{key}/take")
    assert lin.get(f"/conversations/{key}")["owner_id"] == zhou_id
    told = lin.post(f"/conversations/{key}/take")
    assert (lin.status, told["code"], "老周" in told["detail"]) == (409, "desk.already_taken", True)
    lin.post(f"/conversations/{key}/take", {"over_id": zhou_id})
    assert lin.get(f"/conversations/{key}")["owner_name"] == "小林"
    assert lin.get("/conversation-counts")["mine"] == 1


def test_a_view_is_saved_used_changed_and_forgotten(lin, key):
    lin.post("/messages", {**WANG, "thread": "发票", "text": "请开发票", "case": {"kind": "request"}}, key="2")
    made = lin.post("/views", {"name": "要办的", "query": "?view=all&kind=request&nonsense=1"})["id"]
    [row] = lin.get("/views")["items"]
    assert (row["id"], row["name"], row["query"]) == (made, "要办的", "view=all&kind=request")
    assert [one["kind"] for one in lin.get(f"/conversations?saved={made}")["items"]] == ["request"]
    lin.call("PUT", f"/views/{made}", {"name": "投诉", "query": "view=all&kind=complaint"})
    assert lin.get(f"/conversations?saved={made}")["items"] == []
    lin.call("DELETE", f"/views/{made}")
    assert lin.get("/views")["items"] == []
    assert lin.get(f"/conversations?saved={made}")["code"] == "core.not_found"


def test_a_view_of_everybody_is_the_settings_matter(lin, zhou):
    told = lin.post("/views", {"name": "全部", "query": "view=all", "for_all": True})
    assert (lin.status, told["code"]) == (403, "core.not_allowed")
    chen = Program(somebody("manager"))
    shared = chen.post("/views", {"name": "逾期", "query": "view=late", "for_all": True})["id"]
    assert [one["name"] for one in lin.get("/views")["items"]] == ["逾期"]
    lin.call("DELETE", f"/views/{shared}")
    assert lin.status == 403
    chen.call("PUT", f"/views/{shared}", {"name": "都逾期了", "query": "view=late"})
    assert [one["name"] for one in lin.get("/views")["items"]] == ["都逾期了"]
    chen.call("DELETE", f"/views/{shared}")
    assert lin.get("/views")["items"] == []


def test_a_colleagues_view_is_not_mine_to_touch(lin, zhou):
    made = zhou.post("/views", {"name": "老周的", "query": "view=all"})["id"]
    assert lin.call("DELETE", f"/views/{made}")["code"] == "core.not_found"
    assert lin.call("PUT", f"/views/{made}", {"name": "x", "query": ""})["code"] == "core.not_found"
    assert [one["id"] for one in zhou.get("/views")["items"]] == [made]


@pytest.mark.parametrize(
    ("act", "more", "code"),
    [
        ("close", {}, "core.not_allowed"),
        ("snooze", {"until": (FRIDAY_TEN + timedelta(hours=3)).isoformat()}, "core.not_allowed"),
        ("take", {}, ""),
        ("nonsense", {}, "desk.bad_act"),
    ],
)
def test_in_bulk_nobody_may_more_than_one_by_one(lin, key, act, more, code):
    """A dispatcher gives conversations to people and answers none: closing many is as shut as closing one."""
    somebody("admin")
    access.put_rights(table={"agent": {"desk.read", "desk.assign"}}, actor=SYSTEM)
    told = lin.post("/conversations-bulk", {"keys": [key], "act": act, **more})
    assert told.get("code", "") == code, told
