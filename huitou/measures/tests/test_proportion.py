"""Shares and their intervals, against the published examples and the exact behaviour at the ends."""

from __future__ import annotations

import pytest

from huitou.measures.proportion import FEW_CASES, NO_CASES, proportion, warning


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [
        # Newcombe, Statistics in Medicine 17 (1998), 857-872, table I, method 3 (Wilson without correction).
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_interval_of_wilson_is_the_published_one(successes, n, low, high):
    found = proportion(successes=successes, n=n)
    assert found.value == successes / n
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)
    assert (found.n, found.method) == (n, "wilson 95%")


def test_all_of_all_ends_at_one_and_never_above():
    found = proportion(successes=12, n=12)
    assert found.value == found.high == 1.0
    assert 0.7 < found.low < 1.0


def test_of_nothing_there_is_no_share():
    found = proportion(successes=0, n=0)
    assert (found.value, found.low, found.high) == (None, 0.0, 1.0)
    assert warning(found) == NO_CASES


@pytest.mark.parametrize(("n", "named"), [(1, FEW_CASES), (19, FEW_CASES), (20, ""), (500, "")])
def test_few_cases_are_named(n, named):
    assert warning(proportion(successes=n // 2, n=n)) == named


def test_more_confidence_is_a_wider_interval():
    narrow, wide = (proportion(successes=30, n=40, confidence=c) for c in (0.8, 0.99))
    assert wide.low < narrow.low < narrow.high < wide.high


@pytest.mark.parametrize(("successes", "n"), [(3, 2), (-1, 2)])
def test_an_impossible_count_is_an_error(successes, n):
    with pytest.raises(ValueError, match="is no share"):
        proportion(successes=successes, n=n)
