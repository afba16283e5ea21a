"""Which records may be one person, and how a forest of merges is kept flat."""

import pytest

from huitou.customers.merges import rules
from huitou.customers.merges.rules import Known


def known(name: str, *handles: tuple[str, str], sites: tuple[int, ...] = ()) -> Known:
    return Known(name, frozenset(handles), frozenset(sites))


WANG = known("王芳", ("phone", "+8613800138000"), ("mail", "wangfang@qq.com"), sites=(1,))


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        (known("王芳", ("phone", "+8613800138001")), "name_and_number"),  # one digit
        (known("王芳", ("phone", "+8613800183000")), "name_and_number"),  # two swapped
        (known("王芳", ("phone", "+8613811138000")), None),
        (known("王芳", ("mail", "wangfang@163.com")), "name_and_mail"),
        (known("王芳", sites=(1, 2)), "name_and_site"),
        (known("王芳", sites=(2,)), None),
        (known("李雷", ("phone", "+8613800138001"), sites=(1,)), None),
        (known("", ("phone", "+8613800138001")), None),
    ],
)
def test_why_two_records_may_be_one_person(other, reason):
    assert rules.why_same(WANG, other) == rules.why_same(other, WANG) == reason


def test_two_without_a_name_are_not_the_same():
    assert rules.why_same(known("", sites=(1,)), known("", sites=(1,))) is None


def test_the_strongest_reason_comes_first():
    reasons = {7: "name_and_site", 3: "handles", 5: "name_and_number"}
    assert rules.strongest(reasons) == [(3, "handles"), (5, "name_and_number"), (7, "name_and_site")]


def test_roots_are_found_through_chains_and_a_ring_does_not_hang():
    assert rules.roots([(3, 2), (2, 1), (9, 8)]) == {3: 1, 2: 1, 9: 8}
    assert set(rules.roots([(1, 2), (2, 1)])) == {1, 2}


def test_what_was_merged_into_it_goes_with_it():
    merges = [(3, 2), (4, 3), (2, 1), (9, 1)]
    assert rules.under(2, merges) == (3, 4)
    assert rules.under(1, merges) == (2, 3, 4, 9)
    assert rules.under(4, merges) == ()
