"""王女士 is promised an answer: what is written, what is refused, what becomes of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from huitou.core.api import Actor, from_data, put_setting, travel, writing
from huitou.core.testing import Account, Fact, Job
from huitou.desk.api import (
    NewPromise,
    admit_broken,
    check_promise,
    customer_says,
    keep,
    make_promise,
    release,
    renegotiate,
    take_back,
    take_escalation,
)
from huitou.desk.cases.actions.closing import close_case
from huitou.desk.cases.actions.opening import open_case
from huitou.desk.models import Case, Conversation, Escalation, Message, Promise, PromisePolicy, PromiseState
from huitou.desk.promises.actions import lateness
from huitou.desk.promises.actions.erasing import NEUTRAL, erase_texts
from huitou.desk.tests.shop import FRIDAY_TEN, Shop, open_shop, promised, refused

pytestmark = pytest.mark.django_db
THREE = FRIDAY_TEN + timedelta(hours=5)  # three in the afternoon


@pytest.fixture
def shop() -> Iterator[Shop]:
    with travel(to=FRIDAY_TEN):
        yield open_shop()


def make(shop: Shop, due: datetime = THREE, key: str = "one", **more: object) -> Promise:
    conversation = more.pop("conversation", None) or shop.conversation()
    pk = make_promise(conversation_id=conversation.pk, new=promised(due, **more), key=key, actor=shop.by_lin)
    return Promise.objects.get(pk=pk)


def facts(promise: Promise) -> list[str]:
    rows = Fact.objects.filter(data__promise_id=promise.pk).order_by("id").values_list("name", flat=True)
    return [name.split(".")[1] for name in rows]


def states(promise: Promise) -> list[tuple[str, bool]]:
    rows = PromiseState.objects.filter(promise=promise).order_by("id")
    return list(rows.values_list("state", "customer_said"))


def jobs(promise: Promise) -> dict[str, datetime]:
    waiting = Job.objects.filter(key__startswith=f"promise:{promise.pk}:", state=Job.WAITING)
    return {key.split(":", 2)[2]: run_at for key, run_at in waiting.values_list("key", "run_at")}


# ── made ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_promise_is_written_with_its_timers_its_fact_and_the_lists_due_time(shop):
    promise = make(shop)
    assert (promise.owner, promise.made_by, promise.team, promise.customer) == (
        shop.lin,
        shop.lin,
        shop.team,
        shop.wang,
    )
    assert jobs(promise) == {"remind": THREE - timedelta(minutes=15), "due": THREE}
    assert Conversation.objects.get(pk=promise.conversation_id).promise_due == THREE
    assert (facts(promise), states(promise)) == (["promise_made"], [("open", False)])
    row = Fact.objects.get(name="desk.promise_made.v1")
    assert from_data(row.name, row.data).due_at == THREE
    assert (row.conversation_id, row.customer_id, row.actor_id) == (promise.conversation_id, shop.wang.pk, shop.lin.pk)


def test_the_same_key_twice_is_one_promise(shop):
    conversation = shop.conversation()
    assert make(shop, conversation=conversation).pk == make(shop, conversation=conversation).pk
    assert Promise.objects.count() == Fact.objects.filter(name="desk.promise_made.v1").count() == 1


def test_a_promise_and_the_reply_that_says_it_are_kept_together_or_not_at_all(shop):
    conversation = shop.conversation()
    with refused("desk.promise_closed_day"), writing():
        message = shop.reply(conversation, "周六十点给您答复", FRIDAY_TEN)
        make_promise(
            conversation_id=conversation.pk,
            new=promised(FRIDAY_TEN + timedelta(days=1)),
            key="k",
            actor=shop.by_lin,
            message_id=message.pk,
        )
    assert not Message.objects.filter(direction="out").exists()
    assert not Promise.objects.exists()


def test_the_earliest_open_promise_is_the_lists_due_time(shop):
    conversation = shop.conversation()
    first = make(shop, THREE, "a", conversation=conversation)
    make(shop, THREE + timedelta(hours=1), "b", conversation=conversation)
    due = Conversation.objects.filter(pk=conversation.pk).values_list("promise_due", flat=True)
    assert due.get() == THREE
    keep(promise_id=first.pk, actor=shop.by_lin)
    assert due.get() == THREE + timedelta(hours=1)


def test_a_promise_of_a_merged_conversation_counts_where_it_goes_on(shop):
    kept, gone = shop.conversation(), shop.conversation()
    promise = make(shop, conversation=gone)
    Conversation.objects.filter(pk=gone.pk).update(merged_into=kept)
    later = make(shop, THREE + timedelta(hours=1), "b", conversation=kept)
    due = Conversation.objects.filter(pk=kept.pk).values_list("promise_due", flat=True)
    assert due.get() == THREE
    keep(promise_id=promise.pk, actor=shop.by_lin)
    assert due.get() == later.due_at


# ── checked before (D4) ─────────────────────────────────────────────────────────────────────────────────────────────
def test_a_refund_may_be_promised_by_the_leader_and_not_by_the_agent(shop):
    PromisePolicy.objects.create(kind="refund", name="退款", roles=["leader", "manager"], least_minutes=60)
    conversation = shop.conversation()
    new = promised(THREE, "把押金退给您", "refund")
    with refused("desk.promise_role") as caught:
        make_promise(conversation_id=conversation.pk, new=new, key="a", actor=shop.by_lin)
    assert caught.value.params["kind_word"] == "退款"
    make_promise(conversation_id=conversation.pk, new=new, key="a", actor=shop.by_zhou)


def test_a_time_at_lunch_is_refused_with_the_next_working_moment_in_words(shop):
    found = check_promise(
        conversation_id=shop.conversation().pk,
        new=promised(FRIDAY_TEN + timedelta(hours=2, minutes=30)),
        account_id=shop.lin.pk,
    )
    assert [(one.code, one.hard, one.params["when"]) for one in found] == [
        ("desk.promise_closed_hour", True, "今天 13:30")
    ]


def test_the_teams_hour_is_full_and_another_hour_is_not(shop):
    PromisePolicy.objects.create(kind="visit", name="上门", most_per_hour=1)
    make(shop, THREE, "a", kind="visit", text="上门检查空调")
    with refused("desk.promise_capacity"):
        make(shop, THREE + timedelta(minutes=30), "b", kind="visit")
    make(shop, THREE + timedelta(hours=1), "b", kind="visit")


def test_who_owes_too_much_may_not_promise_more(shop):
    put_setting("promises.max_open_per_agent", 2)
    make(shop, THREE, "a")
    with refused("desk.promise_overlap") as caught:
        make(shop, THREE, "b")
    assert caught.value.params["soft"] is True
    make(shop, THREE, "b", despite=("desk.promise_overlap",))
    with refused("desk.promise_load"):
        make(shop, THREE + timedelta(hours=2), "c", despite=("desk.promise_load",))


def test_a_hard_objection_is_not_clicked_away(shop):
    with refused("desk.promise_past"):
        make(shop, FRIDAY_TEN - timedelta(minutes=1), despite=("desk.promise_past",))


# ── kept ────────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("after", "state"), [(timedelta(0), "kept"), (timedelta(microseconds=1), "kept_late"), (-timedelta(1), "kept")]
)
def test_kept_and_kept_late(shop, after, state):
    promise = make(shop)
    with travel(to=max(THREE + after, FRIDAY_TEN)):
        assert keep(promise_id=promise.pk, actor=shop.by_lin) == state
    promise.refresh_from_db()
    assert promise.state == state
    assert jobs(promise) == {}
    assert states(promise) == [("open", False), (state, False)]
    assert Conversation.objects.get(pk=promise.conversation_id).promise_due is None


def test_the_reply_at_ten_to_three_keeps_it_though_the_key_is_pressed_after(shop):
    conversation = shop.conversation()
    promise = make(shop, conversation=conversation)
    answer = shop.reply(conversation, "房间换好了", THREE - timedelta(minutes=10))
    with travel(to=THREE + timedelta(minutes=5)):
        lateness.fall_due(promise_ids=[promise.pk])
        assert keep(promise_id=promise.pk, actor=shop.by_lin, message_id=answer.pk) == "kept"
    promise.refresh_from_db()
    assert promise.ended_at == answer.at
    assert facts(promise)[-1] == "promise_kept"


def test_a_message_from_before_or_from_elsewhere_keeps_nothing(shop):
    conversation = shop.conversation()
    before = shop.reply(conversation, "您好", FRIDAY_TEN - timedelta(minutes=1))
    elsewhere = shop.reply(shop.conversation(), "房间换好了", THREE)
    promise = make(shop, conversation=conversation)
    for message in (before, elsewhere):
        with refused("desk.message_keeps_nothing"):
            keep(promise_id=promise.pk, actor=shop.by_lin, message_id=message.pk)


def test_an_ended_promise_is_not_ended_again(shop):
    promise = make(shop)
    release(promise_id=promise.pk, word="王女士说不用了", actor=shop.by_lin)
    for again in (
        lambda: keep(promise_id=promise.pk, actor=shop.by_lin),
        lambda: admit_broken(promise_id=promise.pk, word="忘了", actor=shop.by_lin),
        lambda: renegotiate(promise_id=promise.pk, due_at=THREE, text="", word="好", actor=shop.by_lin),
    ):
        with refused("desk.promise_ended"):
            again()
    assert states(promise) == [("open", False), ("released", False)]


# ── renegotiated, released ──────────────────────────────────────────────────────────────────────────────────────────
def test_renegotiating_needs_the_customers_word_and_both_stay(shop):
    promise = make(shop)
    later = THREE + timedelta(hours=2)
    with refused("desk.word_needed"):
        renegotiate(promise_id=promise.pk, due_at=later, text="", word=" ", actor=shop.by_lin)
    new_id = renegotiate(promise_id=promise.pk, due_at=later, text="", word="五点前就行", actor=shop.by_lin)
    new = Promise.objects.get(pk=new_id)
    promise.refresh_from_db()
    assert (promise.state, promise.due_at, new.replaces_id, new.due_at) == ("renegotiated", THREE, promise.pk, later)
    assert new.text == promise.text
    assert PromiseState.objects.get(promise=promise, state="renegotiated").word == "五点前就行"
    assert jobs(promise) == {}
    assert set(jobs(new)) == {"remind", "due"}
    assert Conversation.objects.get(pk=promise.conversation_id).promise_due == later
    again = renegotiate(promise_id=promise.pk, due_at=later, text="", word="五点前就行", actor=shop.by_lin)
    assert again == new_id


def test_a_new_time_is_checked_like_a_new_promise(shop):
    promise = make(shop)
    with refused("desk.promise_closed_hour"):
        renegotiate(promise_id=promise.pk, due_at=THREE + timedelta(hours=5), text="", word="晚点", actor=shop.by_lin)
    assert states(promise) == [("open", False)]


def test_the_customer_releases_without_a_word_and_we_only_with_theirs(shop):
    one, other = make(shop, THREE, "a"), make(shop, THREE + timedelta(hours=1), "b")
    release(promise_id=one.pk, word="", actor=Actor.customer(shop.wang.pk))
    assert states(one)[-1] == ("released", True)
    with refused("desk.word_needed"):
        release(promise_id=other.pk, word="", actor=shop.by_lin)


# ── undone ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_promise_goes_back_with_its_undone_reply_and_says_so(shop):
    conversation = shop.conversation()
    message = shop.reply(conversation, "三点前给您答复", FRIDAY_TEN, Message.QUEUED)
    pk = make_promise(
        conversation_id=conversation.pk, new=promised(THREE), key="k", actor=shop.by_lin, message_id=message.pk
    )
    other = make(shop, THREE + timedelta(hours=1), "other", conversation=conversation)
    assert take_back(message_id=message.pk, actor=shop.by_lin) == (pk,)
    assert take_back(message_id=message.pk, actor=shop.by_lin) == ()
    promise = Promise.objects.get(pk=pk)
    assert promise.state == "taken_back"
    assert facts(promise) == ["promise_made", "promise_taken_back"]
    assert jobs(promise) == {}
    assert Conversation.objects.get(pk=conversation.pk).promise_due == other.due_at


# ── late, handed over, taken ────────────────────────────────────────────────────────────────────────────────────────
def test_a_late_promise_goes_to_the_leader_then_the_manager_and_stays_there(shop):
    promise = make(shop)
    with travel(to=THREE):
        lateness.fall_due(promise_ids=[promise.pk])
        lateness.fall_due(promise_ids=[promise.pk])
    promise.refresh_from_db()
    assert (promise.state, promise.late_at, promise.owner) == ("open", THREE, shop.zhou)
    assert jobs(promise)["climb:1"] == THREE + timedelta(minutes=5)
    with travel(to=THREE + timedelta(minutes=5)):
        lateness.climb(steps=[(promise.pk, 1)])
        lateness.climb(steps=[(promise.pk, 1)])
    promise.refresh_from_db()
    assert promise.owner == shop.chen
    with travel(to=THREE + timedelta(minutes=10)):
        lateness.climb(steps=[(promise.pk, 2)])
    promise.refresh_from_db()
    assert promise.owner == shop.chen
    assert list(Escalation.objects.order_by("position").values_list("position", "to__name")) == [
        (1, "老周"),
        (2, "陈经理"),
    ]
    told = ["promise_made", "promise_late", "promise_escalated", "promise_escalated"]
    assert facts(promise) == told


def test_taken_by_the_one_who_was_asked_it_climbs_no_further(shop):
    promise = make(shop)
    with travel(to=THREE):
        lateness.fall_due(promise_ids=[promise.pk])
        take_escalation(promise_id=promise.pk, actor=shop.by_zhou)
        take_escalation(promise_id=promise.pk, actor=shop.by_zhou)
    assert "climb:1" not in jobs(promise)
    with travel(to=THREE + timedelta(minutes=5)):
        lateness.climb(steps=[(promise.pk, 1)])
    promise.refresh_from_db()
    assert promise.owner == shop.zhou
    assert facts(promise)[-1] == "escalation_taken"
    with refused("desk.nothing_to_take"):
        take_escalation(promise_id=promise.pk, actor=Actor.account(shop.chen.pk))


def test_a_colleague_may_take_it_in_their_place(shop):
    promise = make(shop)
    with travel(to=THREE):
        lateness.fall_due(promise_ids=[promise.pk])
        take_escalation(promise_id=promise.pk, actor=shop.by_lin)
    promise.refresh_from_db()
    assert promise.owner == shop.lin
    first, second = Escalation.objects.order_by("position")
    assert (first.passed_at, second.taken_at, second.to) == (THREE, THREE, shop.lin)


def test_kept_promises_are_neither_reminded_of_nor_late(shop):
    promise = make(shop)
    keep(promise_id=promise.pk, actor=shop.by_lin)
    with travel(to=THREE + timedelta(minutes=1)):
        lateness.remind(promise_ids=[promise.pk])
        lateness.fall_due(promise_ids=[promise.pk])
        lateness.climb(steps=[(promise.pk, 1)])
    assert facts(promise) == ["promise_made", "promise_kept"]


def test_without_a_ladder_the_duty_stays_and_the_lateness_is_written(shop):
    promise = make(shop)
    Account.objects.exclude(pk=shop.lin.pk).update(is_active=False)
    with travel(to=THREE):
        lateness.fall_due(promise_ids=[promise.pk])
    promise.refresh_from_db()
    assert (promise.late_at, promise.owner) == (THREE, shop.lin)
    assert facts(promise) == ["promise_made", "promise_late"]


# ── the customer's word ─────────────────────────────────────────────────────────────────────────────────────────────
def test_not_kept_against_our_kept_breaks_it_reopens_the_matter_and_hands_it_over(shop):
    conversation = shop.conversation()
    case_id = open_case(conversation_id=conversation.pk, kind="request", actor=shop.by_lin)
    promise = make(shop, conversation=conversation, case_id=case_id)
    keep(promise_id=promise.pk, actor=shop.by_lin)
    close_case(case_id=case_id, actor=shop.by_lin, despite=("desk.case_incomplete",))
    Conversation.objects.filter(pk=conversation.pk).update(state="closed", closed_at=THREE)
    with travel(to=THREE + timedelta(hours=1)):
        assert customer_says(promise_id=promise.pk, kept=False, word="没人来") == "broken"
        assert customer_says(promise_id=promise.pk, kept=False, word="没人来") == "broken"
    assert states(promise) == [("open", False), ("kept", False), ("broken", True)]
    conversation.refresh_from_db()
    assert (conversation.state, conversation.waiting_since) == ("open", THREE + timedelta(hours=1))
    assert Case.objects.get(pk=case_id).state == "open"
    promise.refresh_from_db()
    assert promise.owner == shop.zhou
    assert facts(promise) == ["promise_made", "promise_kept", "promise_broken", "promise_escalated"]
    assert "climb:1" in jobs(promise)


def test_their_kept_to_our_kept_is_written_once(shop):
    promise = make(shop)
    keep(promise_id=promise.pk, actor=shop.by_lin)
    for _ in range(3):
        assert customer_says(promise_id=promise.pk, kept=True, word="谢谢") == "kept"
    assert states(promise) == [("open", False), ("kept", False), ("kept", True)]


def test_before_it_is_due_nobody_says_it_was_not_kept(shop):
    promise = make(shop)
    with refused("desk.promise_not_due"):
        customer_says(promise_id=promise.pk, kept=False)
    assert customer_says(promise_id=promise.pk, kept=True) == "kept"


def test_what_was_renegotiated_is_no_longer_asked_about(shop):
    promise = make(shop)
    renegotiate(promise_id=promise.pk, due_at=THREE + timedelta(hours=1), text="", word="好", actor=shop.by_lin)
    with refused("desk.promise_gone"):
        customer_says(promise_id=promise.pk, kept=True)


# ── erased, unknown ─────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_words_of_an_erased_person_go_and_the_rows_stay(shop):
    promise = make(shop)
    release(promise_id=promise.pk, word="王女士说不用了", actor=shop.by_lin)
    assert erase_texts(customer_ids=[shop.wang.pk]) == 1
    promise.refresh_from_db()
    assert (promise.text, promise.state) == (NEUTRAL, "released")
    assert set(PromiseState.objects.values_list("word", flat=True)) == {"", NEUTRAL}
    assert "王" not in str(list(Fact.objects.values_list("data", flat=True)))


def test_unknown_ids_and_strange_cases_are_refused(shop):
    with refused("core.not_found"):
        keep(promise_id=99, actor=shop.by_lin)
    elsewhere = open_case(conversation_id=shop.conversation().pk, kind="inquiry", actor=shop.by_lin)
    with refused("desk.case_elsewhere"):
        make(shop, case_id=elsewhere)
    with refused("desk.promise_needs_person"):
        make_promise(
            conversation_id=shop.conversation().pk,
            new=NewPromise(kind="reply", text="答复", due_at=THREE),
            key="x",
            actor=Actor.customer(shop.wang.pk),
        )
