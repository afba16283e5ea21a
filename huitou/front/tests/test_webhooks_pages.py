"""The settings for programs: keys shown once, webhooks with their log."""

import re

import pytest
from django.test import Client

from huitou.core.api import SYSTEM, put_setting, setting
from huitou.core.testing import PASSWORD, ApiToken, Fact, run_until_quiet, somebody
from huitou.front.models import Delivery, Webhook
from huitou.front.tests.receiver import receiving
from huitou.front.webhooks import actions, hearing

pytestmark = pytest.mark.django_db
KEY = re.compile(r"ht_[A-Za-z0-9_-]{20,}")


@pytest.fixture
def admin():
    hearing.forget_who_listens()
    account, client = somebody("admin"), Client()
    client.post("/login", {"login": account.username, "password": PASSWORD})
    client.account = account
    return client


def test_a_key_is_shown_once_and_opens_the_api(admin):
    made = admin.post("/settings/tokens", {"name": "订单系统", "account": admin.account.pk})
    assert made.status_code == 200
    key = KEY.search(made.content.decode())[0]
    assert not KEY.search(admin.get("/settings/tokens").content.decode())
    assert key not in str(list(ApiToken.objects.values()))
    assert "no-store" in made["Cache-Control"]
    headers = {"Authorization": f"Bearer {key}"}
    assert Client().get("/api/v1/sites", headers=headers).status_code == 200
    admin.post(f"/settings/tokens/{ApiToken.objects.get().pk}/revocation")
    assert Client().get("/api/v1/sites", headers=headers).status_code == 401
    assert "作废" in admin.get("/settings/tokens").content.decode()
    names = set(Fact.objects.filter(name__startswith="core.token").values_list("name", flat=True))
    assert names == {"core.token_made.v1", "core.token_revoked.v1"}


@pytest.mark.parametrize("given", [{"name": " "}, {"name": "x" * 61}, {"name": "订单系统", "account": "999999"}])
def test_a_key_without_a_name_or_an_account_is_not_made(admin, given):
    answer = admin.post("/settings/tokens", {"account": admin.account.pk, **given})
    assert answer.status_code in (404, 422)
    assert ApiToken.objects.count() == 0


def test_a_webhook_is_made_tested_read_and_repeated_by_hand(admin):
    put_setting("webhooks.allow_private", True)
    with receiving((418, {}, "我是茶壶")) as far:
        admin.post("/settings/webhooks", {"name": "订单系统", "url": far.url, "facts": "desk.reply_sent.v1"})
        row = Webhook.objects.get()
        assert (row.facts, row.public, row.active) == (["desk.reply_sent.v1"], False, True)
        admin.post(f"/settings/webhooks/{row.pk}/tests")
        run_until_quiet()
        shown = admin.get(f"/settings/webhooks/{row.pk}").content.decode()
        assert "HTTP 418" in shown
        assert "我是茶壶" in shown
        assert row.secret in shown
        Delivery.objects.update(state="failed")
        admin.post(f"/settings/deliveries/{Delivery.objects.get().pk}/repeats")
        run_until_quiet()
        assert "已送达" in admin.get(f"/settings/webhooks/{row.pk}").content.decode()
    admin.post(f"/settings/webhooks/{row.pk}/secret")
    assert Webhook.objects.get().secret != row.secret
    admin.post(f"/settings/webhooks/{row.pk}/switch", {"active": ""})
    assert Webhook.objects.get().active is False
    assert "已停用" in admin.get("/settings/webhooks").content.decode()
    admin.post(f"/settings/webhooks/{row.pk}/removal")
    assert admin.get(f"/settings/webhooks/{row.pk}").status_code == 404


def test_what_was_typed_stays_when_it_is_refused(admin):
    typed = {"name": "订单系统", "url": "ftp://example.com/", "facts": "desk.reply_sent.v1"}
    answer = admin.post("/settings/webhooks", typed)
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "http:// 或 https://" in shown
    assert "ftp://example.com/" in shown
    assert Webhook.objects.count() == 0


def test_a_page_of_the_log_leads_to_the_older_one(admin):
    webhook_id, _ = actions.make_webhook(url="https://example.com/", actor=SYSTEM)
    for _n in range(35):
        actions.send_test(webhook_id=webhook_id, actor=SYSTEM)
    shown = admin.get(f"/settings/webhooks/{webhook_id}").content.decode()
    older = re.search(rf"/settings/webhooks/{webhook_id}\?before=\d+", shown)[0]
    assert admin.get(older).content.decode().count("<tr>") == 6  # five and the head
    assert admin.get(f"/settings/webhooks/{webhook_id}?before=x").status_code == 200


def test_the_own_network_is_opened_and_closed_in_the_settings(admin):
    admin.post("/settings/webhooks/network", {"allow_private": "1"})
    assert setting("webhooks.allow_private") is True
    admin.post("/settings/webhooks/network", {})
    assert setting("webhooks.allow_private") is False


def test_the_routes_stand_on_a_page_of_ours():
    shown = Client().get("/api/v1/").content.decode()
    assert "/conversations/{key}/replies" in shown
    assert "openapi.json" in shown
    assert not re.search(r'(src|href)="(https?:)?//', shown)
