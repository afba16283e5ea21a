"""The public form: who types somebody's number gets a page of their own, and nothing of what we know about that number."""

from __future__ import annotations

import pytest
from django.test import Client

from huitou.core.api import SYSTEM
from huitou.customers import api as customers
from huitou.desk import api as desk
from huitou.front.tests.pages_shop import Shop, open_shop
from huitou.voice.api import invite, open_link

pytestmark = pytest.mark.django_db
FIRST_LINE = "空调太吵，睡不着"


@pytest.fixture
def shop() -> Shop:
    return open_shop()


def posts(
    name: str = "某人", contact: str = "13800001111", text: str = FIRST_LINE, key: str = "k1", **more: object
) -> str:
    """Fill the form in with a fresh browser; the key of the page that it leads to."""
    answer = Client().post("/f/liuyan", {"name": name, "contact": contact, "text": text, "key": key, **more})
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"].removeprefix("/c/").removesuffix("?new=1")


def page(key: str) -> str:
    return Client().get(f"/c/{key}").content.decode()


def test_a_stranger_with_her_number_and_her_words_does_not_reach_her_page(shop: Shop) -> None:
    who = customers.make(
        name="慕容雪", title="女士", address_as="慕容女士", handles=[("phone", "13800001111")], actor=SYSTEM
    )
    hers = posts("慕容女士", text=FIRST_LINE + "\n我住 1808", key="k1")
    strangers = posts("某人", text=FIRST_LINE, key="k2")
    assert strangers != hers
    shown = page(strangers)
    assert "某人 您好" in shown
    assert not [word for word in ("慕容", "1808", hers) if word in shown]
    # Back stage both are of one customer, and linked for whoever answers.
    found = [desk.public_thread(conversation_key=key) for key in (hers, strangers)]
    assert [one.customer_id for one in found if one] == [who, who]


def test_the_rating_page_greets_with_the_name_that_was_typed_too(shop: Shop) -> None:
    customers.make(name="慕容雪", title="女士", handles=[("phone", "13800001111")], actor=SYSTEM)
    key = posts("小李")
    thread = desk.public_thread(conversation_key=key)
    assert thread is not None
    (case,) = desk.cases_of(customer_ids=[thread.customer_id])
    conversation_id = desk.conversation_id_of(key=key)
    assert conversation_id
    invite(case_id=case.id, customer_id=thread.customer_id, conversation_id=conversation_id)
    shown = Client().get(f"/r/{open_link(conversation_key=key)}").content.decode()
    assert "小李" in shown
    assert "慕容" not in shown


def test_a_double_click_is_one_message_and_the_same_page(shop: Shop) -> None:
    assert posts(key="same") == posts(key="same")


def test_a_key_that_was_seen_elsewhere_opens_no_page_without_the_words(shop: Shop) -> None:
    assert posts("慕容女士", text="空调太吵，我住 1808", key="same") != posts("某人", text="在吗", key="same")


def test_what_was_changed_before_it_was_sent_again_is_not_lost(shop: Shop) -> None:
    posts(text="空调太吵", key="same")
    assert "房号 1808" in page(posts(text="空调太吵，房号 1808", key="same"))
