"""The door of voice: expectation before, experience after, at the same touchpoint."""

from __future__ import annotations

from huitou.voice.expectations.actions import tell as tell_expectation
from huitou.voice.expectations.rules import ANSWER_WITHIN, ENDINGS, Told
from huitou.voice.expectations.rules import read as read_expectation
from huitou.voice.ratings.actions import invite, rate
from huitou.voice.ratings.links import link_of as rating_link_of
from huitou.voice.ratings.public import RatingPage, open_link, rating_page
from huitou.voice.ratings.reads import (
    ExpectationRow,
    RatingRow,
    SignShare,
    expectation_of,
    open_invitations,
    ratings,
    ratings_of_cases,
    sign_shares,
)
from huitou.voice.ratings.rules import BELOW, EXCEEDED, MET, SIGNS

__all__ = [
    "ANSWER_WITHIN",
    "BELOW",
    "ENDINGS",
    "EXCEEDED",
    "MET",
    "SIGNS",
    "ExpectationRow",
    "RatingPage",
    "RatingRow",
    "SignShare",
    "Told",
    "expectation_of",
    "invite",
    "open_invitations",
    "open_link",
    "rate",
    "rating_link_of",
    "rating_page",
    "ratings",
    "ratings_of_cases",
    "read_expectation",
    "sign_shares",
    "tell_expectation",
]
