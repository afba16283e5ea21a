"""What comes in and goes out in tables, by programs: 陈经理 imports the club's members, and takes the ledger with her."""

import base64
import json
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from huitou.core.api import travel
from huitou.core.testing import Fact, run_until_quiet, session_of, somebody
from huitou.customers.testing import Customer, a_customer
from huitou.front.models import ApiAnswer
from huitou.front.tests.program import WANG, Program, api_channel
from huitou.roster.testing import a_team_with

pytestmark = pytest.mark.django_db
FRIDAY_TEN = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
AT_THREE = (FRIDAY_TEN + timedelta(hours=5)).isoformat()
MEMBERS = "姓名,手机号,喜好\n王芳,13800138000,靠窗\n李雷,139,高层\n韩梅梅,13900139000,=cmd()\n赵敏,13700137000,\n"


@pytest.fixture(autouse=True)
def friday():
    with travel(to=FRIDAY_TEN):
        yield


@pytest.fixture
def chen():
    return Program(somebody("manager"))


@pytest.fixture
def lin_account():
    return somebody("agent")


@pytest.fixture
def lin(lin_account):
    a_team_with(lin_account.pk)
    api_channel()
    return Program(lin_account)


def file(text=MEMBERS, name="会员.csv"):
    return {"filename": name, "content_type": "text/csv", "content": base64.b64encode(text.encode("gb18030")).decode()}


def text_of(program, path):
    answer = program.client.get(f"/api/v1{path}", headers=program.headers)
    assert answer.status_code == 200, answer.content
    assert answer["Content-Type"].startswith("text/csv")
    return answer.getvalue().decode()


# ── in ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_table_is_looked_at_tried_and_carried_out(chen):
    look = chen.post("/customer-import-looks", {"files": [file()]})
    assert (look["headers"], look["mapping"]) == (["姓名", "手机号", "喜好"], ["name", "phone", "like"])
    assert look["encoding"].lower() == "gb18030"
    trial = chen.post("/customer-imports", {"files": [file()], "mapping": look["mapping"]}, key="i")["id"]
    run_until_quiet()
    run = chen.get(f"/customer-imports/{trial}")
    assert (run["state"], run["dry"], run["made"], run["refused"], run["can_carry_out"]) == ("done", True, 2, 2, True)
    assert Customer.objects.count() == 0
    real = chen.post(f"/customer-imports/{trial}/carrying-out", key="c")["id"]
    run_until_quiet()
    assert (chen.get(f"/customer-imports/{real}")["made"], Customer.objects.count()) == (2, 2)
    assert [one["id"] for one in chen.get("/customer-imports")["items"]] == [real, trial]
    assert chen.post(f"/customer-imports/{trial}/carrying-out")["code"] == "customers.import_gone"


def test_each_refused_row_is_told_with_its_reason_and_comes_back_as_a_table(chen):
    trial = chen.post("/customer-imports", {"files": [file()]})["id"]
    run_until_quiet()
    rows = chen.get(f"/customer-imports/{trial}/refused?limit=1")
    more = chen.get(f"/customer-imports/{trial}/refused?limit=1&after={rows['next']}")
    assert [one["line"] for one in [*rows["items"], *more["items"]]] == [3, 4]
    assert rows["items"][0]["sentence"] == "电话号码位数不够。"
    assert more["items"][0]["code"] == "customers.import_formula"
    table = text_of(chen, f"/customer-imports/{trial}/refused.csv")
    assert "李雷" in table
    assert "王芳" not in table
    assert "'=cmd()" in table


def test_a_table_comes_as_a_form_too(chen):
    upload = SimpleUploadedFile("members.csv", MEMBERS.encode())
    body = {"json": json.dumps({"mapping": ["name", "phone", ""]}), "files": upload}
    answer = chen.client.post("/api/v1/customer-imports", body, headers=chen.headers)
    assert answer.status_code == 201, answer.content
    run_until_quiet()
    run = chen.get(f"/customer-imports/{answer.json()['id']}")
    assert (run["filename"], run["mapping"], run["made"]) == ("members.csv", ["name", "phone", ""], 3)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"files": []}, "api.one_file"),
        ({"files": [file(), file()]}, "api.one_file"),
        ({"files": [file("")]}, "table.empty"),
        ({"files": [file("姓名\n王芳\n")]}, "customers.import_no_header"),
        ({"files": [file()], "mapping": ["name", "phone", "nonsense"]}, "customers.import_bad_mapping"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_whole(chen, body, code):
    told = chen.post("/customer-imports", body)
    assert 400 <= chen.status < 500
    assert told["code"] == code
    assert chen.get("/customer-imports")["items"] == []


def test_what_was_only_looked_at_is_kept_nowhere(chen):
    chen.post("/customer-import-looks", {"files": [file()]}, key="look")
    assert chen.status == 200
    assert not ApiAnswer.objects.exists()


def test_records_that_may_be_one_person_are_told_page_by_page(chen):
    """Two handles of two persons in one letter: noticed, and told until somebody settles it."""
    api_channel()
    pairs = []
    for n in range(3):
        phone, mail = f"1380013800{n}", f"guest{n}@example.com"
        one = chen.post("/customers", {"name": f"客人{n}", "handles": [{"kind": "phone", "value": phone}]})["id"]
        other = chen.post("/customers", {"handles": [{"kind": "mail", "value": mail}]})["id"]
        both = [{"kind": "phone", "value": phone}, {"kind": "mail", "value": mail}]
        chen.post("/messages", {"text": "两个号码", "handles": both}, key=f"m{n}")
        pairs.append({one, other})
    first = chen.get("/customer-duplicates?limit=2")
    rest = chen.get(f"/customer-duplicates?limit=2&after={first['next']}")
    found = [{one["customer_id"], one["other_id"]} for one in [*first["items"], *rest["items"]]]
    assert found == pairs[::-1]
    assert rest["next"] is None
    one = first["items"][0]
    chen.post(f"/customers/{one['customer_id']}/not-same", {"other_id": one["other_id"]})
    assert len(chen.get("/customer-duplicates")["items"]) == 2


# ── out ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def owed(lin):
    """小林 owes 王女士 an answer, 老周 owes her a room."""
    key = lin.post("/messages", WANG, key="1")["conversation"]
    zhou = Program(somebody("leader"))
    made = lin.post(f"/conversations/{key}/promises", {"kind": "reply", "text": "三点前答复", "due_at": AT_THREE})["id"]
    other = zhou.post(f"/conversations/{key}/promises", {"kind": "other", "text": "给您换房", "due_at": AT_THREE})["id"]
    return {"key": key, "mine": made, "his": other, "zhou": zhou}


@pytest.mark.parametrize("view", ["mine", "team", "late", "soon", "ended", "all", "made"])
def test_who_may_not_see_the_teams_ledger_sees_only_their_own(lin, owed, view):
    with travel(to=FRIDAY_TEN + timedelta(hours=6)):
        seen = {one["id"] for one in lin.get(f"/promises?view={view}")["items"]}
        assert owed["his"] not in seen
        assert "给您换房" not in text_of(lin, f"/promises.csv?view={view}")
        assert owed["his"] not in {one["id"] for one in lin.get(f"/promises?view={view}&owner_id=1")["items"]}
        whole = {one["id"] for one in owed["zhou"].get("/promises?view=all")["items"]}
    assert whole == {owed["mine"], owed["his"]}


def test_the_numbers_of_the_team_are_for_those_who_see_the_team(lin, owed):
    assert lin.get("/promise-counts") == {"mine": 1, "team": 0, "late": 0, "soon": 0, "waiting": 0, "late_mine": 0}
    assert owed["zhou"].get("/promise-counts")["team"] == 2
    told = lin.get("/promise-rates?since=2026-11-01T00:00:00Z")
    assert (lin.status, told["code"]) == (403, "core.not_allowed")
    with travel(to=FRIDAY_TEN + timedelta(days=1)):
        own = lin.get("/promise-rates?since=2026-11-01T00:00:00Z&by=person")["items"]
        both = owed["zhou"].get("/promise-rates?since=2026-11-01T00:00:00Z&by=person")["items"]
    assert [one["name"] for one in own] == ["小林"]
    assert {one["name"] for one in both} == {"小林", "老周"}


def test_a_customers_promises_stand_with_the_customer(lin, owed):
    who = lin.get(f"/conversations/{owed['key']}")["customer_id"]
    assert {one["id"] for one in lin.get(f"/customers/{who}/promises")["items"]} == {owed["mine"], owed["his"]}
    assert lin.get(f"/customers/{who}/promises?ended=true")["items"] == []


def test_whole_names_leave_only_with_who_may_take_customers_out(owed, chen):
    customer_id = chen.get(f"/conversations/{owed['key']}")["customer_id"]
    admin = Program(somebody("admin"))
    admin.call("PATCH", f"/customers/{customer_id}", {"title": "女士"})
    assert "王芳" in text_of(chen, "/promises.csv?view=all")
    told = text_of(owed["zhou"], "/promises.csv?view=all")
    assert "王女士" in told
    assert "王芳" not in told


def test_page_and_program_hand_out_the_same_tables(lin, lin_account, owed, chen):
    lin.client.cookies["huitou_session"] = session_of(lin_account)
    page = lin.client.get("/promises.csv?view=mine").content.decode()
    assert text_of(lin, "/promises.csv?view=mine") == page
    assert "三点前答复" in page


def test_a_persons_copy_is_the_same_on_page_and_for_programs_and_is_recorded(lin, owed, chen):
    who = lin.get(f"/conversations/{owed['key']}")["customer_id"]
    lin.post(f"/conversations/{owed['key']}/notes", {"text": "后台的话"}, key="n")
    copy = chen.get(f"/customers/{who}/export")
    assert {"conversations", "promises", "cases", "ratings"} <= set(copy)
    assert copy["conversations"][0]["messages"][0]["text"] == WANG["text"]
    assert "后台的话" not in json.dumps(copy, ensure_ascii=False)
    chen.client.cookies["huitou_session"] = session_of(somebody_of(chen))
    page = json.loads(chen.client.post(f"/customers/{who}/copy").content)
    assert page["facts"][1:] == copy["facts"]  # that the first copy was taken is in the second
    assert {**page, "facts": []} == {**copy, "facts": []}
    assert Fact.objects.filter(name="customers.person_exported.v1").count() == 2


def somebody_of(program):
    from huitou.core.testing import Account

    return Account.objects.get(pk=program.get("/me")["id"])


def test_a_narrowed_list_of_customers_is_a_narrowed_table(chen):
    a_customer(name="王芳", phone="13800138000")
    chen.post("/customers", {"name": "李雷", "handles": [{"kind": "mail", "value": "li@example.com"}]})
    table = text_of(chen, "/customers.csv?reach=phone")
    assert ("王芳" in table, "李雷" in table) == (True, False)
    assert [one["customer"]["name"] for one in chen.get("/customers?reach=mail")["items"]] == ["李雷"]


def test_the_audit_is_read_by_kind_person_and_time(lin, owed, chen):
    made = chen.get("/audit?kind=desk.promise_made.v1")["items"]
    assert [one["actor"]["id"] for one in made] == [owed["zhou"].get("/me")["id"], lin.get("/me")["id"]]
    assert chen.get(f"/audit?kind=desk&actor_id={lin.get('/me')['id']}&limit=1")["next"]
    assert chen.get("/audit?until=2026-11-01T00:00:00Z")["items"] == []
    table = text_of(chen, "/audit.csv?kind=desk.promise_made.v1")
    assert len(table.splitlines()) == 3
    assert "老周" in table
