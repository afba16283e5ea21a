"""In which language a page is read: the reader's choice, on customers' pages else the company's, else Chinese."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils.translation import override

from huitou.channels.api import make_channel
from huitou.core.api import Refusal, put_setting
from huitou.core.testing import PASSWORD, PEOPLE, somebody
from huitou.front.sentences import sentence
from huitou.front.times import day_and_time, lasting, short

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("company", "cookie", "shown"),
    [
        ("zh-hans", "", "zh-hans"),
        ("en", "", "en"),
        ("en", "zh-hans", "zh-hans"),
        ("zh-hans", "en", "en"),
        ("xx", "", "zh-hans"),
    ],
)
def test_a_customer_reads_in_the_language_of_their_choice_else_the_companys(
    company: str, cookie: str, shown: str
) -> None:
    make_channel(kind="form", name="留言", slug="liuyan")
    put_setting("company.language", company)
    client = Client()
    if cookie:
        client.cookies["huitou_language"] = cookie
    assert f'lang="{shown}"' in client.get("/f/liuyan").content.decode()


def test_colleagues_are_not_asked_what_the_company_set_for_customers() -> None:
    put_setting("company.language", "en")
    assert 'lang="zh-hans"' in Client().get("/login", follow=True).content.decode()


def test_what_a_visitor_chose_on_the_login_page_holds_when_they_sign_in() -> None:
    """小林 reads Chinese by her own setting; today a guest chose English on this login page and signs in as her."""
    lin, client = somebody("agent"), Client()
    chosen = client.post("/language", {"language": "en"}, headers={"referer": "http://testserver/login?next=/promises"})
    assert chosen["Location"] == "/login?next=/promises", "back to the page on which the switch was pressed"
    client.post("/login", {"login": PEOPLE["agent"][0], "password": PASSWORD})
    assert 'lang="en"' in client.get("/promises").content.decode()
    lin.refresh_from_db()
    assert lin.language == "zh-hans", "one session says nothing about the others"


def test_where_nobody_chose_the_accounts_own_language_counts() -> None:
    lin, client = somebody("agent"), Client()
    client.cookies["huitou_language"] = "zh-hans"  # left by whoever sat here before
    lin.language = "en"
    lin.save(update_fields=["language"])
    client.post("/login", {"login": PEOPLE["agent"][0], "password": PASSWORD})
    assert 'lang="en"' in client.get("/promises").content.decode()


def test_a_colleagues_choice_does_not_hold_for_the_next_one() -> None:
    somebody("agent")
    somebody("leader")
    client = Client()
    client.post("/login", {"login": PEOPLE["agent"][0], "password": PASSWORD})
    client.post("/language", {"language": "en"})
    client.post("/logout")
    client.post("/login", {"login": PEOPLE["leader"][0], "password": PASSWORD})
    assert 'lang="zh-hans"' in client.get("/promises").content.decode()


@pytest.mark.parametrize(
    ("referer", "back"),
    [
        ("http://testserver/customers?q=%E7%8E%8B", "/customers?q=%E7%8E%8B"),
        ("http://testserver/settings/teams/1", "/settings/teams/1"),
        ("http://testserver/desk/c/7", "/desk/c/7"),
        ("http://testserver/settings/teams/1/members", "/desk"),  # answers a form: not to be read by its address
        ("http://testserver/nothing", "/desk"),
        ("", "/desk"),
    ],
)
def test_the_switch_leads_back_to_the_page_one_is_on(referer: str, back: str) -> None:
    somebody("manager")
    client = Client()
    client.post("/login", {"login": PEOPLE["manager"][0], "password": PASSWORD})
    headers = {"referer": referer} if referer else {}
    assert client.post("/language", {"language": "en"}, headers=headers)["Location"] == back


@pytest.mark.parametrize("wanted", ["//elsewhere.example/x", "https://elsewhere.example/", "/\\elsewhere.example"])
def test_the_switch_leads_nowhere_else(wanted: str) -> None:
    assert Client().post("/language", {"language": "en", "next": wanted})["Location"] == "/desk"


@pytest.mark.parametrize(
    ("minutes", "english", "chinese"),
    [
        (0, "less than 1 min", "不到 1 分钟"),
        (1, "1 min", "1 分钟"),
        (60, "1 hour", "1 小时"),
        (150, "2 hours", "2 小时"),
        (1440, "1 day", "1 天"),
        (157 * 1440, "157 days", "157 天"),
    ],
)
def test_how_long_something_lasts(minutes: int, english: str, chinese: str) -> None:
    with override("en"):
        assert lasting(timedelta(minutes=minutes)).lower() == english
    assert lasting(timedelta(minutes=minutes)) == chinese


def test_moments_are_written_one_way() -> None:
    where, at = ZoneInfo("Asia/Shanghai"), datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
    now = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
    with override("en"):
        assert day_and_time(at, today=now.date(), where=where) == "Wed 25 Nov 09:00"
        assert short(at, today=now.date(), where=where) == "25 Nov"
    assert short(at, today=now.date(), where=where) == "11/25"


def test_a_list_of_names_is_joined_in_the_readers_language() -> None:
    refusal = Refusal("customers.not_an_option", label="房型", options=["大床", "双床"])
    assert sentence(refusal) == "“房型”只能选：大床、双床。"
    with override("en"):
        assert "大床, 双床" in sentence(refusal)
