"""Expectation before, experience after: what customers told us of their cases."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Schema

from huitou.core.api import Refusal
from huitou.front.api.cursors import cursor, number_of
from huitou.front.api.rendering import straight
from huitou.front.api.routes import Routes
from huitou.front.api.shapes import Cursor, Id, Items, Limit, Moment, Page
from huitou.voice import api as voice

routes = Routes("ratings")


class SignOut(Schema):
    """How many experiences exceeded, met or fell below what was expected; the share with its 95% interval."""

    sign: str
    count: int
    value: float | None
    low: float
    high: float
    n: int


def signs_out(shares: Iterable[voice.SignShare]) -> list[dict[str, Any]]:
    """Shares of signs as programs read them."""
    return [
        {"sign": one.sign, "count": one.count, "value": one.share.value, "low": one.share.low, "high": one.share.high,
         "n": one.share.n}
        for one in shares
    ]  # fmt: skip


@routes.get("/ratings", needs="ratings.read", answers=Page[voice.RatingRow])
def list_ratings(
    request: HttpRequest,
    since: Moment | None = None,
    sign: Literal["", "exceeded", "met", "below"] = "",
    site_id: Id | None = None,
    after: Cursor = "",
    limit: Limit = 50,
) -> HttpResponse:
    """What customers experienced, newest first; `sign` compares it with what they expected."""
    rows = voice.ratings(since=since, sign=sign, site_id=site_id, before=number_of(after), limit=limit)
    return straight({"items": rows, "next": cursor(rows[-1].id) if len(rows) == limit else None})


@routes.get("/rating-signs", needs="ratings.read", answers=Items[SignOut])
def rating_signs(request: HttpRequest, since: Moment, site_id: Id | None = None) -> Any:
    """超出, 符合, 低于: counts and shares with their intervals."""
    return {"items": signs_out(voice.sign_shares(since=since, site_id=site_id))}


@routes.get("/cases/{case_id}/rating", needs="desk.read", answers=voice.RatingRow)
def get_case_rating(request: HttpRequest, case_id: Id) -> Any:
    """What the customer said of a case that was settled."""
    found = voice.ratings_of_cases(case_ids=[case_id]).get(case_id)
    if found is None:
        raise Refusal("core.not_found")
    return found


@routes.get("/cases/{case_id}/expectation", needs="desk.read", answers=voice.ExpectationRow)
def get_expectation(request: HttpRequest, case_id: Id) -> Any:
    """What the customer expects of a case."""
    found = voice.expectation_of(case_id=case_id)
    if found is None:
        raise Refusal("core.not_found")
    return found
