"""What staff and customers read of promises: the ledger, its numbers, the rates, the customer's page, suggestions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from huitou.core.api import Actor, travel
from huitou.desk.api import (
    LedgerFilter,
    customer_says,
    keep,
    keepable,
    kept_rates,
    ledger,
    ledger_counts,
    make_promise,
    next_deadline,
    presets,
    promise_history,
    promises_of,
    public_promises,
    release,
    renegotiate,
    suggest,
    take_back,
    take_escalation,
)
from huitou.desk.models import Message, Promise
from huitou.desk.promises.actions import lateness
from huitou.desk.tests.shop import FRIDAY_TEN, Shop, open_shop, promised

pytestmark = pytest.mark.django_db
THREE = FRIDAY_TEN + timedelta(hours=5)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


@pytest.fixture
def shop() -> Iterator[Shop]:
    with travel(to=FRIDAY_TEN):
        yield open_shop()


def make(shop: Shop, due: datetime, key: str, actor: Actor | None = None, **more: object) -> int:
    conversation = more.pop("conversation", None) or shop.conversation()
    message_id = more.pop("message_id", None)
    new = promised(due, despite=("desk.promise_overlap",), **more)
    return make_promise(
        conversation_id=conversation.pk, new=new, key=key, actor=actor or shop.by_lin, message_id=message_id
    )


def late(promise_id: int, at: datetime) -> None:
    with travel(to=at):
        lateness.fall_due(promise_ids=[promise_id])


# ── the ledger ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_ledger_is_read_by_key_without_losing_or_repeating_one(shop):
    made = [make(shop, THREE + (n // 3) * MINUTE, f"k{n}") for n in range(10)]  # some due at the same moment
    seen, after = [], ""
    while True:
        page = ledger(filter=LedgerFilter(view="mine", account_id=shop.lin.pk), after=after, limit=4)
        seen += [row.id for row in page.rows]
        after = page.next_key
        if not after:
            break
    assert seen == made
    back = ledger(filter=LedgerFilter(view="all"), limit=4)
    assert [row.id for row in back.rows] == made[::-1][:4]


def test_each_view_shows_its_own(shop):
    mine = make(shop, THREE, "mine")
    zhous = make(shop, THREE + HOUR, "zhous", actor=shop.by_zhou)
    overdue = make(shop, FRIDAY_TEN + HOUR, "late")
    ended = make(shop, THREE, "ended")
    keep(promise_id=ended, actor=shop.by_lin)
    at = THREE - 10 * MINUTE
    late(overdue, FRIDAY_TEN + HOUR)

    def ids(view: str, **more: object) -> list[int]:
        page = ledger(filter=LedgerFilter(view=view, account_id=shop.lin.pk, **more), at=at)
        return [row.id for row in page.rows]

    assert ids("mine") == [mine]
    assert ids("late") == [overdue]
    assert ids("soon") == [mine]
    assert ids("team", team_ids=(shop.team.pk,)) == [overdue, mine, zhous]
    assert ids("team", team_ids=()) == []
    assert ids("ended") == [ended]
    assert ids("made") == [ended, mine, overdue]
    zhou = LedgerFilter(view="waiting", account_id=shop.zhou.pk)
    assert [row.id for row in ledger(filter=zhou, at=at).rows] == [overdue]
    numbers = ledger_counts(account_id=shop.lin.pk, at=at)
    assert (numbers.mine, numbers.late, numbers.soon, numbers.waiting, numbers.late_mine) == (1, 1, 1, 0, 0)
    take_escalation(promise_id=overdue, actor=shop.by_zhou)
    assert ledger(filter=zhou, at=at).rows == ()


def test_a_row_says_who_owes_it_and_to_whom_it_was_handed(shop, django_assert_num_queries):
    pk = make(shop, THREE, "a")
    late(pk, THREE)
    with django_assert_num_queries(2):
        row = ledger(filter=LedgerFilter(view="late"), at=THREE + MINUTE).rows[0]
    assert (row.owner_name, row.made_by_name, row.team_name, row.state) == ("老周", "小林", "西湖店客服", "late")
    assert (row.case_id, row.case_number, row.kind) == (None, "", "reply")
    assert row.escalation is not None
    assert (row.escalation.to_name, row.escalation.take_until) == ("老周", THREE + 5 * MINUTE)


def test_counts_stop_at_a_hundred(shop):
    conversation = shop.conversation()
    Promise.objects.bulk_create(
        Promise(
            conversation=conversation,
            customer=shop.wang,
            kind="reply",
            text="x",
            owner=shop.lin,
            made_by=shop.lin,
            made_at=FRIDAY_TEN,
            due_at=THREE,
            key=f"k{n}",
        )
        for n in range(130)
    )
    assert ledger_counts(account_id=shop.lin.pk).mine == 100


def test_the_promises_of_a_conversation_open_ones_first_without_those_taken_back(shop):
    conversation = shop.conversation()
    message = shop.reply(conversation, "x", FRIDAY_TEN, Message.QUEUED)
    first = make(shop, THREE, "a", conversation=conversation)
    second = make(shop, THREE + HOUR, "b", conversation=conversation)
    make(shop, THREE + 2 * HOUR, "c", conversation=conversation, message_id=message.pk)
    take_back(message_id=message.pk, actor=shop.by_lin)
    keep(promise_id=first, actor=shop.by_lin, word="已换房")
    assert [(row.id, row.state) for row in promises_of(conversation_ids=[conversation.pk])] == [
        (second, "open"),
        (first, "kept"),
    ]
    assert [(row.state, row.by_name, row.word) for row in promise_history(promise_id=first)] == [
        ("open", "小林", ""),
        ("kept", "小林", "已换房"),
    ]


def test_beside_a_conversation_stands_of_each_promise_what_the_ledger_says_of_it(shop, django_assert_num_queries):
    conversation = shop.conversation()
    first = make(shop, THREE, "a", conversation=conversation)
    second = make(shop, THREE + HOUR, "b", conversation=conversation)
    keep(promise_id=make(shop, THREE + 2 * HOUR, "c", conversation=conversation), actor=shop.by_lin, word="已换房")
    late(first, THREE)
    with travel(to=THREE + MINUTE):
        take_escalation(promise_id=first, actor=shop.by_zhou)
    late(second, THREE + HOUR)
    at = THREE + HOUR + MINUTE
    with django_assert_num_queries(1):
        beside = promises_of(conversation_ids=[conversation.pk], at=at)
    told = {row.id: row for row in ledger(filter=LedgerFilter(view="all"), at=at).rows}
    assert {row.id: row for row in beside} == told
    assert [row.escalation is not None for row in beside] == [True, True, False]
    assert promises_of(conversation_ids=[], at=at) == ()


def test_a_reply_after_the_promise_is_offered_as_its_keeping_and_nothing_is_done_silently(shop):
    conversation = shop.conversation()
    shop.reply(conversation, "三点前给您答复", FRIDAY_TEN)
    promise = make(shop, THREE, "a", conversation=conversation)
    make(shop, THREE + HOUR, "refund", conversation=conversation, kind="refund")
    assert keepable(conversation_id=conversation.pk) == ()
    answer = shop.reply(conversation, "已经换到 508 房", FRIDAY_TEN + HOUR)
    offered = keepable(conversation_id=conversation.pk)
    assert [(one.promise.id, one.message_id) for one in offered] == [(promise, answer.pk)]
    assert Promise.objects.get(pk=promise).state == "open"
    keep(promise_id=promise, actor=shop.by_lin, message_id=offered[0].message_id)
    assert keepable(conversation_id=conversation.pk) == ()


def test_the_next_deadline_is_a_due_time_or_a_climb(shop):
    assert next_deadline(after=FRIDAY_TEN) is None
    pk = make(shop, THREE, "a")
    make(shop, THREE + HOUR, "b")
    assert next_deadline(after=FRIDAY_TEN) == THREE
    late(pk, THREE)
    assert next_deadline(after=THREE) == THREE + 5 * MINUTE
    keep(promise_id=pk, actor=shop.by_zhou)
    assert next_deadline(after=THREE) == THREE + HOUR


# ── rates ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_kept_rate_by_person_counts_the_one_who_promised_not_the_one_who_was_handed_it(shop):
    for n in range(3):
        keep(promise_id=make(shop, THREE, f"kept{n}"), actor=shop.by_lin)
    handed = make(shop, THREE, "late")
    late(handed, THREE)
    with travel(to=THREE + HOUR):
        keep(promise_id=handed, actor=shop.by_zhou)
        release(promise_id=make(shop, THREE + 2 * HOUR, "gone"), word="不用了", actor=shop.by_lin)
        (rate,) = kept_rates(by="person", since=FRIDAY_TEN)
    assert (rate.key, rate.name, rate.kept, rate.not_kept) == (shop.lin.pk, "小林", 3, 1)
    assert (rate.rate.value, rate.rate.n, rate.warning) == (0.75, 4, "few_cases")
    assert (round(rate.rate.low, 4), round(rate.rate.high, 4)) == (0.3006, 0.9544)


def test_rates_by_kind_team_and_all_of_one_period_only(shop):
    keep(promise_id=make(shop, THREE, "a"), actor=shop.by_lin)
    make(shop, THREE, "b", kind="visit")
    make(shop, THREE + 2 * HOUR, "not yet due")
    with travel(to=THREE + HOUR):
        kinds = {rate.key: (rate.kept, rate.not_kept) for rate in kept_rates(by="kind", since=FRIDAY_TEN)}
        assert kinds == {"reply": (1, 0), "visit": (0, 1)}
        (team,) = kept_rates(by="team", since=FRIDAY_TEN)
        assert (team.key, team.name, team.rate.n) == (shop.team.pk, "西湖店客服", 2)
        (everything,) = kept_rates(by="all", since=FRIDAY_TEN)
        assert (everything.kept, everything.not_kept) == (1, 1)
        assert kept_rates(by="all", since=THREE + MINUTE) == ()


# ── the customer's page ─────────────────────────────────────────────────────────────────────────────────────────────
def test_the_customer_sees_what_to_when_by_whom_and_who_has_it_now(shop):
    pk = make(shop, THREE, "a")
    late(pk, THREE)
    (seen,) = public_promises(customer_ids=[shop.wang.pk], at=THREE + MINUTE)
    assert (seen.content, seen.due_at, seen.by_name, seen.state, seen.state_text) == (
        "给您答复换房的事",
        THREE,
        "老周",
        "late",
        "已逾期",
    )
    assert [(step.kind, step.by_name) for step in seen.history] == [
        ("made", "小林"),
        ("late", ""),
        ("handed_over", "老周"),
    ]
    assert (seen.may_say_kept, seen.may_say_not_kept, seen.you_said) == (True, True, None)
    assert seen.may_release, "late, and she may still say that she no longer needs it"
    with travel(to=THREE + MINUTE):
        release(promise_id=pk, word="", actor=Actor.customer(shop.wang.pk))
    (seen,) = public_promises(customer_ids=[shop.wang.pk], at=THREE + MINUTE)
    assert (seen.state, seen.may_release, seen.may_say_kept) == ("released", False, False)
    assert (seen.history[-1].kind, seen.history[-1].by_name) == ("released", "")


def test_the_words_of_colleagues_stay_back_stage(shop):
    pk = make(shop, THREE, "a")
    secret = "客户很难缠，先拖着"
    keep(promise_id=pk, actor=shop.by_lin, word=secret)
    other = make(shop, THREE + HOUR, "b")
    renegotiate(promise_id=other, due_at=THREE + 2 * HOUR, text="", word=secret, actor=shop.by_lin)
    with travel(to=THREE + HOUR):
        customer_says(promise_id=pk, kept=False, word="没有人来")
    seen = public_promises(customer_ids=[shop.wang.pk])
    assert secret not in str(seen)
    broken = next(promise for promise in seen if promise.id == pk)
    assert (broken.you_said, broken.history[2].word) == (False, "没有人来")


def test_a_promise_whose_reply_has_not_left_is_not_seen_nor_one_taken_back(shop):
    conversation = shop.conversation()
    message = shop.reply(conversation, "x", FRIDAY_TEN, Message.QUEUED)
    pk = make(shop, THREE, "a", conversation=conversation, message_id=message.pk)
    ours = [shop.wang.pk]
    assert public_promises(customer_ids=ours) == ()
    Message.objects.filter(pk=message.pk).update(state=Message.SENT)
    assert [promise.id for promise in public_promises(customer_ids=ours)] == [pk]
    assert public_promises(customer_ids=[shop.wang.pk + 1]) == ()
    take_back(message_id=message.pk, actor=shop.by_lin)
    assert public_promises(customer_ids=ours) == ()


def test_a_renegotiated_promise_shows_what_was_agreed_before(shop):
    old = make(shop, THREE, "a")
    new = renegotiate(promise_id=old, due_at=THREE + HOUR, text="", word="四点也行", actor=shop.by_lin)
    seen = {promise.id: promise for promise in public_promises(customer_ids=[shop.wang.pk])}
    assert seen[new].earlier_due == (THREE,)
    assert (seen[old].state_text, seen[old].may_say_kept, seen[old].may_say_not_kept) == ("已改约", False, False)


# ── suggestions and presets ─────────────────────────────────────────────────────────────────────────────────────────
def test_a_promise_in_the_text_is_offered_with_its_due_time(shop):
    text = "王女士您好，空调的事我们已经在查，明天下午三点前回复您。"
    (offered,) = suggest(text=text, team_id=shop.team.pk)
    assert text[offered.start : offered.end].startswith("明天下午三点")
    assert offered.due_at == FRIDAY_TEN + timedelta(days=1, hours=5)
    assert (offered.kind, offered.due_text) == ("reply", "明天 15:00")


def test_a_promise_that_nobody_can_check_is_told_so(shop):
    (offered,) = suggest(text="我们会尽快给您回电。", team_id=shop.team.pk)
    assert (offered.due_at, offered.due_text) == (None, "")
    assert "尽快" in offered.words
    assert suggest(text="请问您几点到店？", team_id=shop.team.pk) == ()


def test_the_presets_are_said_in_words(shop):
    offered = presets(team_id=shop.team.pk)
    assert [(row.key, row.label, row.due_text) for row in offered] == [
        ("1", "30 分钟", "今天 10:30"),
        ("2", "2 小时", "今天 12:00"),
        ("3", "下班前", "今天 18:00"),
        ("4", "次日中午", "11月23日 12:00"),
        ("5", "24 小时", "11月23日 09:00"),
    ]
