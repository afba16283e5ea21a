"""小林 comes in, goes out, mistypes; a stranger guesses."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from huitou.core.api import facts_page, put_setting
from huitou.core.testing import PASSWORD, Account, Fact, Session, SignInAttempt, key_of_name, somebody, wall

pytestmark = pytest.mark.django_db


@pytest.fixture
def lin():
    return somebody("agent")


def sign_in(client, login="xiaolin", password=PASSWORD, next_path="", **extra):
    return client.post("/login", {"login": login, "password": password, "next": next_path}, **extra)


def test_lin_comes_in_and_is_at_the_desk(client, lin):
    answer = sign_in(client)
    assert (answer.status_code, answer["Location"]) == (302, "/desk")
    row = Session.objects.get(account_id=lin.pk)
    assert row.address == "127.0.0.1"
    assert facts_page(name_starts="core.signed_in")[0].actor_id == lin.pk


def test_her_mail_address_does_as_well(client, lin):
    Account.objects.filter(pk=lin.pk).update(email="lin@yunqi.example")
    assert sign_in(client, login="LIN@yunqi.example").status_code == 302


def test_passwords_are_kept_as_argon2(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    assert somebody("agent").password.startswith("argon2$argon2id$")


def test_the_old_session_key_is_worth_nothing_after_login(client, lin):
    client.get("/login")
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    client.cookies["huitou_session"] = session.session_key
    planted = session.session_key
    sign_in(client)
    assert client.cookies["huitou_session"].value != planted
    assert "planted" not in client.session
    assert not Session.objects.filter(pk=planted).exists()


@pytest.mark.parametrize(
    ("wanted", "led_to"),
    [
        ("/promises?view=late", "/promises?view=late"),
        ("https://evil.example/", "/desk"),
        ("//evil.example", "/desk"),
        ("/\\evil.example", "/desk"),
        ("javascript:alert(1)", "/desk"),
        ("/login?next=/login", "/desk"),
        ("", "/desk"),
    ],
)
def test_next_leads_only_to_our_own_pages(client, lin, wanted, led_to):
    assert sign_in(client, next_path=wanted)["Location"] == led_to


def test_a_wrong_password_and_an_unknown_name_read_the_same(client, lin):
    def words(login):
        answer = sign_in(client, login=login, password="wrong")
        assert answer.status_code == 401
        return re.sub(r'name="(csrfmiddlewaretoken|login)" value="[^"]*"', "", answer.content.decode()).replace(
            login, ""
        )

    assert words("xiaolin") == words("meiyouren")


def test_a_closed_account_reads_like_a_wrong_password(client, lin):
    Account.objects.filter(pk=lin.pk).update(is_active=False)
    answer = sign_in(client)
    assert answer.status_code == 401
    assert "账号或密码不对" in answer.content.decode()


def test_after_five_wrong_passwords_even_the_right_one_waits(client, lin):
    for _ in range(5):
        assert sign_in(client, password="wrong").status_code == 401
    answer = sign_in(client)
    assert answer.status_code == 429
    assert "请在 1 分钟后再试" in answer.content.decode()
    SignInAttempt.objects.update(at=wall() - timedelta(seconds=31))
    assert sign_in(client).status_code == 302


def test_a_name_that_nobody_has_waits_just_the_same(client, lin):
    for _ in range(5):
        sign_in(client, login="meiyouren", password="wrong")
    assert sign_in(client, login="meiyouren", password="wrong").status_code == 429


def test_an_address_that_guesses_many_names_waits(client, lin):
    for number in range(30):
        sign_in(client, login=f"guess{number}", password="wrong", REMOTE_ADDR="203.0.113.9")
    assert sign_in(client, REMOTE_ADDR="203.0.113.9").status_code == 429
    assert sign_in(client, REMOTE_ADDR="203.0.113.10").status_code == 302


def test_her_own_success_does_not_wash_the_address_clean(client, lin):
    for number in range(29):
        sign_in(client, login=f"guess{number}", password="wrong")
    sign_in(client)
    sign_in(client, login="guess30", password="wrong")
    assert sign_in(client, login="guess31", password="wrong").status_code == 429


def test_what_was_typed_as_a_name_is_not_kept(client, lin):
    sign_in(client, login="my-password-typed-here", password="wrong")
    assert not SignInAttempt.objects.filter(key__contains="typed").exists()
    assert SignInAttempt.objects.filter(key=key_of_name("My-Password-Typed-Here")).exists()


def test_a_failed_login_is_in_the_ledger_without_the_name(client, lin):
    sign_in(client, password="wrong")
    row = Fact.objects.get(name="core.sign_in_failed.v1")
    assert row.data == {"account_id": lin.pk, "ip": "127.0.0.1", "why": "password"}


def test_behind_our_proxy_the_last_hop_counts_and_elsewhere_the_header_is_a_lie(client, lin, settings):
    forged = {"HTTP_X_FORWARDED_FOR": "10.9.9.9, 198.51.100.7"}
    sign_in(client, **forged)
    assert Session.objects.get(account_id=lin.pk).address == "127.0.0.1"
    Session.objects.all().delete()
    settings.BEHIND_PROXY = True
    sign_in(Client(), **forged)
    assert Session.objects.get(account_id=lin.pk).address == "198.51.100.7"


def test_logging_out_needs_a_post_and_ends_the_session(client, lin):
    sign_in(client)
    assert client.get("/logout").status_code == 405
    assert client.post("/logout")["Location"] == "/login"
    assert not Session.objects.filter(account_id=lin.pk).exists()


def test_every_post_needs_the_token_of_the_page(lin):
    strict = Client(enforce_csrf_checks=True)
    assert sign_in(strict).status_code == 403
    token = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', strict.get("/login").content.decode())[1]
    answer = strict.post("/login", {"login": "xiaolin", "password": PASSWORD, "csrfmiddlewaretoken": token})
    assert answer.status_code == 302


def test_the_login_page_is_not_offered_to_who_is_in(client, lin):
    sign_in(client)
    assert client.get("/login?next=/day")["Location"] == "/day"


def test_the_demo_shows_its_logins_and_a_company_does_not(client, lin):
    put_setting("demo.logins", [["agent", "xiaolin", PASSWORD]])
    assert PASSWORD not in client.get("/login").content.decode()
    put_setting("demo", True)
    shown = client.get("/login").content.decode()
    assert PASSWORD in shown
    assert "坐席" in shown


def test_the_language_switch_changes_this_page_and_the_account(client, lin):
    sign_in(client)
    assert client.post("/language", {"language": "en", "next": "/settings"})["Location"] == "/settings"
    assert client.cookies["huitou_language"].value == "en"
    lin.refresh_from_db()
    assert lin.language == "en"
    client.post("/language", {"language": "klingon"})
    lin.refresh_from_db()
    assert lin.language == "en"


def test_the_theme_switch_is_remembered_and_forgotten(client):
    client.post("/theme", {"theme": "dark"})
    assert client.cookies["theme"].value == "dark"
    client.post("/theme", {"theme": ""})
    assert client.cookies["theme"].value == ""
