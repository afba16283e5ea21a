"""小林 puts a reply off to the next morning: it leaves at its second, or now after all, or not when 王女士 writes before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from huitou.core.api import travel
from huitou.core.testing import Fact, run_until_quiet
from huitou.desk.conversations.actions.later import send_now
from huitou.desk.conversations.actions.receive import receive
from huitou.desk.conversations.actions.releasing import undo
from huitou.desk.conversations.actions.reply import reply
from huitou.desk.conversations.given import Sent
from huitou.desk.conversations.public import public_thread
from huitou.desk.models import Conversation, Draft, Message, Promise
from huitou.desk.tests.shop import FRIDAY_TEN, Shop, open_shop, promised, refused

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
NINE = FRIDAY_TEN + 23 * HOUR


@pytest.fixture
def shop() -> Iterator[Shop]:
    with travel(to=FRIDAY_TEN):
        yield open_shop()


@pytest.fixture
def wrote(shop: Shop) -> Conversation:
    got = receive(channel_id=shop.channel_id, key="k1", customer_id=shop.wang.pk, text="早餐有无糖豆浆吗")
    return Conversation.objects.get(pk=got.conversation_id)


def put_off(shop: Shop, conversation: Conversation, **more: Any) -> Sent:
    given = {"text": "明早有了，欢迎您来。", "key": "r1", "actor": shop.by_lin, "send_at": NINE, **more}
    return reply(conversation_id=conversation.pk, **given)


def read_by_customer(conversation: Conversation) -> list[str]:
    return [row.text for row in public_thread(conversation_key=conversation.key).messages]


def test_it_leaves_at_its_second_and_stands_where_it_was_read(shop: Shop, wrote: Conversation) -> None:
    sent = put_off(shop, wrote)
    assert sent.release_at == NINE
    with travel(to=NINE - timedelta(seconds=1)):
        run_until_quiet()
        assert read_by_customer(wrote) == ["早餐有无糖豆浆吗"]
    with travel(to=NINE):
        run_until_quiet()
        assert read_by_customer(wrote) == ["早餐有无糖豆浆吗", "明早有了，欢迎您来。"]
    message = Message.objects.get(pk=sent.message_id)
    assert (message.at, message.state, message.reason) == (NINE, "sent", "")
    wrote.refresh_from_db()
    assert (wrote.waiting_since, wrote.last_message_id, wrote.last_at) == (None, message.pk, NINE)


def test_it_is_held_back_when_she_writes_before_and_is_a_draft_again(shop: Shop, wrote: Conversation) -> None:
    put_off(shop, wrote, promises=[promised(FRIDAY_TEN + timedelta(days=3))])
    with travel(to=FRIDAY_TEN + HOUR):
        receive(channel_id=shop.channel_id, key="k2", conversation_key=wrote.key, text="不用了，我明天退房")
    with travel(to=NINE + HOUR):
        run_until_quiet()
        assert read_by_customer(wrote) == ["早餐有无糖豆浆吗", "不用了，我明天退房"]
    assert Draft.objects.get(account=shop.lin, kind="reply").text == "明早有了，欢迎您来。"
    assert Promise.objects.get().state == "taken_back"
    assert Fact.objects.get(name="desk.reply_held.v1").data["author_id"] == shop.lin.pk
    wrote.refresh_from_db()
    assert wrote.waiting_since == FRIDAY_TEN


def test_a_reply_in_its_undo_window_is_not_held_back(shop: Shop, wrote: Conversation) -> None:
    reply(conversation_id=wrote.pk, text="有的。", key="r", actor=shop.by_lin)
    receive(channel_id=shop.channel_id, key="k2", conversation_key=wrote.key, text="在吗")
    with travel(to=FRIDAY_TEN + HOUR):
        run_until_quiet()
        assert "有的。" in read_by_customer(wrote)


def test_an_absence_note_holds_nothing_back(shop: Shop, wrote: Conversation) -> None:
    put_off(shop, wrote)
    receive(channel_id=shop.channel_id, key="k2", conversation_key=wrote.key, text="外出中", automatic=True)
    assert Message.objects.get(direction="out").state == "queued"


def test_it_may_leave_now_after_all_or_be_taken_back_and_only_by_its_writer(shop: Shop, wrote: Conversation) -> None:
    sent = put_off(shop, wrote)
    with refused("desk.not_your_message"):
        send_now(message_id=sent.message_id, actor=shop.by_zhou)
    for _time in range(2):
        assert send_now(message_id=sent.message_id, actor=shop.by_lin) == wrote.pk
    with travel(to=FRIDAY_TEN + timedelta(seconds=1)):
        run_until_quiet()
        assert read_by_customer(wrote)[-1] == "明早有了，欢迎您来。"
    with refused("desk.already_sent"):
        send_now(message_id=sent.message_id, actor=shop.by_lin)
    other = put_off(shop, wrote, key="r2", text="还有一句")
    assert undo(message_id=other.message_id, actor=shop.by_lin).draft == "还有一句"


@pytest.mark.parametrize("after", [timedelta(0), timedelta(hours=-1), timedelta(days=61)])
def test_a_time_that_makes_no_sense_is_refused(shop: Shop, wrote: Conversation, after: timedelta) -> None:
    with refused("desk.send_at_wrong"):
        put_off(shop, wrote, send_at=FRIDAY_TEN + after)


def test_a_promise_that_is_due_before_it_leaves_is_refused(shop: Shop, wrote: Conversation) -> None:
    with refused("desk.promise_before_sending"):
        put_off(shop, wrote, promises=[promised(FRIDAY_TEN + 5 * HOUR)])
    assert not Promise.objects.exists()
