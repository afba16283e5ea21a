"""The second factor of 陈经理: set up, used, lost, asked for by the company."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from huitou.core.api import SYSTEM, Actor, access, put_setting
from huitou.core.testing import PASSWORD, Session, SignInAttempt, somebody, wall

pytestmark = pytest.mark.django_db


def code_of(secret, steps=0):
    return format_hotp_value(hotp_value(secret, int(wall().timestamp()) // 30 + steps))


@pytest.fixture
def chen():
    return somebody("manager")


@pytest.fixture
def secret(chen):
    """Of an authenticator that was set up with the code of the step before, so that the present one is still good."""
    made = access.new_secret()
    access.add_second_factor(account=chen, secret=made, code=code_of(made, -1))
    return made


def password(client):
    return client.post("/login", {"login": "chen", "password": PASSWORD, "next": "/day"})


def test_the_password_alone_opens_nothing(client, chen, secret):
    assert password(client)["Location"] == "/login/code"
    assert not Session.objects.filter(account_id=chen.pk).exists()
    assert client.get("/settings/me")["Location"].startswith("/login")


def test_password_and_code_lead_where_he_wanted(client, chen, secret):
    password(client)
    assert "6 位数字" in client.get("/login/code").content.decode()
    answer = client.post("/login/code", {"code": code_of(secret)})
    assert answer["Location"] == "/day"
    assert Session.objects.filter(account_id=chen.pk).count() == 1


def test_a_code_works_once_even_within_its_half_minute(client, chen, secret):
    code = code_of(secret)
    password(client)
    client.post("/login/code", {"code": code})
    again = Client()
    password(again)
    answer = again.post("/login/code", {"code": code})
    assert answer.status_code == 401
    assert "已经用过" in answer.content.decode()


@pytest.mark.parametrize("code", ["", "000000", "abcdef", "１２３４５６", "0" * 5000, "12345"])
def test_a_wrong_code_is_refused_in_words(client, chen, secret, code):
    if code == code_of(secret):
        pytest.skip("the one in a million")
    password(client)
    assert client.post("/login/code", {"code": code}).status_code == 401


def test_codes_cannot_be_guessed_quickly(client, chen, secret):
    password(client)
    for _ in range(5):
        client.post("/login/code", {"code": "000000"})
    assert client.post("/login/code", {"code": code_of(secret)}).status_code == 429
    SignInAttempt.objects.update(at=wall() - timedelta(minutes=2))
    assert client.post("/login/code", {"code": code_of(secret)}).status_code == 302


def test_who_has_no_password_cannot_ask_for_the_second_step(client, chen, secret):
    assert client.get("/login/code")["Location"] == "/login"
    assert client.post("/login/code", {"code": code_of(secret)})["Location"] == "/login"


def test_without_the_phone_a_recovery_code_opens_once(client, chen, secret):
    codes = access.remake_codes(account=chen)
    assert len(set(codes)) == 10
    password(client)
    assert client.post("/login/code", {"code": codes[3]}).status_code == 302
    assert access.codes_left(account_id=chen.pk) == 9
    again = Client()
    password(again)
    assert again.post("/login/code", {"code": codes[3]}).status_code == 401


def test_the_secret_does_not_lie_open_in_the_database(chen, secret):
    assert secret not in str(Authenticator.objects.get(user_id=chen.pk, type="totp").data)


def test_a_role_that_must_have_it_sets_it_up_before_the_first_page(client, chen):
    put_setting("access.second_factor_roles", ["manager"])
    assert password(client)["Location"] == "/login/enrolment"
    shown = client.get("/login/enrolment").content.decode()
    assert 'src="data:image/svg+xml;base64,' in shown
    assert client.get("/settings/me")["Location"].startswith("/login")
    assert client.post("/login/enrolment", {"code": "000000"}).status_code == 401
    secret = re.search(r"<code[^>]*>([A-Z2-7 ]+)</code>", shown)[1].replace(" ", "")
    answer = client.post("/login/enrolment", {"code": code_of(secret)})
    assert len(re.findall(r"<code[^>]*>\d{8}</code>", answer.content.decode())) == 10
    assert client.get("/settings/me").status_code == 200


def test_asking_a_role_for_it_ends_the_sessions_of_those_without(client, chen):
    password(client)
    admin = somebody("admin")
    access.change_settings(values={"access.second_factor_roles": ["manager", "admin"]}, actor=Actor.account(admin.pk))
    assert client.get("/settings/me")["Location"].startswith("/login")


def test_an_administrator_takes_it_off_when_phone_and_codes_are_lost(client, chen, secret):
    password(client)
    client.post("/login/code", {"code": code_of(secret)})
    access.remove_second_factor(account_id=chen.pk, actor=SYSTEM)
    assert not Session.objects.filter(account_id=chen.pk).exists()
    assert password(Client())["Location"] == "/day"
