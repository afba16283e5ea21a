"""A new installation: nobody there yet, and only who can read its data folder becomes the first."""

import pytest

from huitou.channels.api import make_channel
from huitou.core.api import SYSTEM, access, setting
from huitou.core.testing import PASSWORD, PEOPLE, Account, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.HUITOU_HOME = tmp_path
    return tmp_path


def fill(client, key, **other):
    data = {"key": key, "company_name": "云栖酒店集团", "username": "chen", "name": "陈经理", "password": PASSWORD}
    return client.post("/welcome", data | other)


@pytest.mark.parametrize("path", ["/settings", "/settings/me", "/audit", "/login", "/start"])
def test_every_page_leads_to_the_welcome(client, path):
    answer = client.get(path, follow=True)
    assert answer.redirect_chain[-1][0] == "/welcome"
    assert "huitou setup" in answer.content.decode()


def test_the_key_from_the_folder_makes_the_first_administrator(client, home):
    client.get("/welcome")
    key = (home / "first-key").read_text().strip()
    assert (home / "first-key").stat().st_mode & 0o077 == 0
    assert fill(client, key.upper())["Location"] == "/start"
    account = Account.objects.get()
    assert (account.username, account.role) == ("chen", "admin")
    assert setting("company.name") == "云栖酒店集团"
    assert not (home / "first-key").exists()
    assert "第一位客户" in client.get("/start").content.decode()


def test_without_the_key_nobody_becomes_anything(client):
    client.get("/welcome")
    for key in ("", "0000-0000-0000-0000", "é"):
        assert fill(client, key).status_code == 401
    assert not Account.objects.exists()


def test_the_key_cannot_be_guessed_quickly(client, home):
    key = access.first_key()
    for _ in range(20):
        fill(client, "0000-0000-0000-0000")
    assert fill(client, key).status_code == 429


def test_a_weak_password_is_said_and_nothing_is_half_made(client):
    answer = fill(client, access.first_key(), password="123456")
    assert answer.status_code == 422
    assert not Account.objects.exists()
    assert setting("company.name") == ""


def test_the_second_to_come_is_sent_to_the_login(client, home):
    key = access.first_key()
    fill(client, key)
    client.post("/logout")
    assert fill(client, key, username="thief")["Location"] == "/login"
    assert Account.objects.count() == 1
    assert access.first_key() is None


def signs_in(client, role):
    return client.post("/login", {"login": PEOPLE[role][0], "password": PASSWORD})["Location"]


def test_who_may_set_up_is_led_to_the_first_steps_and_finds_them_again(client):
    somebody("admin")
    assert signs_in(client, "admin") == "/start"
    assert 'href="/desk"' in client.get("/start").content.decode()
    assert 'href="/start"' in client.get("/settings/me").content.decode()


def test_the_desk_comes_first_once_customers_can_write_and_for_who_sets_nothing_up(client):
    somebody("admin")
    somebody("agent")
    assert signs_in(client, "agent") == "/desk"
    client.post("/logout")
    make_channel(kind="form", name="网页留言", slug="liuyan", actor=SYSTEM)
    assert signs_in(client, "admin") == "/desk"
