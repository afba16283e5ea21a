"""What 小林's reply says and what the ledger keeps are the same: recorded, waved away, or asked about once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from huitou.core.api import travel
from huitou.core.testing import Fact, run_until_quiet
from huitou.desk.api import NewPromise, Sent, receive, reply, set_policy, suggest, undo
from huitou.desk.models import Message, Promise
from huitou.desk.promises.rules.saying import Kept, Said, heard
from huitou.desk.promises.suggest import without_time
from huitou.desk.tests.shop import FRIDAY_TEN, Shop, open_shop, promised, refused

WEDNESDAY = FRIDAY_TEN - timedelta(days=2)
THREE = WEDNESDAY + timedelta(hours=5)
FOUR = THREE + timedelta(hours=1)
TEA = "王女士，明天中午前给您送新茶。"
NOON = WEDNESDAY + timedelta(days=1, hours=2)


# ── the rule ────────────────────────────────────────────────────────────────────────────────────────────────────────
def said(phrase: str, *due: Any) -> Said:
    return Said(phrase, "reply", phrase, due or (THREE,))


@pytest.mark.parametrize(
    ("texts", "kept", "waved", "expected"),
    [
        ((said("三点前"),), (), (), ("", "三点前")),
        ((said("三点前"),), (Kept("三点前", FOUR),), (), ("", "")),
        ((said("三点前"),), (Kept("", THREE),), (), ("", "")),
        ((said("三点前"),), (Kept("", THREE + timedelta(minutes=5)),), (), ("", "")),
        ((said("三点前"),), (Kept("", THREE + timedelta(minutes=6)),), (), ("", "三点前")),
        ((said("三点前"),), (Kept("四点前", THREE),), (), ("", "三点前")),
        ((said("周五之前", THREE, FOUR),), (Kept("", FOUR),), (), ("", "")),
        ((said("三点前"),), (), ("三点前",), ("三点前", "")),
        ((said("三点前"),), (), ("四点前",), ("", "三点前")),
        ((said("三点前"), said("三点前")), (Kept("三点前", THREE),), (), ("", "三点前")),
        ((said("三点前"), said("三点前")), (Kept("三点前", THREE),), ("三点前",), ("三点前", "")),
        ((said("三点前"), said("四点前", FOUR)), (Kept("", THREE), Kept("", FOUR)), (), ("", "")),
    ],
)
def test_each_time_in_a_text_is_answered_for_by_one_promise(texts, kept, waved, expected) -> None:
    found = heard(said=texts, kept=kept, waved=waved)
    assert ("".join(one.phrase for one in found.waved), "".join(one.phrase for one in found.left)) == expected


# ── replies ─────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def shop(db: None) -> Iterator[Shop]:
    with travel(to=WEDNESDAY):
        yield open_shop()


@pytest.fixture
def letter(shop: Shop) -> int:
    got = receive(channel_id=shop.channel_id, key="k1", customer_id=shop.wang.pk, text="茶叶受潮了")
    return got.conversation_id


def answer(shop: Shop, letter: int, text: str, **more: Any) -> Sent:
    given = {"key": "r1", "actor": shop.by_lin, **more}
    return reply(conversation_id=letter, text=text, **given)


def waved() -> list[dict[str, Any]]:
    return list(Fact.objects.filter(name="desk.promise_waved.v1").values_list("data", flat=True))


def test_a_promise_in_the_text_that_nobody_recorded_stops_the_reply_and_is_named(shop: Shop, letter: int) -> None:
    with refused("desk.promise_unrecorded") as caught:
        answer(shop, letter, TEA)
    assert caught.value.params == {"soft": True, "what": "“明天中午前给您送新茶”", "count": 1}
    assert not Message.objects.filter(direction="out").exists()
    assert waved() == []


@pytest.mark.parametrize(
    "text", ["马上为您换房。", "您方便时请回复我们。", "昨天下午三点给您送过新茶。", "今天上午九点前给您回复。"]
)
def test_what_fixes_no_moment_ahead_stops_nothing(shop: Shop, letter: int, text: str) -> None:
    assert answer(shop, letter, text).promise_ids == ()


def test_several_promises_go_with_one_reply_and_back_with_it(shop: Shop, letter: int) -> None:
    text = "24小时内给您回复，3个工作日内退款到账"
    first, second = suggest(text=text, team_id=shop.team.pk)
    assert [one.kind for one in (first, second)] == ["reply", "refund"]
    news = [promised(one.due_at, one.text, kind=one.kind, phrase=one.phrase) for one in (first, second)]
    sent = answer(shop, letter, text, promises=news)
    rows = Promise.objects.order_by("id")
    assert [(row.kind, row.message_id) for row in rows] == [("reply", sent.message_id), ("refund", sent.message_id)]
    assert sent.promise_ids == tuple(row.pk for row in rows)
    assert answer(shop, letter, text, promises=news) == sent  # the same send twice is one
    undo(message_id=sent.message_id, actor=shop.by_lin)
    assert {row.state for row in Promise.objects.all()} == {"taken_back"}


def test_one_of_several_that_is_refused_keeps_all_of_it_from_leaving(shop: Shop, letter: int) -> None:
    set_policy(kind="refund", name="退款", most_days=1, actor=shop.by_zhou)
    text = "明天中午前给您回复，3个工作日内退款到账"
    news = [promised(one.due_at, one.text, kind=one.kind) for one in suggest(text=text, team_id=shop.team.pk)]
    with refused("desk.promise_too_far"):
        answer(shop, letter, text, promises=news)
    assert not Promise.objects.exists()
    assert not Message.objects.filter(direction="out").exists()


def test_two_promises_of_one_reply_do_not_stand_in_each_others_way(shop: Shop, letter: int) -> None:
    news = [promised(NOON, "给您送新茶"), promised(NOON, "给您回电", kind="callback")]
    assert len(answer(shop, letter, TEA, promises=news).promise_ids) == 2
    with refused("desk.promise_overlap"):  # another reply's
        answer(shop, letter, "好的", key="r2", promises=[promised(NOON, "给您退款")])


def test_the_words_it_stands_for_are_enough_although_its_time_was_changed(shop: Shop, letter: int) -> None:
    sent = answer(shop, letter, TEA, promises=[promised(THREE, "给您送新茶", phrase="明天中午前")])
    assert len(sent.promise_ids) == 1


def test_a_promise_that_is_owed_already_may_be_said_again(shop: Shop, letter: int) -> None:
    answer(shop, letter, TEA, promises=[promised(NOON, "给您送新茶")])
    assert answer(shop, letter, "请放心，明天中午前给您送新茶。", key="r2").promise_ids == ()


def test_both_readings_of_before_friday_are_offered_and_either_answers_for_it(shop: Shop, letter: int) -> None:
    text = "下周五之前给您回复"
    (offered,) = suggest(text=text, team_id=shop.team.pk)
    assert offered.due_at and offered.other_due_at and offered.due_at < offered.other_due_at
    answer(shop, letter, text, promises=[promised(offered.other_due_at, offered.text)])


@pytest.mark.parametrize(
    ("text", "why"), [("今天上午9点前给您回复", "past"), ("2月30日前给您退款", "no_such_day"), ("尽快给您退款", "")]
)
def test_why_a_promise_has_no_time(shop: Shop, text: str, why: str) -> None:
    (offered,) = suggest(text=text, team_id=shop.team.pk)
    assert (offered.due_at, offered.why) == (None, why)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TEA, "明天中午前给您送新茶"),
        ("退款会在3个工作日内到账", "3个工作日内到账"),
        ("回复您最晚明天下午三点", "回复您最晚明天下午三点"),
    ],
)
def test_the_words_are_told_as_she_wrote_them(shop: Shop, text: str, expected: str) -> None:
    (offered,) = suggest(text=text, team_id=shop.team.pk)
    assert offered.said == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("明天中午前给您退款", "给您退款"),
        ("24 小时内核对账单并答复", "核对账单并答复"),
        ("给您退款", "给您退款"),
        ("答复您明天能否退房", "答复您明天能否退房"),
        ("明天中午前", "明天中午前"),
        ("", ""),
    ],
)
def test_the_time_stands_beside_the_promise_and_not_in_it_as_well(text: str, expected: str) -> None:
    assert without_time(text=text) == expected


@pytest.mark.parametrize(
    ("more", "asked"), [({"waved": ["明天中午前"]}, False), ({"despite": ["desk.promise_unrecorded"]}, True)]
)
def test_what_is_waved_away_leaves_a_trace_without_a_word_of_it(
    shop: Shop, letter: int, more: dict[str, Any], asked: bool
) -> None:
    sent = answer(shop, letter, TEA, **more)
    (fact,) = Fact.objects.filter(name="desk.promise_waved.v1")
    assert (fact.actor_id, fact.data["message_id"], fact.data["kind"]) == (shop.lin.pk, sent.message_id, "send")
    assert fact.data["asked"] is asked
    assert "新茶" not in str(fact.data)
    assert not Promise.objects.exists()
    run_until_quiet()


def test_to_go_on_despite_it_waves_nothing_else_through(shop: Shop, letter: int) -> None:
    far = NewPromise(kind="reply", text="答复", due_at=WEDNESDAY + timedelta(days=30), phrase="明天中午前")
    set_policy(kind="reply", name="答复", most_days=10, actor=shop.by_zhou)
    with refused("desk.promise_too_far"):
        answer(shop, letter, TEA, promises=[far], despite=["desk.promise_unrecorded"])
