"""How much there is: with each colleague, of each customer, in each hour. For the day page and the lists beside the desk."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q

from huitou.core.api import moments
from huitou.desk.models import Conversation, Promise

COUNT_TO = 1000  # counts of those who wait stop here
CHUNK = 10_000  # ids asked for in one statement


@dataclass(frozen=True)
class Load:
    """What a colleague has in hand: open conversations, those in which a customer waits, promises due and late."""

    account_id: int
    open: int
    waiting: int
    promises: int
    late: int


@dataclass(frozen=True)
class Queue:
    """Customers who wait for us, counted up to 1000, how many of them nobody owns, and since when the first waits."""

    waiting: int
    unowned: int
    since: datetime | None


@dataclass(frozen=True)
class CustomerTally:
    """What the desk has of a customer record."""

    conversations: int = 0
    open_promises: int = 0
    late_promises: int = 0


def loads(*, at: datetime, due_until: datetime, team_id: int | None = None) -> dict[int, Load]:
    """What each colleague has in hand at `at`, promises due before `due_until`; those with nothing are left out.

    Two queries whatever the number of colleagues.
    """
    talks = _open(team_id).exclude(owner=None).values_list("owner_id")
    talking = {pk: (n, waiting) for pk, n, waiting in talks.annotate(Count("id"), w=Count("waiting_since"))}
    owed = Promise.objects.filter(state=Promise.OPEN, due_at__lt=due_until)
    if team_id is not None:
        owed = owed.filter(team_id=team_id)
    owing = owed.values_list("owner_id").annotate(Count("id"), late=Count("id", filter=Q(due_at__lt=at)))
    promised = {pk: (n, late) for pk, n, late in owing}
    return {
        pk: Load(pk, *talking.get(pk, (0, 0)), *promised.get(pk, (0, 0))) for pk in talking.keys() | promised.keys()
    }


def queue(*, team_id: int | None = None) -> Queue:
    """The customers who wait for us now, of a team or of all (one query)."""
    rows = _open(team_id).filter(waiting_since__isnull=False).order_by("waiting_since")
    found = list(rows.values_list("owner_id", "waiting_since")[:COUNT_TO])
    return Queue(len(found), sum(owner is None for owner, _since in found), found[0][1] if found else None)


def arrivals(*, spans: Sequence[tuple[datetime, datetime]], team_id: int | None = None) -> tuple[datetime, ...]:
    """When customers wrote within these spans of time, to a team or to all; automatic answers count too."""
    found = moments("desk.message_received.v1", spans=spans)
    if team_id is None:
        return tuple(at for at, _conversation in found)
    theirs = _of_team({conversation for _at, conversation in found if conversation}, team_id)
    return tuple(at for at, conversation in found if conversation in theirs)


def dues(*, since: datetime, until: datetime, team_id: int | None = None) -> tuple[tuple[datetime, str], ...]:
    """Due time and state of each promise due within the span, of a team or of all (one query).

    Promises that were renegotiated, released or taken back are no longer due and left out.
    """
    rows = Promise.objects.filter(due_at__gte=since, due_at__lt=until)
    rows = rows.filter(state__in=(Promise.OPEN, Promise.KEPT, Promise.KEPT_LATE, Promise.BROKEN))
    if team_id is not None:
        rows = rows.filter(team_id=team_id)
    return tuple(rows.order_by("due_at").values_list("due_at", "state"))


def tallies(*, customer_ids: Iterable[int], at: datetime) -> dict[int, CustomerTally]:
    """What the desk has of each of these customer records, for lists (two queries); all zero when it has nothing."""
    ids = list(customer_ids)
    talks: dict[int, int] = defaultdict(int)
    of = Conversation.objects.filter(customer_id__in=ids, merged_into=None)
    talks.update(of.values_list("customer_id").annotate(Count("id")))
    owed = Promise.objects.filter(customer_id__in=ids, state=Promise.OPEN).values_list("customer_id")
    promised = {pk: (n, late) for pk, n, late in owed.annotate(Count("id"), late=Count("id", filter=Q(due_at__lt=at)))}
    return {pk: CustomerTally(talks[pk], *promised.get(pk, (0, 0))) for pk in ids}


def _open(team_id: int | None) -> Any:
    rows = Conversation.objects.filter(state=Conversation.OPEN, merged_into=None)
    return rows if team_id is None else rows.filter(team_id=team_id)


def _of_team(ids: set[int], team_id: int) -> set[int]:
    every, found = sorted(ids), set()
    for start in range(0, len(every), CHUNK):
        rows = Conversation.objects.filter(pk__in=every[start : start + CHUNK], team_id=team_id)
        found |= set(rows.values_list("id", flat=True))
    return found
