"""Two people, or two machines, at the very same moment: one of them wins, nothing is doubled. On both databases."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from huitou.channels.api import make_channel
from huitou.core.api import SYSTEM, Actor, Refusal, put_setting
from huitou.core.testing import Fact, run_until_quiet, wall
from huitou.customers.testing import a_customer
from huitou.desk.conversations.actions.assigning import take
from huitou.desk.conversations.actions.merging import merge_conversations
from huitou.desk.conversations.actions.receive import receive
from huitou.desk.conversations.actions.releasing import release_reply, undo
from huitou.desk.conversations.actions.reply import reply
from huitou.desk.models import Conversation, ConversationMerge, Message
from huitou.desk.tests.shop import Shop, open_shop
from huitou.roster.testing import on_shift

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shop(transactional_db: None) -> Shop:
    return open_shop()


def together(*acts: Callable[[], Any]) -> list[Any]:
    """Do them in threads that start at one signal; what each gave, or the code of its refusal."""
    gate, results = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place: int, act: Callable[[], Any]) -> None:
        try:
            gate.wait(timeout=10)
            results[place] = act()
        except Refusal as refusal:
            results[place] = refusal.code
        except Exception as broken:
            results[place] = broken
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place, act)) for place, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    broken = [one for one in results if isinstance(one, Exception)]
    if broken:
        raise broken[0]
    return results


def wrote(shop: Shop, key: str = "k1", customer_id: int | None = None) -> Conversation:
    who = customer_id or shop.wang.pk
    got = receive(channel_id=shop.channel_id, key=key, customer_id=who, text="空调太吵", thread_key=key)
    return Conversation.objects.get(pk=got.conversation_id)


def test_pains_10_of_two_who_answer_at_once_one_is_told(shop: Shop) -> None:
    row = wrote(shop)

    def answer(key: str, actor: Actor) -> Callable[[], Any]:
        return lambda: (
            reply(
                conversation_id=row.pk, text="好的", key=key, actor=actor, seen_message_id=row.last_message_id
            ).message_id
        )

    for turn in range(5):
        newest = Message.objects.filter(direction="out").count()
        row.refresh_from_db()
        results = together(answer(f"a{turn}", shop.by_lin), answer(f"b{turn}", shop.by_zhou))
        assert results.count("desk.colleague_answered") == 1
        assert Message.objects.filter(direction="out").count() == newest + 1


def test_pains_3_a_retry_that_overtakes_the_first_try_is_one_reply(shop: Shop) -> None:
    row = wrote(shop)
    results = together(
        *[lambda: reply(conversation_id=row.pk, text="好的", key="r1", actor=shop.by_lin).message_id] * 4
    )
    assert len(set(results)) == 1
    assert Message.objects.filter(direction="out").count() == 1


def test_pains_3_a_webhook_delivered_twice_at_once_is_one_message(shop: Shop) -> None:
    def come_in() -> Any:
        return receive(channel_id=shop.channel_id, key="k1", customer_id=shop.wang.pk, text="空调").message_id

    assert len(set(together(*[come_in] * 4))) == 1
    assert Message.objects.count() == Conversation.objects.count() == 1


def test_two_first_messages_of_one_person_are_one_conversation(shop: Shop) -> None:
    # By a program, which vouches for who writes; letters of the form never join one another.
    phone, by_program = [("phone", "13900001111")], make_channel(kind="api", name="小程序", slug="mini", actor=SYSTEM)

    def come_in(key: str) -> Callable[[], Any]:
        return lambda: receive(channel_id=by_program, key=key, handles=phone, name="赵敏", text="你好").conversation_id

    assert len(set(together(*[come_in(f"k{i}") for i in range(4)]))) == 1
    assert Message.objects.count() == 4


def test_of_two_who_take_it_at_once_one_has_it(shop: Shop) -> None:
    for turn in range(5):
        row = wrote(shop, f"k{turn}")
        results = together(
            lambda row=row: take(conversation_id=row.pk, actor=shop.by_lin),
            lambda row=row: take(conversation_id=row.pk, actor=shop.by_zhou),
        )
        assert sorted(results, key=str) == [None, "desk.already_taken"]
        assert Fact.objects.filter(name="desk.conversation_assigned.v1", conversation_id=row.pk).count() == 1


def test_pains_17_undo_and_release_at_once_are_one_of_the_two(shop: Shop) -> None:
    put_setting("desk.undo_seconds", 3600)
    row = wrote(shop)
    for turn in range(6):
        sent = reply(conversation_id=row.pk, text="好的", key=f"r{turn}", actor=shop.by_lin)
        undone, _released = together(
            lambda sent=sent: undo(message_id=sent.message_id, actor=shop.by_lin).draft,
            lambda sent=sent: release_reply(message_id=sent.message_id),
        )
        state = Message.objects.get(pk=sent.message_id).state
        assert state == ("sent" if undone == "desk.already_sent" else "undone")
        told = Fact.objects.filter(data__message_id=sent.message_id)
        names = set(told.values_list("name", flat=True)) - {"desk.reply_queued.v1"}
        assert names == {"desk.reply_sent.v1" if state == "sent" else "desk.reply_undone.v1"}


def test_nobody_is_given_more_than_their_load_however_many_come_at_once(shop: Shop) -> None:
    shop.team.most_open = 3
    shop.team.save()
    on_shift(shop.lin.pk, team_id=shop.team.pk, starts_at=wall())
    run_until_quiet()
    who = [a_customer() for _ in range(8)]

    def come_in(place: int) -> Callable[[], Any]:
        return lambda: (
            receive(channel_id=shop.channel_id, key=f"k{place}", customer_id=who[place], text="空调").conversation_id
        )

    together(*[come_in(place) for place in range(8)])
    assert Conversation.objects.filter(owner=shop.lin).count() == 3
    assert Conversation.objects.filter(owner=None).count() == 5


def test_merging_each_into_the_other_at_once_is_one_merge(shop: Shop) -> None:
    for turn in range(4):
        one, other = wrote(shop, f"a{turn}"), wrote(shop, f"b{turn}")
        before = ConversationMerge.objects.count()
        results = together(
            lambda one=one, other=other: merge_conversations(kept_id=one.pk, gone_id=other.pk, actor=shop.by_lin),
            lambda one=one, other=other: merge_conversations(kept_id=other.pk, gone_id=one.pk, actor=shop.by_zhou),
        )
        assert results.count("desk.merged_elsewhere") == 1
        assert ConversationMerge.objects.count() == before + 1


def test_a_customer_writes_while_an_agent_answers_and_neither_is_lost(shop: Shop) -> None:
    row = wrote(shop)
    together(
        *[
            lambda i=i: (
                receive(
                    channel_id=shop.channel_id, key=f"m{i}", customer_id=shop.wang.pk, text="还在吗", thread_key="k1"
                ).message_id
            )
            for i in range(3)
        ],
        *[
            lambda i=i: reply(conversation_id=row.pk, text="在的", key=f"r{i}", actor=shop.by_zhou).message_id
            for i in range(3)
        ],
    )
    row.refresh_from_db()
    newest = Message.objects.filter(conversation=row).order_by("-at", "-id").first()
    assert newest is not None
    assert (row.last_message_id, row.last_at) == (newest.pk, newest.at)
    assert Message.objects.filter(conversation=row).count() == 7
