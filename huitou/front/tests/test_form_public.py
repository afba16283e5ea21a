"""The public form: who types somebody's number gets a page of their own, and nothing of what we know about that number."""

from __future__ import annotations

import pytest
from django.test import Client

from huitou.channels.api import LONGEST_FORM_TEXT
from huitou.core.api import SYSTEM, put_setting
from huitou.customers import api as customers
from huitou.desk import api as desk
from huitou.front.public import flood
from huitou.front.tests.pages_shop import Shop, open_shop, screen
from huitou.roster.testing import a_touchpoint
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


# ── how it is called ────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_long_message_gets_a_short_name_that_is_not_said_twice(shop: Shop) -> None:
    text = "您好，空调太吵，睡不着。我们住 1808，昨天晚上打过两次前台，没有人来，今天能换房吗"
    key = posts(text=text)
    thread = desk.public_thread(conversation_key=key)
    assert thread is not None
    assert thread.subject == "空调太吵，睡不着"
    shown = page(key)
    assert "<title>空调太吵，睡不着" in shown
    assert shown.split("</title>")[1].count("空调太吵") == 1


# ── what it is about ────────────────────────────────────────────────────────────────────────────────────────────────
def case_of(key: str) -> desk.CaseRow:
    thread = desk.public_thread(conversation_key=key)
    assert thread is not None
    (case,) = desk.cases_of(customer_ids=[thread.customer_id])
    return case


def rating_of(key: str) -> str:
    case, conversation_id = case_of(key), desk.conversation_id_of(key=key)
    assert conversation_id
    invite(case_id=case.id, customer_id=case.customer_id, conversation_id=conversation_id)
    return Client().get(f"/r/{open_link(conversation_key=key)}").content.decode()


def test_one_tap_says_what_it_is_about_and_the_rating_asks_for_it_first(shop: Shop) -> None:
    breakfast = a_touchpoint(code="breakfast", name="早餐")
    shown = Client().get("/f/liuyan").content.decode()
    assert f'name="touchpoint" value="{breakfast}"' in shown
    assert "其他" in shown
    key = posts(touchpoint=str(breakfast))
    assert case_of(key).touchpoint_id == breakfast
    asked = rating_of(key)
    assert asked.index(f'name="t{breakfast}"') < asked.index(f'name="t{shop.room_id}"')


def test_who_tapped_nothing_is_still_asked_by_touchpoint(shop: Shop) -> None:
    key = posts(touchpoint="")
    assert case_of(key).touchpoint_id is None
    assert f'name="t{shop.room_id}"' in rating_of(key)


def test_a_touchpoint_that_is_none_of_ours_is_refused(shop: Shop) -> None:
    form = {"name": "某人", "contact": "13800001111", "text": "在吗", "touchpoint": "999999"}
    assert Client().post("/f/liuyan", form).status_code == 400


# ── one truth each ──────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_form_says_the_bounds_that_hold(shop: Shop) -> None:
    put_setting("files.max_bytes", 7 * 1024 * 1024)
    shown = Client().get("/f/liuyan").content.decode()
    assert f'maxlength="{LONGEST_FORM_TEXT}"' in shown
    assert "每个文件不超过 7 MB" in shown
    posts(text="字\r\n" * (LONGEST_FORM_TEXT // 2))  # line ends count as the browser counts them
    form = {"name": "某人", "contact": "13800001111", "text": "字" * (LONGEST_FORM_TEXT + 1)}
    assert Client().post("/f/liuyan", form).status_code == 400


# ── floods ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_hotel_behind_one_address_is_not_taken_for_a_flood(shop: Shop) -> None:
    for guest in range(40):
        posts(contact=f"139000000{guest:02}", key=f"k{guest}")


def test_the_same_number_again_and_again_is_told_kindly_and_loses_no_word(shop: Shop) -> None:
    for time in range(flood.FORMS_OF_HANDLE + 1):  # the last one is the first to wait after
        answer = Client().post(
            "/f/liuyan", {"name": "某人", "contact": "138 0000 1111", "text": f"第 {time} 次", "key": f"k{time}"}
        )
    shown = answer.content.decode()
    assert answer.status_code == 429
    assert "试错" not in shown
    assert "写在前面那条留言的页面上" in shown
    assert f"第 {flood.FORMS_OF_HANDLE} 次" in shown
    posts(contact="13900002222", key="another")


def test_on_her_own_page_she_is_counted_alone(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flood, "WORDS_ON_PAGE", 2)
    hers, his = posts(key="a"), posts(contact="13900002222", key="b")
    codes = [Client().post(f"/c/{hers}/messages", {"text": f"补充 {n}"}).status_code for n in range(3)]
    assert codes == [302, 302, 429]
    refused = Client().post(f"/c/{hers}/messages", {"text": "还有一句"}).content.decode()
    assert "您前面写的都收到了" in refused
    assert "还有一句" in refused
    assert Client().post(f"/c/{his}/messages", {"text": "在吗"}).status_code == 302


# ── without a name ──────────────────────────────────────────────────────────────────────────────────────────────────
def test_who_left_no_name_is_named_by_the_number_in_the_lists(shop: Shop) -> None:
    found = shop.wrote("", "13800001111")
    shop.promised(found)
    agent = screen("agent")
    thread = agent.get(f"/desk/c/{found.conversation_id}").content.decode()
    assert "13800001111" in thread
    rows = agent.get("/desk?view=all").content.decode()
    assert "未留姓名的客户" in rows
    for page_of in ("/promises", "/cases"):
        shown = agent.get(page_of).content.decode()
        assert "138 0000 1111" in shown, page_of
