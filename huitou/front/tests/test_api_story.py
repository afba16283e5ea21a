"""王女士's matter, worked on by programs alone: taken in, answered, promised, noted, handed over, closed, rated, erased."""

import base64
import json
from datetime import UTC, datetime, timedelta

import pytest

from huitou.core.api import travel
from huitou.core.testing import Account, run_until_quiet, somebody
from huitou.customers.testing import a_customer
from huitou.desk import api as desk
from huitou.front.tests.program import WANG, Program, api_channel
from huitou.front.tests.receiver import receiving
from huitou.front.webhooks import hearing
from huitou.roster.testing import a_site, a_team_with, a_touchpoint

pytestmark = pytest.mark.django_db
FRIDAY_TEN = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
AT_THREE = (FRIDAY_TEN + timedelta(hours=5)).isoformat()


@pytest.fixture(autouse=True)
def friday():
    hearing.forget_who_listens()
    with travel(to=FRIDAY_TEN):
        yield
    hearing.forget_who_listens()


@pytest.fixture
def shop():
    """小林's and 陈经理's programs, at 云栖酒店西湖店."""
    lin, zhou, chen = somebody("agent"), somebody("leader"), somebody("manager")
    site_id = a_site()
    a_team_with(lin.pk, leaders=[zhou.pk], site_id=site_id)
    a_touchpoint()
    api_channel(site_id=site_id)
    return {"lin": Program(lin), "chen": Program(chen), "lin_id": lin.pk, "zhou_id": zhou.pk}


@pytest.fixture
def lin(shop):
    return shop["lin"]


@pytest.fixture
def key(lin):
    return lin.post("/messages", WANG, key="1")["conversation"]


def test_a_message_becomes_a_conversation_with_a_case(lin):
    got = lin.post("/messages", {**WANG, "case": {"kind": "complaint", "severity": 3}, "thread": "order-9"}, key="1")
    assert (lin.status, got["new_conversation"], got["duplicate"]) == (201, True, False)
    row = lin.get("/conversations")["items"][0]
    assert (row["key"], row["kind"], row["customer_name"], row["unread"]) == (
        got["conversation"], "complaint", "王芳", True,
    )  # fmt: skip
    more = lin.post("/messages", {**WANG, "text": "还是很吵", "thread": "order-9"}, key="2")
    assert (more["conversation"], more["new_conversation"]) == (got["conversation"], False)
    texts = [one["text"] for one in lin.get(f"/conversations/{got['conversation']}/messages")["items"]]
    assert texts == ["空调太吵，睡不着", "还是很吵"]
    assert lin.get(f"/cases/{got['case_id']}")["case"]["by_customer"] is True


def test_a_message_without_a_word_or_with_an_unknown_place_is_refused(lin):
    told = lin.post("/messages", {**WANG, "text": " "}, key="1")
    assert (lin.status, told["code"]) == (422, "desk.empty_text")
    told = lin.post("/messages", {**WANG, "channel": "nowhere"}, key="1")
    assert told["code"] == "channels.unknown"
    told = lin.post("/messages", {**WANG, "site": "nowhere"}, key="1")
    assert (told["code"], "nowhere" in told["detail"]) == ("api.no_such_code", True)


def test_a_page_that_a_program_posts_is_shown_without_what_acts_in_it(shop, lin):
    page = "<p>空调<b>太吵</b></p><script>alert(1)</script><img src='https://evil.example/p.png' onerror=alert(1)>"
    got = lin.post("/messages", {"html": page, "handles": WANG["handles"]}, key="1")
    assert lin.status == 201, got
    [row] = lin.get(f"/conversations/{got['conversation']}/messages")["items"]
    assert row["text"] == "空调太吵"
    assert row["html"] == '<p>空调<b>太吵</b></p><img data-remote-src="https://evil.example/p.png">'
    lin.client.force_login(Account.objects.get(pk=shop["lin_id"]))
    shown = lin.client.get(f"/desk/c/{desk.conversation_id_of(key=got['conversation'])}").content.decode()
    assert "空调<b>太吵</b>" in shown
    assert "alert(1)" not in shown
    told = lin.post("/messages", {"html": "<script>alert(1)</script>", "handles": WANG["handles"]}, key="2")
    assert (lin.status, told["code"]) == (422, "desk.empty_text")


def test_a_reply_with_a_promise_leaves_after_the_window_and_can_be_taken_back(lin, key):
    promise = {"kind": "reply", "text": "三点前答复您换房的事", "due_at": AT_THREE}
    sent = lin.post(f"/conversations/{key}/replies", {"text": "王女士，我三点前答复您", "promises": [promise]}, key="r")
    assert lin.status == 201, sent
    assert (
        lin.post(f"/conversations/{key}/replies", {"text": "王女士，我三点前答复您", "promises": [promise]}, key="r")
        == sent
    )
    assert lin.get("/promises")["items"][0]["id"] == sent["promise_ids"][0]
    lin.call("DELETE", f"/messages/{sent['message_id']}")
    assert lin.status == 200
    assert lin.get("/promises")["items"] == []
    kept = lin.post(f"/conversations/{key}/replies", {"text": "马上来", "promises": [promise]}, key="r2")
    with travel(to=FRIDAY_TEN + timedelta(minutes=1)):
        run_until_quiet()
        states = {one["id"]: one["state"] for one in lin.get(f"/conversations/{key}/messages")["items"]}
        assert states[kept["message_id"]] == "sent"
        told = lin.call("DELETE", f"/messages/{kept['message_id']}")
        assert (lin.status, told["code"]) == (409, "desk.already_sent")


def test_a_colleague_who_has_just_answered_is_not_talked_over(shop, lin, key):
    seen = lin.get(f"/conversations/{key}")["last_message_id"]
    shop["chen"].post(f"/conversations/{key}/replies", {"text": "我是陈经理，马上处理"}, key="c")
    told = lin.post(f"/conversations/{key}/replies", {"text": "您好", "seen_message_id": seen}, key="l")
    assert (lin.status, told["code"]) == (409, "desk.colleague_answered")
    assert "陈经理" in told["detail"]


def test_notes_and_messages_never_stand_on_the_same_route(lin, key):
    lin.post(f"/conversations/{key}/notes", {"text": "后台：客人上次也换过房"}, key="n")
    assert lin.status == 201
    assert "后台" not in json.dumps(lin.get(f"/conversations/{key}/messages"), ensure_ascii=False)
    assert [one["text"] for one in lin.get(f"/conversations/{key}/notes")["items"]] == ["后台：客人上次也换过房"]
    assert "空调" not in json.dumps(lin.get(f"/conversations/{key}/notes"), ensure_ascii=False)


def test_a_file_comes_and_goes(lin, key):
    content = base64.b64encode("房号 302".encode()).decode()
    files = [{"filename": "房号.txt", "content_type": "text/html", "content": content}]
    lin.post(f"/conversations/{key}/replies", {"text": "见附件", "files": files}, key="f")
    assert lin.status == 201
    file = lin.get(f"/conversations/{key}/messages")["items"][-1]["files"][0]
    assert file["filename"] == "房号.txt"
    answer = lin.client.get(f"/api/v1/files/{file['key']}", headers=lin.headers)
    assert answer.content.decode() == "房号 302"
    assert "html" not in answer["Content-Type"]
    told = lin.post(f"/conversations/{key}/replies", {"text": "x", "files": [{**files[0], "content": "%%%"}]}, key="g")
    assert told["code"] == "channels.file_unreadable"


def test_it_goes_from_hand_to_hand_and_rests_and_closes(shop, lin, key):
    lin.post(f"/conversations/{key}/assignment", {"account_id": shop["zhou_id"], "word": "客人指名找您"})
    assert lin.get(f"/conversations/{key}")["owner_id"] == shop["zhou_id"]
    assert lin.get(f"/conversations/{key}/assignments")["items"][0]["word"] == "客人指名找您"
    lin.post(f"/conversations/{key}/snooze", {"until": AT_THREE})
    assert lin.get(f"/conversations/{key}")["state"] == "snoozed"
    lin.call("DELETE", f"/conversations/{key}/snooze")
    assert lin.get(f"/conversations/{key}")["state"] == "open"
    lin.post(f"/conversations/{key}/closure")
    assert lin.get(f"/conversations/{key}")["state"] == "closed"
    lin.call("DELETE", f"/conversations/{key}/closure")
    assert lin.get(f"/conversations/{key}")["state"] == "open"
    told = lin.post(f"/conversations/{key}/snooze", {"until": (FRIDAY_TEN - timedelta(days=1)).isoformat()})
    assert told["code"] == "desk.snooze_in_the_past"


def test_threads_are_merged_parted_split_and_linked(lin, key):
    other = lin.post("/messages", {**WANG, "thread": "发票", "text": "请开发票"}, key="2")["conversation"]
    third = lin.post("/messages", {**WANG, "thread": "停车", "text": "有车位吗"}, key="3")["conversation"]
    merged = lin.post(f"/conversations/{key}/merges", {"key": other})
    assert lin.status == 201, merged
    assert len(lin.get(f"/conversations/{key}/messages")["items"]) == 2
    assert lin.get(f"/conversations/{other}")["key"] == key
    lin.call("DELETE", f"/conversation-merges/{merged['id']}")
    assert lin.get(f"/conversations/{other}")["key"] == other
    lin.call("PUT", f"/conversations/{key}/links/{third}", {})
    assert [one["key"] for one in lin.get(f"/conversations/{key}")["links"]] == [third]
    lin.call("DELETE", f"/conversations/{key}/links/{third}")
    assert lin.get(f"/conversations/{key}")["links"] == []
    lin.post("/messages", {**WANG, "text": "另外，早餐几点？"}, key="4")
    [holder] = [one for one in (key, other, third) if len(lin.get(f"/conversations/{one}/messages")["items"]) > 1]
    message = lin.get(f"/conversations/{holder}/messages")["items"][-1]["id"]
    split = lin.post(f"/conversations/{holder}/splits", {"message_ids": [message], "subject": "早餐"}, key="s")
    assert [one["id"] for one in lin.get(f"/conversations/{split['key']}/messages")["items"]] == [message]


def test_many_at_once_and_one_refusal_stops_no_other(shop, lin, key):
    other = lin.post("/messages", {**WANG, "thread": "发票", "text": "请开发票"}, key="2")["conversation"]
    assert other != key
    promise = {"kind": "reply", "text": "三点前答复", "due_at": AT_THREE}
    lin.post(f"/conversations/{other}/promises", promise)
    told = lin.post("/conversations-bulk", {"keys": [key, other], "act": "close"})
    assert {one["key"]: bool(one["code"]) for one in told["items"]} == {key: False, other: True}


def test_situations_are_named_and_people_are_not(shop, lin, key):
    chen = shop["chen"]
    told = chen.post("/tags", {"name": "刁民"})
    assert (chen.status, told["code"]) == (422, "desk.tag_judges_person")
    tag_id = chen.post("/tags", {"name": "噪音"})["id"]
    lin.call("PUT", f"/conversations/{key}/tags/{tag_id}", {})
    assert [one["key"] for one in lin.get(f"/conversations?tag_id={tag_id}")["items"]] == [key]
    lin.call("DELETE", f"/conversations/{key}/tags/{tag_id}")
    assert lin.get(f"/conversations?tag_id={tag_id}")["items"] == []


def test_a_promise_is_checked_made_renegotiated_kept_and_never_edited(shop, lin, key):
    closed = {"kind": "reply", "text": "周六答复", "due_at": (FRIDAY_TEN + timedelta(days=1, hours=12)).isoformat()}
    objections = lin.post(f"/conversations/{key}/promise-checks", closed)["items"]
    assert objections
    assert all(one["detail"] for one in objections)
    first = lin.post(f"/conversations/{key}/promises", {"kind": "reply", "text": "三点前", "due_at": AT_THREE})["id"]
    later = (FRIDAY_TEN + timedelta(hours=6)).isoformat()
    second = lin.post(f"/promises/{first}/renegotiation", {"due_at": later, "word": "四点也可以"})["id"]
    lin.post(f"/promises/{second}/outcome", {"outcome": "kept"})
    states = {one["id"]: one["state"] for one in lin.get("/promises?view=all")["items"]}
    assert states == {first: "renegotiated", second: "kept"}
    assert [one["word"] for one in lin.get(f"/promises/{first}")["history"]] == ["", "四点也可以"]
    told = lin.post(f"/promises/{second}/outcome", {"outcome": "released", "word": "不用了"})
    assert (lin.status, told["code"]) == (409, "desk.promise_ended")
    since = (FRIDAY_TEN - timedelta(days=1)).isoformat().replace("+", "%2B")
    with travel(to=FRIDAY_TEN + timedelta(days=1)):
        [rate] = shop["chen"].get(f"/promise-rates?by=all&since={since}")["items"]
    assert (rate["kept"], rate["n"], rate["warning"]) == (1, 1, "few_cases")


def test_a_text_that_promises_is_read(lin):
    [found] = lin.post("/promise-suggestions", {"text": "好的，今天下午三点前回复您。"})["items"]
    assert found["due_at"].startswith("2026-11-20T07:00:00")


def test_a_case_is_asked_closed_rated_and_opened_again(shop, lin):
    got = lin.post("/messages", {**WANG, "case": {"kind": "inquiry"}}, key="1")
    case = got["case_id"]
    lin.call("PATCH", f"/cases/{case}", {"severity": 3, "summary": "空调"})
    lin.call("PUT", f"/cases/{case}/answers/explicit", {"text": "换一间安静的房"})
    shown = lin.get(f"/cases/{case}")
    assert (shown["case"]["severity"], shown["case"]["summary"]) == (3, "空调")
    assert next(one["answer"] for one in shown["questions"] if one["key"] == "explicit") == "换一间安静的房"
    lin.post(f"/cases/{case}/closure", {"despite": ["desk.case_incomplete"]})
    assert [one["id"] for one in lin.get("/cases?state=closed")["items"]] == [case]
    lin.call("DELETE", f"/cases/{case}/closure")
    assert lin.get(f"/cases/{case}")["case"]["state"] == "open"
    other = lin.post(f"/conversations/{got['conversation']}/cases", {"kind": "request", "summary": "早餐"})["id"]
    lin.call("PUT", f"/cases/{case}/links/{other}", {})
    assert [one["id"] for one in lin.get(f"/cases/{case}")["links"]] == [other]
    assert shop["chen"].get("/ratings")["items"] == []


def test_a_customer_is_made_changed_merged_parted_and_found(lin):
    handle = {"kind": "email", "value": "wang@example.com"}
    first = lin.post("/customers", {"name": "王芳", "title": "女士", "handles": [handle]})["id"]
    told = lin.post("/customers", {"name": "王小姐", "handles": [handle]})
    assert (lin.status, told["code"]) == (409, "customers.handle_taken")
    lin.call("PATCH", f"/customers/{first}", {"address_as": "王老师"})
    lin.post(f"/customers/{first}/details", {"kind": "like", "text": "靠窗的房间"})
    lin.post(f"/customers/{first}/consents", {"purpose": "care", "given": True, "how": "电话"})
    twin = a_customer(name="王芳", phone="13900139000")
    merge = lin.post(f"/customers/{first}/merges", {"gone_id": twin})["id"]
    shown = lin.get(f"/customers/{twin}")
    assert (shown["customer"]["id"], shown["customer"]["address"]) == (first, "王老师")
    assert len(shown["customer"]["handles"]) == 2
    lin.call("DELETE", f"/customer-merges/{merge}")
    assert lin.get(f"/customers/{twin}")["customer"]["id"] == twin
    assert {one["customer"]["id"] for one in lin.get("/customers?q=王芳")["items"]} == {first, twin}
    names = [one["name"] for one in lin.get(f"/customers/{first}/timeline")["items"]]
    assert names[0] == "customers.customers_parted.v1"


def test_what_was_said_is_found_again_by_two_characters(lin, key):
    lin.post(f"/conversations/{key}/notes", {"text": "客人怕吵"}, key="n")
    assert [one["conversation"] for one in lin.get("/search?q=空调")["items"]] == [key]
    assert lin.get("/search?q=怕吵")["items"] == []
    assert [one["kind"] for one in lin.get("/search?q=怕吵&kind=note")["items"]] == ["note"]
    assert [one["text"] for one in lin.get("/search?q=王芳&kind=customer")["items"]] == ["王芳 138 0013 8000"]


def test_a_person_gets_all_that_is_kept_about_them_without_a_note_and_is_erased(shop, key, lin):
    lin.post(f"/conversations/{key}/replies", {"text": "马上来"}, key="r")
    lin.post(f"/conversations/{key}/notes", {"text": "后台的话"}, key="n")
    with travel(to=FRIDAY_TEN + timedelta(minutes=1)):
        run_until_quiet()
    who = lin.get("/conversations")["items"][0]["customer_id"]
    kept = json.dumps(shop["chen"].get(f"/customers/{who}/export"), ensure_ascii=False)
    assert all(word in kept for word in ("王芳", "空调太吵", "马上来"))
    assert "后台的话" not in kept
    table = shop["chen"].client.get("/api/v1/customers.csv", headers=shop["chen"].headers)
    assert "王芳" in b"".join(table.streaming_content).decode()
    admin = Program(somebody("admin"))
    assert admin.post(f"/customers/{who}/erasure")["records"] == 1
    run_until_quiet()
    assert "空调" not in json.dumps(lin.get(f"/conversations/{key}/messages"), ensure_ascii=False)


def test_canned_replies_are_filled_for_a_conversation(shop, lin, key):
    made = shop["chen"].post(
        "/canned-replies", {"shortcut": "hi", "title": "问候", "text": "{称呼}您好，我是{我的名字}"}
    )["id"]
    assert "小林" in lin.get(f"/conversations/{key}/canned-replies/{made}")["text"]
    told = shop["chen"].post("/canned-replies", {"shortcut": "hi", "title": "问候", "text": "您好"})
    assert told["code"] == "desk.shortcut_taken"


def test_a_program_hears_by_webhook_and_fetches_by_the_key_it_was_told(lin):
    admin = Program(somebody("admin"))
    from huitou.core.api import put_setting

    put_setting("webhooks.allow_private", True)
    with receiving() as far:
        hook = admin.post("/webhooks", {"url": far.url, "facts": ["desk.message_received.v1"]}, key="w")["id"]
        got = lin.post("/messages", WANG, key="1")
        run_until_quiet()
        [call] = far.calls
        assert call.event["conversation"] == got["conversation"]
        assert "空调" not in call.body.decode()
        assert lin.get(f"/conversations/{call.event['conversation']}")["customer_name"] == "王芳"
        assert admin.get(f"/webhooks/{hook}/deliveries")["items"][0]["state"] == "delivered"
        admin.call("PATCH", f"/webhooks/{hook}", {"active": False})
        assert admin.get(f"/webhooks/{hook}")["active"] is False
        admin.post(f"/webhooks/{hook}/tests")
        run_until_quiet()
    assert far.calls[-1].event["name"] == "front.webhook_tested.v1"
    assert admin.get(f"/webhooks/{hook}/secret")["secret"].startswith("whs_")


def test_the_company_is_read(lin):
    for noun in ("sites", "touchpoints", "teams", "accounts", "channels", "tags", "canned-replies", "customer-fields"):
        lin.get(f"/{noun}")
        assert lin.status == 200, noun
    assert [one["name"] for one in lin.get("/accounts")["items"]][:1] == ["小林"]


def test_the_list_takes_the_same_few_questions_however_long_it_is(lin, django_assert_max_num_queries):
    for n in range(12):
        lin.post("/messages", {**WANG, "handles": [{"kind": "phone", "value": f"139001390{n:02}"}]}, key=f"m{n}")
    with django_assert_max_num_queries(4):
        assert len(lin.get("/conversations")["items"]) == 12


def test_a_text_that_promises_what_the_ledger_does_not_know_is_asked_about_once(lin, key):
    text = "王女士，三点前给您退款，请放心。"
    path = f"/conversations/{key}/replies"
    told = lin.post(path, {"text": text}, key="r")
    assert (lin.status, told["code"], told["soft"]) == (409, "desk.promise_unrecorded", True)
    assert "“三点前给您退款”" in told["detail"]
    (found,) = lin.post("/promise-suggestions", {"text": text}, key="s")["items"]
    assert (found["kind"], found["text"], found["phrase"]) == ("refund", "给您退款", "三点前")
    promise = {"text": found["text"], "due_at": found["due_at"], "phrase": found["phrase"]}
    sent = lin.post(path, {"text": text, "promises": [promise]}, key="r")
    assert lin.status == 201, sent
    (kept,) = lin.get("/promises")["items"]
    assert ([kept["id"]], kept["kind"]) == (sent["promise_ids"], "refund")
    lin.post(path, {"text": "四点前给您回电。", "waved": ["四点前"]}, key="r2")
    assert lin.status == 201
    lin.post(path, {"text": "五点前给您回电。", "despite": ["desk.promise_unrecorded"]}, key="r3")
    assert lin.status == 201
    assert len(lin.get("/promises")["items"]) == 1
