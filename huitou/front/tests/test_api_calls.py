"""What holds for every call: keys, rights, mistakes in one form, once per Idempotency-Key, pages by cursor."""

import json
import re

import pytest
from django.db import OperationalError

from huitou.core.api import access, now, travel
from huitou.core.testing import Account, ApiToken, Fact, somebody
from huitou.customers.testing import Customer
from huitou.desk import api as desk
from huitou.front.models import ApiAnswer
from huitou.front.tests.program import WANG, Program, api_channel

pytestmark = pytest.mark.django_db


def messages():
    """How many messages came in."""
    return Fact.objects.filter(name="desk.message_received.v1").count()


@pytest.fixture
def lin():
    return Program(somebody("agent"))


@pytest.fixture
def orders(lin):
    api_channel()
    return lin


# ── keys and rights ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Bearer ht_nothing", "Basic aHQ6aHQ=", "ht_abc"])
def test_without_a_good_key_nothing_is_told(header):
    program = Program(None)
    told = program.get("/sites", **({"Authorization": header} if header else {}))
    assert program.status == 401
    assert told["code"] in ("api.no_key", "api.bad_key")
    assert "密钥" in told["detail"]
    assert program.last["WWW-Authenticate"].startswith("Bearer")


def test_a_revoked_key_and_a_closed_account_open_nothing():
    account, admin = somebody("agent"), somebody("admin")
    program = Program(account)
    program.get("/sites")
    assert program.status == 200
    Account.objects.filter(pk=account.pk).update(is_active=False)
    program.get("/sites")
    assert program.status == 401
    program = Program(admin)
    access.revoke_token(token_id=ApiToken.objects.latest("id").pk)
    assert program.get("/sites")["code"] == "api.bad_key"


def test_a_key_may_what_its_account_may(lin):
    told = lin.get("/webhooks")
    assert (lin.status, told["code"]) == (403, "core.not_allowed")
    assert "管理接口密钥" in told["detail"]


def test_a_session_of_a_browser_is_no_key():
    program = Program(None)
    program.client.force_login(somebody("admin"))
    assert program.get("/sites")["code"] == "api.no_key"


# ── mistakes ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("language", "said"), [("", "没有"), ("zh-CN,zh;q=0.9", "没有"), ("en-GB,en;q=0.8", "Not"), ("fr", "没有")]
)
def test_the_language_is_the_askers(language, said):
    program = Program(somebody("agent"), language)
    told = program.get("/cases/999999")
    assert (program.status, told["code"]) == (404, "core.not_found")
    if language.startswith("en"):
        assert program.last["Content-Language"] == "en"
    else:
        assert said in told["detail"]
        assert program.last["Content-Language"] == "zh-hans"


@pytest.mark.parametrize("body", [{"text": "在吗"}, {"text": "在吗", "handles": [], "name": "王女士"}])
def test_a_message_of_nobody_is_refused(orders, body):
    told = orders.post("/messages", body, key="k")
    assert (orders.status, told["code"]) == (422, "api.no_customer")
    assert "handles" in told["detail"]
    assert messages() == 0


@pytest.mark.parametrize(
    ("body", "field", "said"),
    [
        ({"text": 5}, "text", "要填文字"),
        ({"text": "好", "colour": "red"}, "colour", "没有这个字段"),
        ({"text": "好", "handles": [{"kind": "fax", "value": "1"}]}, "handles.0.kind", "只能是"),
        ({"text": "好", "handles": [{"kind": "phone"}]}, "handles.0.value", "必须填写"),
        ({"text": "好", "at": "2026-11-22T15:00:00"}, "at", "时区"),
        ({"text": "好", "at": "明天"}, "at", "ISO 8601"),
        ({"text": "好", "at": "0001-01-01T00:00:00+08:00"}, "at", "ISO 8601"),
        ({"text": "好\0"}, "text", "不能保存的字符"),
        ({"text": "好", "customer_id": 0}, "customer_id", "不能小于 1"),
        ({"text": "好", "case": {"kind": "rant"}}, "case.kind", "只能是"),
        ({"text": "好", "case": {"kind": "complaint", "severity": 9}}, "case.severity", "不能大于 4"),
    ],
)
def test_a_wrong_field_is_named_in_plain_words(orders, body, field, said):
    told = orders.post("/messages", body, key="k")
    assert (orders.status, told["code"]) == (422, "api.invalid")
    assert told["fields"][0]["field"] == field
    assert said in told["fields"][0]["detail"]
    assert messages() == 0


@pytest.mark.parametrize("raw", [b"{", b"\xff\xfe", b'{"text": "\\ud800"}', b'{"text": NaN}', b"nothing"])
def test_what_is_no_json_is_told_so(orders, raw):
    told = orders.call("POST", "/messages", raw, key="k")
    assert (orders.status, told["code"]) == (400, "api.unreadable")


def test_an_address_where_nothing_is_and_a_wrong_method_answer_in_the_same_form(lin):
    assert lin.get("/nothing/here")["code"] == "api.no_such_address"
    assert lin.status == 404
    told = lin.call("PUT", "/sites", {})
    assert (lin.status, told["code"], lin.last["Allow"]) == (405, "api.wrong_method", "GET, POST")


def test_numbers_beyond_the_database_are_refused_not_broken(lin):
    lin.get("/cases/99999999999999999999999")
    assert lin.status == 422
    lin.get("/promises?team_id=-1")
    assert lin.status == 422


def test_a_surprise_gets_a_number_that_the_administrator_finds_in_the_log(lin, monkeypatch, caplog):
    monkeypatch.setattr(desk, "tags", lambda: 1 / 0)
    told = lin.get("/tags", X_Request_Id="order-42")
    assert (lin.status, told["code"]) == (500, "api.broken")
    assert "order-42" in told["detail"]
    assert "ZeroDivisionError" in caplog.text
    assert "order-42" in caplog.text


@pytest.mark.parametrize(
    ("said", "status", "code"),
    [("database or disk is full", 507, "core.disk_full"), ("database is locked", 503, "api.busy")],
)
def test_a_database_that_is_full_or_away_is_told_so(lin, monkeypatch, said, status, code):
    def broken():
        raise OperationalError(said)

    monkeypatch.setattr(desk, "tags", broken)
    told = lin.get("/tags")
    assert (lin.status, told["code"]) == (status, code)
    assert lin.last.headers.get("Retry-After") == ("5" if status == 503 else None)


def test_every_answer_has_a_number(lin):
    lin.get("/sites", X_Request_Id="mine-1")
    assert lin.last["X-Request-Id"] == "mine-1"
    lin.get("/sites", X_Request_Id="not a\tnumber")
    assert len(lin.last["X-Request-Id"]) == 32


def test_a_soft_refusal_says_that_one_may_go_on(orders):
    received = orders.post("/messages", {**WANG, "case": {"kind": "complaint"}}, key="k")
    told = orders.post(f"/cases/{received['case_id']}/closure", {})
    assert (told["code"], told["soft"]) == ("desk.case_incomplete", True)
    orders.post(f"/cases/{received['case_id']}/closure", {"despite": [told["code"]]})
    assert orders.status == 200


# ── once per key ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_message_needs_a_key(orders):
    told = orders.post("/messages", WANG)
    assert (orders.status, told["code"]) == (400, "api.key_missing")
    assert messages() == 0


@pytest.mark.parametrize("key", ["a b", "键", "x" * 201])
def test_a_key_is_plain(orders, key):
    headers = {**orders.headers, "Idempotency-Key": key}
    answer = orders.client.post("/api/v1/messages", WANG, content_type="application/json", headers=headers)
    assert answer.status_code == 400
    assert answer.json()["code"] == "api.key_unreadable"


def test_the_same_key_and_body_act_once_and_answer_the_same(orders):
    first = orders.post("/messages", WANG, key="order-1")
    assert orders.status == 201
    again = orders.post("/messages", WANG, key="order-1")
    assert (orders.status, again, orders.last["Idempotency-Replayed"]) == (201, first, "true")
    assert messages() == 1


def test_the_same_key_with_another_body_is_refused(orders):
    orders.post("/messages", WANG, key="order-1")
    told = orders.post("/messages", {**WANG, "text": "另一件事"}, key="order-1")
    assert (orders.status, told["code"]) == (409, "api.key_reused")
    told = orders.post("/customers", {"name": "李雷"}, key="order-1")
    assert (orders.status, told["code"]) == (409, "api.key_reused")
    assert messages() == 1


def test_another_program_may_use_the_same_key(orders):
    orders.post("/messages", WANG, key="1")
    other = Program(somebody("leader"))
    other.post("/messages", WANG, key="1")
    assert other.status == 201
    assert messages() == 2


def test_what_was_refused_may_be_asked_again_under_its_key(orders):
    orders.post("/messages", {**WANG, "site": "nowhere"}, key="order-1")
    assert orders.status == 422
    assert ApiAnswer.objects.count() == 0
    orders.post("/messages", WANG, key="order-1")
    assert orders.status == 201


def test_what_broke_in_the_middle_leaves_nothing_and_may_be_asked_again(orders, monkeypatch):
    def broken(**given):
        make(**given)
        raise RuntimeError("in the middle")

    from huitou.customers import api as customers

    make = customers.make
    monkeypatch.setattr(customers, "make", broken)
    orders.post("/customers", {"name": "李雷"}, key="c-1")
    assert orders.status == 500
    assert not Customer.objects.filter(name="李雷").exists()
    monkeypatch.setattr(customers, "make", make)
    orders.post("/customers", {"name": "李雷"}, key="c-1")
    assert orders.status == 201
    assert Customer.objects.filter(name="李雷").count() == 1


def test_every_post_honours_a_key(orders):
    made = orders.post("/customers", {"name": "李雷"}, key="c-1")
    assert orders.post("/customers", {"name": "李雷"}, key="c-1") == made
    detail = {"kind": "like", "text": "靠窗的房间"}
    first = orders.post(f"/customers/{made['id']}/details", detail, key="d-1")
    assert orders.post(f"/customers/{made['id']}/details", detail, key="d-1") == first
    assert len(orders.get(f"/customers/{made['id']}")["details"]) == 1


def test_the_desk_remembers_a_message_longer_than_the_answer_is_kept(orders):
    from huitou.front.webhooks.keeping import ANSWERS_KEPT, forget_old

    first = orders.post("/messages", WANG, key="order-1")
    with travel(to=now() + ANSWERS_KEPT * 2):
        forget_old()
    assert ApiAnswer.objects.count() == 0
    again = orders.post("/messages", WANG, key="order-1")
    assert (again["message_id"], again["duplicate"]) == (first["message_id"], True)


def test_the_same_form_sent_again_with_another_boundary_is_the_same(orders):
    from django.core.files.uploadedfile import SimpleUploadedFile

    def send(content=b"\x89PNG\r\n\x1a\n" + b"0" * 60):
        form = {"json": json.dumps(WANG), "files": SimpleUploadedFile("room.txt", b"hello", "text/plain")}
        return orders.client.post("/api/v1/messages", form, headers={**orders.headers, "Idempotency-Key": "f-1"})

    first, again = send(), send()
    assert first.status_code == 201, first.content
    assert again.json() == first.json()
    assert again["Idempotency-Replayed"] == "true"
    key = orders.get(f"/conversations/{first.json()['conversation']}/messages")["items"][0]["files"][0]["key"]
    answer = orders.client.get(f"/api/v1/files/{key}", headers=orders.headers)
    assert answer.content == b"hello"
    assert answer["Content-Disposition"].startswith("attachment")


def test_a_kept_answer_holds_ids_only(orders):
    """王女士 may be erased at any time: what is kept for a retry must not name her."""
    received = orders.post("/messages", WANG, key="order-1")
    orders.post("/customers", {"name": "李雷", "handles": [{"kind": "phone", "value": "13900139000"}]}, key="c-1")
    orders.post(f"/conversations/{received['conversation']}/replies", {"text": "王女士您好，马上来"}, key="r-1")
    for row in ApiAnswer.objects.all():
        said = bytes(row.body).decode()
        assert not any(word in said for word in ("王", "李雷", "空调", "您好"))
        assert not re.search(r"1\d{10}", said)


# ── pages ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def walk(program, path, limit):
    items, after = [], ""
    while True:
        page = program.get(f"{path}{'&' if '?' in path else '?'}limit={limit}&after={after}")
        assert program.status == 200, page
        assert len(page["items"]) <= limit
        items += page["items"]
        if page["next"] is None:
            return items
        after = page["next"]


def test_pages_follow_each_other_without_gap_or_double(orders):
    for n in range(7):
        body = {"text": "请问几点退房", "handles": [{"kind": "phone", "value": f"1380013800{n}"}]}
        newest = orders.post("/messages", body, key=f"m-{n}")["conversation"]
    keys = [one["key"] for one in walk(orders, "/conversations", 2)]
    assert len(keys) == len(set(keys)) == 7
    assert len(walk(orders, "/customers", 3)) == 7
    assert keys[0] == newest


@pytest.mark.django_db(transaction=True)  # the tail reads what is committed
def test_facts_are_told_in_order_and_none_is_missed():
    program = Program(somebody("manager"))
    start = program.get("/facts?after=now")["next"]
    api_channel()
    key = Program(somebody("agent")).post("/messages", WANG, key="1")["conversation"]
    found, after = [], start
    while True:
        page = program.get(f"/facts?limit=2&after={after}")
        found, after = found + page["items"], page["next"]
        if not page["more"]:
            break
    ids = [one["id"] for one in found]
    assert ids == sorted(ids)
    assert set(ids) >= set(Fact.objects.filter(name__startswith="desk.").values_list("id", flat=True))
    received = next(one for one in found if one["name"] == "desk.message_received.v1")
    assert received["conversation"] == key
    assert program.get(f"/facts?after={after}")["items"] == []
    only = program.get(f"/facts?after={start}&names=desk.message_received.v1")
    assert [one["name"] for one in only["items"]] == ["desk.message_received.v1"]


@pytest.mark.parametrize(
    "path", ["/conversations", "/cases", "/promises", "/customers", "/facts", "/conversations/KEY/messages"]
)
@pytest.mark.parametrize("after", ["x", "0", "é", "AAAA", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5", "~", "bm93", "MC0w"])
def test_a_cursor_of_ones_own_making_is_refused(path, after):
    api_channel()
    chen = Program(somebody("manager"))
    key = Program(somebody("agent")).post("/messages", WANG, key="1")["conversation"]
    told = chen.get(f"{path.replace('KEY', key)}?after={after}")
    if chen.status != 200:
        assert (chen.status, told["code"]) in {
            (422, "api.bad_cursor"),
            (400, "desk.bad_cursor"),
            (422, "desk.bad_cursor"),
        }


@pytest.mark.parametrize("limit", ["0", "201", "-1", "many"])
def test_a_page_is_at_most_two_hundred(lin, limit):
    assert lin.get(f"/conversations?limit={limit}")["fields"][0]["field"] == "limit"
