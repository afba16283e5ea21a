"""The sign of an experience against the expectation, and when a rating needs an answer from us."""

from __future__ import annotations

from datetime import timedelta

from huitou.measures.refusal import Refusal

EXCEEDED, MET, BELOW = "exceeded", "met", "below"
SIGNS = (EXCEEDED, MET, BELOW)
LOWEST, HIGHEST = 1, 5
LINK_LIVES = timedelta(days=14)
FAST = 0.5  # answered within half of the expected time counts as exceeded
LONGEST_TEXT = 2000


def speed_sign(*, expected_minutes: int | None, answered_after: timedelta | None) -> str:
    """Sign of the answer's time; "" when no expectation was told, below when no answer came at all."""
    if expected_minutes is None:
        return ""
    if answered_after is None:
        return BELOW
    share = answered_after / timedelta(minutes=expected_minutes)
    if share <= FAST:
        return EXCEEDED
    return MET if share <= 1 else BELOW


def check(*, experience: int, sign: str, touchpoints: dict[int, int]) -> None:
    """Raise Refusal("voice.rating_out_of_range") when a score or sign is none that we asked for."""
    scores = [experience, *touchpoints.values()]
    if sign not in SIGNS or any(not LOWEST <= score <= HIGHEST for score in scores):
        raise Refusal("voice.rating_out_of_range")


def is_low(*, experience: int, sign: str) -> bool:
    """Whether the matter is reopened: a score of 1 or 2, or a middling one below what was expected."""
    return experience <= 2 or (experience == 3 and sign == BELOW)
