"""The triangle law in small: the sign of an answer's time, and when a rating calls us back."""

from datetime import timedelta

import pytest

from huitou.measures.refusal import Refusal
from huitou.voice.expectations.rules import Told, read
from huitou.voice.ratings import rules


@pytest.mark.parametrize(
    ("expected", "minutes", "sign"),
    [
        (60, 29, "exceeded"),
        (60, 30, "exceeded"),  # half of the time: still better than expected
        (60, 31, "met"),
        (60, 60, "met"),  # to the minute
        (60, 61, "below"),
        (1440, 700, "exceeded"),
        (1440, 1441, "below"),
        (60, None, "below"),  # no answer at all
        (None, 5, ""),  # nothing was expected: nothing can be said
        (None, None, ""),
    ],
)
def test_the_time_of_an_answer_against_what_was_expected(expected: int | None, minutes: int | None, sign: str) -> None:
    after = None if minutes is None else timedelta(minutes=minutes)
    assert rules.speed_sign(expected_minutes=expected, answered_after=after) == sign


@pytest.mark.parametrize(
    ("experience", "sign", "low"),
    [
        (1, "met", True),
        (2, "exceeded", True),
        (3, "below", True),
        (3, "met", False),
        (4, "below", False),
        (5, "below", False),
    ],
)
def test_which_ratings_open_the_matter_again(experience: int, sign: str, low: bool) -> None:
    assert rules.is_low(experience=experience, sign=sign) is low


@pytest.mark.parametrize(
    ("experience", "sign", "touchpoints"),
    [(0, "met", {}), (6, "met", {}), (3, "great", {}), (3, "", {}), (3, "met", {1: 0}), (3, "met", {1: 9})],
)
def test_scores_that_nobody_asked_for_are_refused(experience: int, sign: str, touchpoints: dict[int, int]) -> None:
    with pytest.raises(Refusal) as refused:
        rules.check(experience=experience, sign=sign, touchpoints=touchpoints)
    assert refused.value.code == "voice.rating_out_of_range"


@pytest.mark.parametrize(
    ("answer_within", "ending", "told"),
    [
        ("60", "refund", Told(60, "refund")),
        ("", "", Told()),
        ("61", "refund", Told(None, "refund")),  # not offered: counts as not told
        ("60", "revenge", Told(60, "")),
        ("-1", "", Told()),
        ("6" * 40, "", Told()),
    ],
)
def test_what_a_form_tells_of_the_expectation(answer_within: str, ending: str, told: Told) -> None:
    assert read(answer_within=answer_within, ending=ending) == told
    assert told.anything is bool(told.answer_within_minutes or told.ending)
