"""Somebody who wrote, was promised something, rated and sent files is erased: no row of any room holds a word of theirs."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from huitou.core.api import read_file, search
from huitou.core.testing import run_until_quiet
from huitou.customers import api as customers
from huitou.desk import api as desk
from huitou.front.tests.pages_shop import Shop, open_shop, screen
from huitou.voice.api import invite, open_link, ratings

pytestmark = pytest.mark.django_db
NAME, PHONE, MAIL = "慕容雪莲", "13912345678", "murong@example.org"
# Every word of theirs, or about them, holds one of these.
WORDS = (NAME, PHONE, MAIL, "玉佩", "yupei", "慕容")


@pytest.fixture
def shop() -> Shop:
    return open_shop()


def everything() -> list[str]:
    """Every row of every table in which one of the words stands."""
    found = []
    for model in apps.get_models():
        for row in model._default_manager.values():
            said = repr(row)
            found += [f"{model._meta.label}: {said}" for word in WORDS if word in said]
    return found


def lived_through(shop: Shop) -> tuple[int, list[int]]:
    """What happened with her: the customer's id and the blobs of her files."""
    picture = SimpleUploadedFile("玉佩.txt", "玉佩的照片".encode(), content_type="text/plain")
    form = {
        "name": NAME,
        "contact": f"{PHONE} {MAIL}",
        "text": "我的玉佩丢了，在 1808",
        "kind": "complaint",
        "key": "k",
    }
    key = Client().post("/f/liuyan", {**form, "files": picture})["Location"].split("/")[2].split("?")[0]
    conversation_id = desk.conversation_id_of(key=key)
    assert conversation_id
    desk.take(conversation_id=conversation_id, actor=shop.by_lin)
    thread = desk.public_thread(conversation_key=key)
    assert thread is not None
    who = thread.customer_id
    Client().post(f"/c/{key}/messages", {"text": "玉佩是祖传的"})
    page = "<p>玉佩</p><p>yupei</p>"
    again = desk.receive(
        channel_id=shop.channel_id, key="m", customer_id=who, name=NAME, text="玉佩", html=page, subject="找玉佩",
        known_as="<yupei@example.org>", thread_key="yupei", source=b"From: murong yupei",
        open_case=desk.NewCase(kind="request", summary="找玉佩"),
    )  # fmt: skip
    desk.write_note(conversation_id=conversation_id, text="玉佩可能在洗衣房 @小林", key="n", actor=shop.by_lin)
    desk.save_draft(conversation_id=conversation_id, account_id=shop.lin.pk, kind="reply", text="慕容女士，玉佩")
    (case,) = [row for row in desk.cases_of(customer_ids=[who]) if row.conversation_id == conversation_id]
    found = desk.Received(
        conversation_id=conversation_id, conversation_key=key, message_id=0, customer_id=who, case_id=case.id,
        new=True, duplicate=False,
    )  # fmt: skip
    promise_id = shop.late_promise(found, text="把玉佩找回来")
    desk.customer_says(promise_id=promise_id, kept=False, word="玉佩还没有")
    customers.add_detail(customer_id=who, kind="like", text="戴玉佩", actor=shop.by_lin)
    customers.edit(customer_id=who, address_as="慕容女士", actor=shop.by_lin)
    invite(case_id=case.id, customer_id=who, conversation_id=conversation_id)
    rated = Client().post(
        f"/r/{open_link(conversation_key=key)}", {"experience": "2", "sign": "below", "open": "玉佩丢了谁负责"}
    )
    assert rated.status_code == 200
    run_until_quiet()
    assert again.conversation_id
    blobs = apps.get_model("desk", "MessageFile").objects.values_list("blob_id", flat=True)
    return who, list(blobs)


def test_nothing_of_hers_is_left_the_moment_it_is_done(shop: Shop) -> None:
    who, blobs = lived_through(shop)
    tables = {line.split(":")[0] for line in everything()}
    assert {"desk.Message", "desk.Case", "desk.Promise", "desk.PromiseState", "desk.Note", "voice.Rating"} <= tables
    assert blobs
    customers.erase(customer_id=who, actor=shop.by_lin)
    assert everything() == []  # before any job has run
    assert "玉佩" not in screen("agent").get(f"/customers/{who}").content.decode()
    run_until_quiet()
    assert everything() == []
    for stage in (search.FRONT, search.BACK):
        assert search.find("玉佩", stage=stage) == [], stage
    for blob_id in blobs:
        with pytest.raises(Exception):  # noqa: B017 - whatever way a file that is gone says so
            read_file(blob_id)
    (row,) = ratings()
    assert (row.experience, row.sign, row.text) == (2, "below", ""), "the score stays"
