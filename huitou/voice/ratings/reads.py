"""Ratings for the company's people: the list, and the share of each sign with its interval."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from huitou.core.api import aware, sql_rows
from huitou.measures.estimate import Estimate
from huitou.measures.proportion import proportion
from huitou.voice.models import Invitation, Rating
from huitou.voice.ratings import rules


@dataclass(frozen=True)
class RatingRow:
    """One rating; names are looked up by whoever shows it."""

    id: int
    case_id: int
    case_number: str
    conversation_id: int
    customer_id: int
    experience: int
    sign: str
    speed_sign: str
    text: str
    at: datetime


@dataclass(frozen=True)
class SignShare:
    """How many experiences exceeded, met or fell below the expectation; `share` with a 95% interval."""

    sign: str
    count: int
    share: Estimate


@dataclass(frozen=True)
class ExpectationRow:
    """What the customer of a case expects."""

    case_id: int
    answer_within_minutes: int | None
    ending: str
    at: datetime


_FIELDS = ("id", "case_id", "case__number", "case__conversation_id", "customer_id", "experience", "sign", "speed_sign")


@dataclass(frozen=True)
class OpenInvitation:
    """An invitation to rate that waits for its customer."""

    id: int
    customer_id: int


def ratings(
    *,
    since: datetime | None = None,
    sign: str = "",
    site_id: int | None = None,
    before: int | None = None,
    limit: int = 50,
) -> list[RatingRow]:
    """The newest ratings, paged by id."""
    rows = Rating.objects.all()
    if since:
        rows = rows.filter(at__gte=since)
    if sign:
        rows = rows.filter(sign=sign)
    if site_id:
        rows = rows.filter(case__site_id=site_id)
    if before:
        rows = rows.filter(id__lt=before)
    return [RatingRow(*row) for row in rows.order_by("-id").values_list(*_FIELDS, "text", "at")[:limit]]


def ratings_of_cases(*, case_ids: Iterable[int]) -> dict[int, RatingRow]:
    """The newest rating of each case."""
    rows = Rating.objects.filter(case_id__in=list(case_ids)).order_by("id").values_list(*_FIELDS, "text", "at")
    return {row[1]: RatingRow(*row) for row in rows}


def sign_shares(*, since: datetime, site_id: int | None = None) -> list[SignShare]:
    """超出, 符合, 低于: count and share with a Wilson interval, over ratings since a time."""
    rows = Rating.objects.filter(at__gte=since)
    if site_id:
        rows = rows.filter(case__site_id=site_id)
    counts = dict(rows.values_list("sign").annotate(n=Count("id")))
    total = sum(counts.values())
    return [SignShare(s, counts.get(s, 0), proportion(successes=counts.get(s, 0), n=total)) for s in rules.SIGNS]


def expectation_of(*, case_id: int) -> ExpectationRow | None:
    """What the customer expects of a case, or None."""
    found = sql_rows(
        "SELECT case_id, answer_within_minutes, ending, at FROM voice_expectation WHERE case_id = %s", [case_id]
    )
    return ExpectationRow(*(*found[0][:3], aware(found[0][3]))) if found else None


def open_invitations(*, since: datetime, limit: int = 50) -> tuple[OpenInvitation, ...]:
    """Invitations made since a time that nobody has used yet, newest first."""
    rows = Invitation.objects.filter(used_at=None, made_at__gte=since).order_by("-id")
    return tuple(OpenInvitation(*row) for row in rows.values_list("pk", "conversation__customer_id")[:limit])
