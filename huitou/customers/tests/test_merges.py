"""王女士 was in the books three times; merging her is reversible, whatever was merged before."""

import itertools

import pytest

from huitou.core.api import SYSTEM, Refusal
from huitou.core.testing import Fact
from huitou.customers import api as customers
from huitou.customers.testing import Customer, a_customer


def merge(kept: int, gone: int, why: str = "") -> int:
    return customers.merge(kept_id=kept, gone_id=gone, why=why, actor=SYSTEM)


def unmerge(merge_id: int) -> None:
    customers.unmerge(merge_id=merge_id, actor=SYSTEM)


def depth_is_at_most_one() -> bool:
    return not Customer.objects.filter(merged_into__merged_into__isnull=False).exists()


def test_the_person_has_the_handles_details_and_sites_of_all_her_records(lin, site):
    first, second = a_customer(mail="w@qq.com"), a_customer(site_id=site)
    customers.add_detail(customer_id=second, kind="habit", text="晚到，常在十点后入住", actor=lin)
    merge(first, second, why="电话核实")
    for asked in (first, second):
        row = customers.customer(customer_id=asked)
        assert (row.id, row.merged_ids, len(row.handles), row.site_ids) == (first, (second,), 3, (site,))
        assert len(customers.details(customer_id=asked)) == 1
        assert customers.family(customer_id=asked) == (first, second)
    (shown,) = customers.merges_of(customer_id=first)
    assert (shown.kept_id, shown.gone_id, shown.why) == (first, second, "电话核实")


def test_a_chain_is_re_pointed_and_undone_step_by_step(db):
    a, b, c, d = (a_customer() for _ in range(4))
    c_into_b, b_into_a = merge(b, c), merge(a, b)
    merge(a, d)
    assert depth_is_at_most_one()
    assert customers.family(customer_id=c) == (a, b, c, d)
    unmerge(b_into_a)  # b takes c with it again
    assert customers.family(customer_id=c) == (b, c)
    assert customers.family(customer_id=d) == (a, d)
    unmerge(c_into_b)
    assert customers.family(customer_id=c) == (c,)


def test_the_inner_merge_is_undone_first(db):
    a, b, c = (a_customer() for _ in range(3))
    c_into_b = merge(b, c)
    b_into_a = merge(a, b)
    unmerge(c_into_b)
    assert customers.family(customer_id=a) == (a, b)
    assert customers.root_of(customer_id=c) == c
    unmerge(b_into_a)
    assert customers.family(customer_id=b) == (b,)


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_whatever_order_merges_are_undone_in_all_are_themselves_again(db, order):
    ids = [a_customer() for _ in range(4)]
    merges = [merge(ids[0], ids[1]), merge(ids[2], ids[3]), merge(ids[0], ids[2])]
    assert customers.family(customer_id=ids[3]) == tuple(ids)
    for place in order:
        unmerge(merges[place])
        assert depth_is_at_most_one()
    assert {pk: customers.root_of(customer_id=pk) for pk in ids} == {pk: pk for pk in ids}


def test_merging_a_record_that_was_merged_merges_the_persons(db):
    a, b, c, d = (a_customer() for _ in range(4))
    merge(a, b)
    merge(c, d)
    merge(d, b)  # both are merged already: c takes a
    assert customers.family(customer_id=b) == (c, a, b, d)


def test_what_is_one_cannot_be_merged_and_an_undone_merge_not_undone(db):
    a, b = a_customer(), a_customer()
    with pytest.raises(Refusal, match="same_customer"):
        merge(a, a)
    first = merge(a, b)
    with pytest.raises(Refusal, match="same_customer"):
        merge(b, a)
    unmerge(first)
    with pytest.raises(Refusal, match="merge_undone"):
        unmerge(first)
    with pytest.raises(Refusal, match="not_found"):
        merge(a, 999_999)
    merge(a, b)  # and together again
    assert customers.family(customer_id=b) == (a, b)


def test_changes_to_a_merged_record_reach_the_person(lin):
    a, b = a_customer(name="王芳"), a_customer(name="王小芳")
    merge(a, b)
    customers.edit(customer_id=b, name="王方", actor=lin)
    customers.add_handle(customer_id=b, kind="mail", raw="w@qq.com", actor=lin)
    assert customers.customer(customer_id=a).name == "王方"
    assert customers.find(kind="mail", raw="w@qq.com") == a
    assert Customer.objects.get(pk=b).name == "王小芳"


def test_both_timelines_are_one_while_merged(db):
    a, b = a_customer(), a_customer()
    first = merge(a, b)
    assert {fact.customer_id for fact in customers.timeline(customer_id=b)} == {a, b}
    unmerge(first)
    assert {fact.customer_id for fact in customers.timeline(customer_id=b)} == {b}
    names = list(Fact.objects.filter(customer_id=a).order_by("id").values_list("name", flat=True))
    assert names[-2:] == ["customers.customers_merged.v1", "customers.customers_parted.v1"]


def test_namesakes_of_the_same_site_are_suggested_until_somebody_says_no(lin, site):
    wang, twin = a_customer(site_id=site), a_customer(site_id=site)
    a_customer(name="王芳")  # a namesake elsewhere, with another number: no reason
    assert customers.suggestions(customer_id=wang)[0].other_id == twin
    customers.not_same(customer_id=twin, other_id=wang, actor=lin)
    assert all(row.other_id != twin for row in customers.suggestions(customer_id=wang))


def test_a_pair_that_was_noticed_is_open_until_it_is_merged(lin):
    wang = customers.find_or_make(handles=[("phone", "13800138000")], actor=SYSTEM)
    other = customers.find_or_make(handles=[("mail", "w@qq.com")], actor=SYSTEM)
    customers.find_or_make(handles=[("phone", "13800138000"), ("mail", "w@qq.com")], actor=SYSTEM)
    ((_key, pair),) = customers.open_suggestions()
    assert {pair.customer_id, pair.other_id} == {wang, other}
    merge(wang, other)
    assert customers.open_suggestions() == []
    assert customers.suggestions(customer_id=wang) == ()
