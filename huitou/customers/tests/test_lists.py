"""The list of customers: filtered, paged by key, found by words."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huitou.core.api import SYSTEM, travel
from huitou.customers import api as customers
from huitou.customers.api import CustomerFilter
from huitou.customers.testing import a_customer
from huitou.roster.testing import a_site


def ids(**filter) -> list[int]:
    return [row.customer.id for row in customers.page(filter=CustomerFilter(**filter)).rows]


def test_pages_follow_each_other_without_gap_or_double(db):
    made = [a_customer(name=f"客人{i}") for i in range(7)]
    seen, after = [], None
    while True:
        page = customers.page(after=after, limit=3)
        seen += [row.customer.id for row in page.rows]
        after = page.next_key
        if after is None:
            break
    assert seen == made[::-1]


def test_merged_and_erased_records_are_not_listed(db):
    wang, twin, gone = a_customer(), a_customer(), a_customer()
    customers.merge(kept_id=wang, gone_id=twin, actor=SYSTEM)
    customers.erase(customer_id=gone, actor=SYSTEM)
    assert ids() == [wang]
    assert customers.count() == 1


def test_filters_look_at_all_records_of_the_person(site):
    other = a_site(code="binjiang", name="云栖酒店滨江店")
    wang = a_customer(phone="13800138000", site_id=site)
    twin = a_customer(phone="", mail="w@qq.com", site_id=other)
    li = a_customer(name="李雷", language="en")
    customers.merge(kept_id=wang, gone_id=twin, actor=SYSTEM)
    assert ids(site_id=other) == ids(site_id=site) == ids(reach="mail") == [wang]
    assert ids(language="en") == ids(words="李雷") == [li]
    assert ids(words="13800138000", site_id=other) == [wang]
    customers.set_standing(customer_id=li, tier="loyal", value_fen=None, actor=SYSTEM)
    assert ids(tier="loyal") == [li]
    assert customers.count(filter=CustomerFilter(site_id=site)) == 1


def test_only_who_agrees_now_is_listed_for_a_purpose(db):
    yes, no, asked_not = a_customer(), a_customer(), a_customer()
    for who, answers in ((yes, [False, True]), (no, [True, False])):
        for given in answers:
            customers.give_consent(customer_id=who, purpose="care", given=given, actor=SYSTEM)
    assert ids(consent="care") == [yes]
    assert asked_not in ids()


def test_the_list_tells_when_she_was_last_seen_not_when_her_record_was_touched(db):
    with travel(to=datetime(2026, 1, 5, tzinfo=UTC)):
        wang = a_customer()
        customers.set_standing(customer_id=wang, tier="loyal", value_fen=1, actor=SYSTEM)
    (row,) = customers.page().rows
    assert row.last_seen_at is None


def test_the_number_of_queries_does_not_grow_with_the_page(db):
    def queries(count: int) -> int:
        for _ in range(count):
            a_customer()
        with CaptureQueriesContext(
            connection,
        ) as seen:
            customers.page(limit=50)
        return len(seen)

    assert queries(2) == queries(20)


@pytest.mark.parametrize(
    "query", ["王芳", "芳芳", "138 0013 8000", "13800138000", "8000", "138001", "0013", "wangfang@qq.com", "王老师"]
)
def test_she_is_found_by_name_number_last_digits_and_mail(db, query):
    a_customer(name="李雷", phone="13911139111", mail="lilei@163.com")
    wang = customers.make(
        name="王芳芳",
        address_as="王老师",
        handles=[("phone", "13800138000"), ("mail", "wangfang@qq.com")],
        actor=SYSTEM,
    )
    assert [hit.customer.id for hit in customers.search(query=query)] == [wang]


@pytest.mark.parametrize("query", ["", " ", '"', "*", "a'b\"c", "（）", "🍜", "长" * 5000, "\0", "AND", "-李", "张三"])
def test_odd_questions_find_nothing_and_break_nothing(db, query):
    a_customer()
    assert customers.search(query=query) == []


def test_who_was_renamed_is_found_by_the_new_name_only(lin):
    wang = a_customer(name="王芳")
    customers.edit(customer_id=wang, name="王菲", actor=lin)
    assert customers.search(query="王芳") == []
    assert len(customers.search(query="王菲")) == 1


def test_a_merged_record_leads_to_the_person_once(lin):
    wang, twin = a_customer(name="王芳"), a_customer(name="王芳")
    customers.merge(kept_id=wang, gone_id=twin, actor=lin)
    assert [hit.customer.id for hit in customers.search(query="王芳")] == [wang]
