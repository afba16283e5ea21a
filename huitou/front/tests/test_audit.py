"""许诺 from quality reads what happened: facts, who, when; and takes a table away."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from huitou.core.api import SYSTEM, Actor, access, now, travel
from huitou.core.testing import PASSWORD, Account, Fact, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def xu():
    return somebody("quality")


@pytest.fixture
def office(xu):
    client = Client()
    client.post("/login", {"login": "xunuo", "password": PASSWORD})
    return client


def made(count, at=None, actor=SYSTEM, **columns):
    at = at or now()
    Fact.objects.bulk_create(
        Fact(
            name="core.account_closed.v1",
            at=at + timedelta(seconds=n),
            actor_kind=actor.kind,
            actor_id=actor.id,
            data={"account_id": 900 + n},
            **columns,
        )
        for n in range(count)
    )


def shown(client, query=""):
    return client.get(f"/audit{query}").content.decode()


def test_what_happened_stands_there_with_who_and_when(office, xu):
    with travel(to=datetime(2026, 11, 22, 6, 5, 9, tzinfo=UTC)):
        access.change_settings(values={"company.name": "云栖"}, actor=Actor.account(xu.pk))
    page = shown(office)
    assert "2026-11-22 14:05:09" in page
    assert "修改设置" in page
    assert "许诺" in page
    assert "core.settings_changed.v1" in page
    assert "company.name" in page


def test_an_account_is_linked_and_named(office):
    lin = somebody("agent")
    page = shown(office, "?kind=core.account_made.v1")
    assert f'href="/settings/accounts/{lin.pk}">小林</a>' in page


def test_pages_follow_each_other_by_key_without_gap_or_repeat(office):
    made(120)
    seen, query = [], "?kind=core.account_closed.v1"
    for _ in range(5):
        page = shown(office, query)
        seen += [int(part.split("<")[0]) for part in page.split("账号 ")[1:]]
        if "before=" not in page:
            break
        query = "?" + page.split('class="more" href="/audit?')[1].split('"')[0].replace("&amp;", "&")
    assert seen == [900 + n for n in reversed(range(120))]


@pytest.mark.parametrize(
    ("query", "there", "gone"),
    [
        ("?kind=core.signed_in.v1", "core.signed_in.v1", "core.account_closed.v1"),
        ("?kind=core", "core.account_closed.v1", "desk.promise_made.v1"),
        ("?kind=nonsense", "core.account_closed.v1", "desk.promise_made.v1"),
        ("?kind=cor", "core.account_closed.v1", "desk.promise_made.v1"),
        ("?since=2026-11-23", "core.signed_in.v1", "core.account_closed.v1"),
        ("?until=2020-01-01", "没有记录", "core.account_closed.v1</td>"),
        ("?since=never&until=9999-12-31&person=x&before=-3", "core.account_closed.v1", "desk.promise_made.v1"),
        ("?person=99999999999999999999999", "core.account_closed.v1", "desk.promise_made.v1"),
    ],
)
def test_it_is_narrowed_by_kind_person_and_day(xu, query, there, gone):
    with travel(to=datetime(2026, 11, 23, 8, 0, tzinfo=UTC)):
        client = Client()
        client.post("/login", {"login": "xunuo", "password": PASSWORD})
    made(3, at=datetime(2026, 11, 22, 15, 59, 0, tzinfo=UTC))
    rows = shown(client, query).split("<tbody>")[-1]
    assert there in rows
    assert gone not in rows


def test_a_day_is_a_day_of_the_companys_zone(office):
    made(1, at=datetime(2026, 11, 22, 15, 59, 59, tzinfo=UTC))
    made(1, at=datetime(2026, 11, 22, 16, 0, 0, tzinfo=UTC))
    rows = shown(office, "?kind=core.account_closed.v1&since=2026-11-23&until=2026-11-23")
    assert rows.count("core.account_closed.v1</td>") == 1
    assert "2026-11-23 00:00:00" in rows


def test_a_person_is_chosen(office, xu):
    made(2, actor=Actor.account(xu.pk))
    made(5)
    rows = shown(office, f"?person={xu.pk}&kind=core.account_closed.v1")
    assert rows.count("core.account_closed.v1</td>") == 2


def test_the_table_to_take_away_holds_no_formula(office, xu):
    Account.objects.filter(pk=xu.pk).update(name="=cmd|' /C calc'!A1")
    made(1, actor=Actor.account(xu.pk), customer_id=7)
    answer = office.get("/audit.csv?kind=core.account_closed.v1")
    assert answer["Content-Disposition"] == 'attachment; filename="audit.csv"'
    heads, line = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert heads[0] == "编号"
    assert line[2] == "'=cmd|' /C calc'!A1"
    assert line[5] == "7"


def test_a_table_too_long_says_that_it_was_cut(office, monkeypatch):
    monkeypatch.setattr("huitou.front.audit.table.CHUNK", 10)
    monkeypatch.setattr("huitou.front.audit.table.EXPORT_MOST", 20)
    made(35)
    lines = list(csv.reader(io.StringIO(office.get("/audit.csv?kind=core.account_closed.v1").content.decode())))
    assert len(lines) == 22
    assert "缩小时间范围" in lines[-1][0]


def test_xiaolin_may_not_read_it():
    somebody("agent")
    client = Client()
    client.post("/login", {"login": "xiaolin", "password": PASSWORD})
    assert client.get("/audit").status_code == 403
    assert client.get("/audit.csv").status_code == 403
