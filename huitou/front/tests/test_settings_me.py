"""小林 looks after her own account."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from huitou.core.api import access
from huitou.core.testing import PASSWORD, Session, somebody, wall
from huitou.front.settings.browsers import browser
from huitou.front.tests.test_access_second_factor import code_of

pytestmark = pytest.mark.django_db
WECHAT = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36 MicroMessenger/8.0.50"


def come_in(**extra):
    client = Client(**extra)
    client.post("/login", {"login": "xiaolin", "password": PASSWORD})
    return client


@pytest.fixture
def lin():
    return somebody("agent")


def test_a_changed_password_ends_the_other_sessions_and_keeps_this_one(lin):
    here, phone = come_in(), come_in()
    key = here.session.session_key
    new = "断桥残雪今年看了三遍"
    answer = here.post("/settings/me/password", {"old": PASSWORD, "new": new, "again": new})
    assert answer["Location"] == "/settings/me?saved=1"
    assert here.get("/settings/me").status_code == 200
    assert here.session.session_key != key
    assert phone.get("/settings/me").status_code == 302
    assert Client().post("/login", {"login": "xiaolin", "password": new})["Location"] == "/desk"


@pytest.mark.parametrize(
    ("old", "new", "again", "words"),
    [
        ("falsch", "断桥残雪今年看了三遍", "断桥残雪今年看了三遍", "原密码不对"),
        (PASSWORD, "断桥残雪今年看了三遍", "断桥残雪今年看了四遍", "不一样"),
        (PASSWORD, "123456", "123456", "密码太弱"),
        (PASSWORD, "xiaolin1", "xiaolin1", "密码太弱"),
    ],
)
def test_a_password_that_is_not_taken_says_why_and_changes_nothing(lin, old, new, again, words):
    client = come_in()
    answer = client.post("/settings/me/password", {"old": old, "new": new, "again": again})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert new not in answer.content.decode()
    assert come_in().get("/settings/me").status_code == 200


def test_she_sees_where_she_is_signed_in_and_ends_one(lin):
    here, phone = come_in(), come_in(HTTP_USER_AGENT=WECHAT, REMOTE_ADDR="198.51.100.4")
    shown = here.get("/settings/me").content.decode()
    assert "微信 · Android" in shown
    assert "198.51.100.4" in shown
    assert phone.session.session_key not in shown
    one = re.search(r'name="session" value="([^"]+)"', shown)[1]
    here.post("/settings/me/sessions", {"session": one})
    assert phone.get("/settings/me").status_code == 302
    assert here.get("/settings/me").status_code == 200


def test_she_ends_all_the_others_at_once(lin):
    here, phone, tablet = come_in(), come_in(), come_in()
    here.post("/settings/me/sessions", {})
    assert [c.get("/settings/me").status_code for c in (here, phone, tablet)] == [200, 302, 302]


def test_nobody_ends_the_sessions_of_somebody_else(lin):
    somebody("leader")
    zhou = Client()
    zhou.post("/login", {"login": "laozhou", "password": PASSWORD})
    here = come_in()
    one = access.sessions_of(account_id=lin.pk)[0].id
    zhou.post("/settings/me/sessions", {"session": one})
    assert here.get("/settings/me").status_code == 200


def test_last_seen_follows_her_but_does_not_cost_a_write_each_time(lin):
    client = come_in()
    old = wall() - timedelta(hours=2)
    Session.objects.update(seen_at=old)
    client.get("/settings/me")
    seen = Session.objects.get().seen_at
    assert seen > old + timedelta(hours=1)
    client.get("/settings/me")
    assert Session.objects.get().seen_at == seen


def test_she_sets_up_an_authenticator_and_gets_her_codes_once(lin):
    client = come_in()
    shown = client.get("/settings/me/authenticator").content.decode()
    secret = re.search(r"<code[^>]*>([A-Z2-7 ]+)</code>", shown)[1].replace(" ", "")
    wrong = client.post("/settings/me/authenticator", {"code": "000000"})
    assert wrong.status_code == 401
    assert secret[:4] in wrong.content.decode()
    answer = client.post("/settings/me/authenticator", {"code": code_of(secret)})
    assert len(re.findall(r"<code[^>]*>\d{8}</code>", answer.content.decode())) == 10
    assert access.has_second_factor(account_id=lin.pk)
    assert Client().post("/login", {"login": "xiaolin", "password": PASSWORD})["Location"] == "/login/code"
    again = client.post("/settings/me/second-factor", {"password": "wrong"})
    assert again.status_code == 401
    client.post("/settings/me/second-factor", {"password": PASSWORD})
    assert not access.has_second_factor(account_id=lin.pk)


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (WECHAT, "微信 · Android"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/131 Safari/537 Edg/131", "Edge · Windows"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) Version/17 Safari/605", "Safari · macOS"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("", "不明的设备"),
    ],
)
def test_a_browser_has_a_name_that_people_know(agent, name):
    assert browser(agent) == name
