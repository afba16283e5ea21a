"""The clock of the machine is set back while people work: threads stay in order, timers keep their time and run once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from huitou.core.api import run_due_jobs, travel
from huitou.core.testing import Job
from huitou.desk import api as desk
from huitou.desk.models import Conversation, Message, Promise
from huitou.desk.tests.shop import FRIDAY_TEN, Shop, open_shop

pytestmark = pytest.mark.django_db(transaction=True)
SET_BACK = timedelta(minutes=40)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def shop() -> Shop:
    with travel(to=FRIDAY_TEN):
        return open_shop()


def test_a_thread_stays_in_the_order_in_which_it_was_said(shop: Shop) -> None:
    said, conversation, page = [], 0, None
    for number, minutes in enumerate((0, 1, -40, -39, 2)):  # the third word is said after the clock was set back
        with travel(to=FRIDAY_TEN + minutes * MINUTE):
            if number % 2:
                desk.reply(conversation_id=conversation, text=f"第{number}句", key=f"r{number}", actor=shop.by_lin)
            else:
                received = desk.receive(
                    channel_id=shop.channel_id,
                    key=f"w{number}",
                    customer_id=shop.wang.pk,
                    conversation_key=page,
                    text=f"第{number}句",
                )
                conversation, page = received.conversation_id, received.conversation_key
            said.append(f"第{number}句")
            desk.write_note(conversation_id=conversation, text=f"注{number}", key=f"n{number}", actor=shop.by_lin)
            said.append(f"注{number}")
    shown = [item.text for item in desk.thread(conversation_id=conversation).items]
    assert [text for text in shown if text.startswith("第")] == [text for text in said if text.startswith("第")]
    assert [text for text in shown if text.startswith("注")] == [text for text in said if text.startswith("注")]
    row = Conversation.objects.get(pk=conversation)
    assert Message.objects.get(pk=row.last_message_id).text == "第4句"
    assert desk.inbox(filter=desk.InboxFilter(), account_id=shop.lin.pk).rows[0].last_text == "第4句"


def test_a_word_that_a_program_dated_far_ahead_does_not_drag_the_next_ones_along(shop: Shop) -> None:
    ahead = FRIDAY_TEN + timedelta(days=400)
    with travel(to=FRIDAY_TEN):
        first = desk.receive(channel_id=shop.channel_id, key="w0", customer_id=shop.wang.pk, text="来自未来", at=ahead)
        sent = desk.reply(conversation_id=first.conversation_id, text="收到", key="r0", actor=shop.by_lin)
    assert Message.objects.get(pk=sent.message_id).at == FRIDAY_TEN


def test_timers_run_at_their_time_and_once_though_the_clock_was_set_back(shop: Shop) -> None:
    with travel(to=FRIDAY_TEN):
        conversation = shop.conversation()
        new = desk.NewPromise(kind="reply", text="十点半前答复您", due_at=FRIDAY_TEN + 30 * MINUTE)
        promise = desk.make_promise(conversation_id=conversation.pk, new=new, key="p", actor=shop.by_lin)
    due = f"promise:{promise}:due"

    def late_at(moment: timedelta) -> bool:
        with travel(to=FRIDAY_TEN + moment):
            for _ in range(20):
                if not run_due_jobs():
                    break
        return Promise.objects.get(pk=promise).late_at is not None

    assert not late_at(29 * MINUTE)
    assert not late_at(29 * MINUTE - SET_BACK), "the clock was set back and the promise is late before its time"
    assert not late_at(29 * MINUTE)
    assert late_at(30 * MINUTE)
    before = Promise.objects.get(pk=promise).late_at
    facts = len([one for one in desk_facts() if one == "desk.promise_late.v1"])
    late_at(30 * MINUTE - SET_BACK)
    late_at(31 * MINUTE)
    assert Promise.objects.get(pk=promise).late_at == before
    assert [one for one in desk_facts() if one == "desk.promise_late.v1"] == ["desk.promise_late.v1"] * facts
    assert facts == 1
    assert Job.objects.get(key=due).state == Job.DONE


def desk_facts() -> list[str]:
    from huitou.core.testing import Fact

    return list(Fact.objects.order_by("id").values_list("name", flat=True))
