"""王女士's complaint about the air conditioning as a case: opened, answered, closed, visited, opened again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from huitou.core.api import SYSTEM, Actor, search, travel
from huitou.core.testing import Account, Fact, Job, run_until_quiet
from huitou.customers.testing import Customer, a_customer
from huitou.desk.api import (
    CaseFilter,
    answer_question,
    case,
    cases,
    cases_of,
    close_case,
    edit_case,
    follow_up_done,
    follow_ups,
    keep,
    link_cases,
    make_promise,
    open_case,
    open_recovery,
    reopen_case,
    unlink_cases,
)
from huitou.desk.cases.actions.erasing import NEUTRAL, erase_texts
from huitou.desk.cases.actions.opening import follow_owner
from huitou.desk.models import Case, CaseState, Conversation, FollowUp, Promise
from huitou.desk.tests.shop import FRIDAY_TEN, Shop, open_shop, promised, refused

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def shop() -> Iterator[Shop]:
    with travel(to=FRIDAY_TEN):
        yield open_shop()


def complaint(shop: Shop, conversation: Conversation | None = None, **more: object) -> int:
    given = {"kind": "complaint", "severity": 3, "summary": "空调太吵，要求换房", "touchpoint_id": shop.room.pk, **more}
    where = conversation or shop.conversation()
    return open_case(conversation_id=where.pk, actor=shop.by_lin, **given)


def complete(shop: Shop, case_id: int) -> None:
    answer_question(case_id=case_id, question="explicit", text="要换到安静的房间", actor=shop.by_lin)
    answer_question(case_id=case_id, question="satisfied", text="一小时内换好", actor=shop.by_lin)


def facts(case_id: int) -> list[str]:
    rows = Fact.objects.filter(data__case_id=case_id).order_by("id").values_list("name", flat=True)
    return [name.split(".")[1] for name in rows]


# ── opened ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_case_has_its_number_owner_site_and_stands_in_the_list(shop):
    conversation = shop.conversation()
    found = case(case_id=complaint(shop, conversation)).case
    assert (found.number, found.owner_name, found.site_name, found.touchpoint_name) == (
        "C20261120-0001",
        "小林",
        "云栖酒店西湖店",
        "客房",
    )
    assert (found.kind_word, found.severity_word, found.state_word) == ("投诉", "严重", "处理中")
    conversation.refresh_from_db()
    assert (conversation.kind, conversation.severity) == ("complaint", 3)
    assert facts(found.id) == ["case_opened"]


def test_numbers_count_on_in_the_companys_day_and_begin_again_on_the_next(shop):
    first = [complaint(shop) for _ in range(3)]
    with travel(to=FRIDAY_TEN + 14 * HOUR):  # midnight in Shanghai, still Friday in UTC
        first.append(complaint(shop))
    numbers = [Case.objects.get(pk=pk).number for pk in first]
    assert numbers == ["C20261120-0001", "C20261120-0002", "C20261120-0003", "C20261121-0001"]


def test_the_ten_thousandth_case_of_a_day_has_a_number_too(shop):
    Case.objects.filter(pk=complaint(shop)).update(number="C20261120-9999")
    assert [Case.objects.get(pk=complaint(shop)).number for _ in range(2)] == ["C20261120-10000", "C20261120-10001"]


def test_a_case_is_found_by_two_characters_and_after_a_change_by_the_new_ones(shop):
    pk = complaint(shop)
    assert [hit.ref_id for hit in search.find("换房", kinds=("case",))] == [pk]
    edit_case(case_id=pk, summary="电梯太慢", actor=shop.by_lin)
    assert search.find("换房", kinds=("case",)) == []
    assert [hit.ref_id for hit in search.find("电梯", kinds=("case",))] == [pk]


def test_what_is_changed_is_told_and_what_is_not_given_stays(shop):
    pk = complaint(shop)
    edit_case(case_id=pk, severity=4, owner_id=shop.zhou.pk, actor=shop.by_lin)
    edit_case(case_id=pk, severity=4, actor=shop.by_lin)
    row = Case.objects.get(pk=pk)
    assert (row.severity, row.owner, row.kind, row.summary) == (4, shop.zhou, "complaint", "空调太吵，要求换房")
    assert Fact.objects.get(name="desk.case_changed.v1").data["fields"] == ["severity", "owner"]
    with refused("desk.case_severity"):
        edit_case(case_id=pk, severity=9, actor=shop.by_lin)


def test_waiting_for_the_customer_and_back(shop):
    pk = complaint(shop)
    edit_case(case_id=pk, waiting=True, actor=shop.by_lin)
    edit_case(case_id=pk, waiting=True, actor=shop.by_lin)
    edit_case(case_id=pk, waiting=False, actor=shop.by_lin)
    assert [row.state for row in case(case_id=pk).history] == ["open", "waiting", "open"]


def test_the_five_questions_are_answered_changed_and_taken_away(shop):
    pk = complaint(shop)
    for text in ("要换房", "要换到安静的房间"):
        answer_question(case_id=pk, question="explicit", text=text, actor=shop.by_lin)
    found = case(case_id=pk)
    assert [(row.key, row.answer, row.wanted) for row in found.questions][:3] == [
        ("explicit", "要换到安静的房间", True),
        ("implicit", "", False),
        ("satisfied", "", True),
    ]
    assert (found.missing, len(found.questions)) == (("satisfied",), 5)
    answer_question(case_id=pk, question="explicit", text=" ", actor=shop.by_lin)
    assert case(case_id=pk).missing == ("explicit", "satisfied")


# ── closed ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_complaint_nobody_can_learn_from_is_not_closed_unless_the_agent_says_so(shop):
    pk = complaint(shop, touchpoint_id=None)
    with refused("desk.case_incomplete") as caught:
        close_case(case_id=pk, actor=shop.by_lin)
    assert caught.value.params["missing"] == ["touchpoint", "explicit", "satisfied"]
    assert caught.value.params["soft"] is True
    close_case(case_id=pk, actor=shop.by_lin, despite=("desk.case_incomplete",))
    assert Case.objects.get(pk=pk).state == "closed"


def test_open_promises_speak_against_closing(shop):
    conversation = shop.conversation()
    pk = complaint(shop, conversation)
    complete(shop, pk)
    new = promised(FRIDAY_TEN + 5 * HOUR, case_id=pk)
    promise = make_promise(conversation_id=conversation.pk, new=new, key="a", actor=shop.by_lin)
    with refused("desk.promises_open") as caught:
        close_case(case_id=pk, actor=shop.by_lin)
    assert (caught.value.params["count"], caught.value.params["soft"]) == (1, True)
    keep(promise_id=promise, actor=shop.by_lin)
    close_case(case_id=pk, actor=shop.by_lin, word="已换房")
    close_case(case_id=pk, actor=shop.by_lin)
    assert [(row.state, row.reason, row.word) for row in case(case_id=pk).history] == [
        ("open", "opened", ""),
        ("closed", "solved", "已换房"),
    ]
    assert facts(pk).count("case_closed") == 1


def test_a_closed_complaint_is_called_after_and_the_owner_hears_when_it_is_time(shop):
    pk = complaint(shop)
    complete(shop, pk)
    close_case(case_id=pk, actor=shop.by_lin)
    (visit,) = case(case_id=pk).follow_ups
    monday_six = FRIDAY_TEN + timedelta(days=3, hours=8)
    assert (visit.kind, visit.owner_name, visit.due_at) == ("call", "小林", monday_six)
    with travel(to=monday_six - 3 * HOUR):
        run_until_quiet()
        run_until_quiet()
    assert facts(pk).count("follow_up_due") == 1
    assert [row.id for row in follow_ups(until=monday_six, owner_id=shop.lin.pk).rows] == [visit.id]
    for _ in range(2):
        follow_up_done(follow_up_id=visit.id, actor=shop.by_lin, word="王女士说睡得很好")
    assert follow_ups(until=monday_six).rows == ()
    assert [row.word for row in follow_ups(made=True).rows] == ["王女士说睡得很好"]
    assert facts(pk).count("follow_up_done") == 1
    assert case(case_id=pk).follow_ups[0].word == "王女士说睡得很好"


def test_a_case_opened_again_has_no_visit_any_more(shop):
    pk = complaint(shop)
    complete(shop, pk)
    close_case(case_id=pk, actor=shop.by_lin)
    reopen_case(case_id=pk, actor=shop.by_lin, reason="customer_wrote")
    reopen_case(case_id=pk, actor=shop.by_lin, reason="customer_wrote")
    assert Case.objects.get(pk=pk).closed_at is None
    assert facts(pk).count("case_reopened") == 1
    assert case(case_id=pk).follow_ups == ()
    with travel(to=FRIDAY_TEN + timedelta(days=3, hours=8)):
        run_until_quiet()
    assert "follow_up_due" not in facts(pk)
    assert FollowUp.objects.get(case_id=pk).dropped_at == FRIDAY_TEN


# ── recovery ────────────────────────────────────────────────────────────────────────────────────────────────────────
def closed_and_rated_low(shop: Shop) -> tuple[int, Promise]:
    conversation = shop.conversation()
    pk = complaint(shop, conversation)
    complete(shop, pk)
    close_case(case_id=pk, actor=shop.by_lin)
    Conversation.objects.filter(pk=conversation.pk).update(state="closed", closed_at=FRIDAY_TEN, owner=shop.lin)
    promise_id = open_recovery(case_id=pk, why="low_rating", actor=Actor.customer(shop.wang.pk))
    assert open_recovery(case_id=pk, why="low_rating") == promise_id
    return pk, Promise.objects.get(pk=promise_id)


def test_a_low_rating_opens_the_matter_and_somebody_owes_an_answer_in_two_working_hours(shop):
    pk, promise = closed_and_rated_low(shop)
    assert Case.objects.get(pk=pk).state == "open"
    conversation = Conversation.objects.get(pk=promise.conversation_id)
    assert (conversation.state, conversation.waiting_since, conversation.promise_due) == (
        "open",
        FRIDAY_TEN,
        FRIDAY_TEN + 2 * HOUR,
    )
    assert (promise.kind, promise.case_id, promise.due_at, promise.owner) == (
        "reply",
        pk,
        FRIDAY_TEN + 2 * HOUR,
        shop.lin,
    )
    assert Job.objects.filter(key=f"promise:{promise.pk}:due").exists()
    assert CaseState.objects.filter(case_id=pk).last().reason == "low_rating"


def test_who_has_left_the_company_owes_no_recovery(shop):
    Account.objects.filter(pk=shop.lin.pk).update(is_active=False)
    _pk, promise = closed_and_rated_low(shop)
    assert promise.owner == shop.zhou


def test_closed_again_and_rated_low_again_is_owed_again(shop):
    pk, first = closed_and_rated_low(shop)
    keep(promise_id=first.pk, actor=shop.by_lin)
    close_case(case_id=pk, actor=shop.by_lin)
    assert open_recovery(case_id=pk, why="low_rating") != first.pk


# ── linked, listed, erased ──────────────────────────────────────────────────────────────────────────────────────────
def test_cases_of_one_cause_are_linked_in_either_order_once(shop):
    one, other = complaint(shop), complaint(shop)
    link_cases(one_id=one, other_id=other, actor=shop.by_lin)
    link_cases(one_id=other, other_id=one, actor=shop.by_lin)
    assert [row.id for row in case(case_id=one).links] == [other]
    assert [row.id for row in case(case_id=other).links] == [one]
    unlink_cases(one_id=other, other_id=one, actor=shop.by_lin)
    assert case(case_id=one).links == ()
    with refused("desk.case_linked_to_itself"):
        link_cases(one_id=one, other_id=one, actor=shop.by_lin)


def test_cases_are_read_by_key_and_by_filter(shop):
    made = [complaint(shop, severity=2 + n % 2) for n in range(5)]
    close_case(case_id=made[0], actor=SYSTEM)
    seen, after = [], ""
    while True:
        page = cases(filter=CaseFilter(), after=after, limit=2)
        seen += [row.id for row in page.rows]
        after = page.next_key
        if not after:
            break
    assert seen == made[:0:-1]
    assert [row.id for row in cases(filter=CaseFilter(state="closed")).rows] == made[:1]
    assert [row.id for row in cases(filter=CaseFilter(severity=3)).rows] == [made[3], made[1]]
    assert len(cases(filter=CaseFilter(state="", kind="complaint", owner_id=shop.lin.pk)).rows) == 5
    assert len(cases_of(customer_ids=[shop.wang.pk])) == 5


def test_open_cases_go_with_their_conversation_but_not_those_that_somebody_else_has(shop):
    conversation = shop.conversation()
    mine, chens = complaint(shop, conversation), complaint(shop, conversation, owner_id=shop.chen.pk)
    given = {"conversation_id": conversation.pk, "before_id": shop.lin.pk, "after_id": shop.zhou.pk}
    follow_owner(**given, actor=shop.by_lin)
    assert (Case.objects.get(pk=mine).owner, Case.objects.get(pk=chens).owner) == (shop.zhou, shop.chen)


def test_the_words_of_an_erased_persons_cases_go_and_nobody_elses(shop):
    pk = complaint(shop)
    complete(shop, pk)
    other = Customer.objects.get(pk=a_customer(name="李强", title="先生"))
    others = complaint(shop, shop.conversation(other))
    assert erase_texts(customer_ids=[shop.wang.pk]) == 1
    found = case(case_id=pk)
    assert found.case.summary == NEUTRAL
    assert {row.answer for row in found.questions} == {NEUTRAL, ""}
    assert [hit.ref_id for hit in search.find("换房", kinds=("case",))] == [others]
    assert found.case.number == "C20261120-0001"


def test_unknown_cases_are_refused(shop):
    with refused("core.not_found"):
        close_case(case_id=99, actor=shop.by_lin)
    assert case(case_id=99) is None
