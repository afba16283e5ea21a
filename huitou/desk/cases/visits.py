"""Follow-up visits as staff read them: those to be made, the earliest first, and those made, the last first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, Value
from django.db.models.functions import Coalesce

from huitou.desk.models import FollowUp


@dataclass(frozen=True)
class FollowUpRow:
    """A visit after a closed case. `kind`: call, message. `word`: what the customer said; back stage."""

    id: int
    case_id: int
    case_number: str
    case_summary: str
    customer_id: int
    conversation_key: str
    kind: str
    owner_id: int | None
    owner_name: str
    due_at: datetime
    done_at: datetime | None
    word: str


@dataclass(frozen=True)
class FollowUpPage:
    """A page of visits; `next_key` is what `after` takes, "" at the end."""

    rows: tuple[FollowUpRow, ...]
    next_key: str = ""


def follow_ups(
    *,
    until: datetime | None = None,
    owner_id: int | None = None,
    made: bool = False,
    after: str = "",
    limit: int = 50,
) -> FollowUpPage:
    """A page of the visits due until then that are still to be made, the earliest first; of one owner, or of all.

    With `made`, those that were made, the last first. `after`: the `next_key` of the page before. One query.
    """
    rows = FollowUp.objects.filter(dropped_at=None, done_at__isnull=not made)
    if until is not None:
        rows = rows.filter(due_at__lte=until)
    if owner_id is not None:
        rows = rows.filter(owner_id=owner_id)
    name, sign, past = ("done_at", "-", "lt") if made else ("due_at", "", "gt")
    if after:
        moment, _, pk = after.rpartition("~")
        at = datetime.fromisoformat(moment)
        rows = rows.filter(Q(**{f"{name}__{past}": at}) | Q(**{name: at, f"pk__{past}": int(pk)}))
    found = rows_of(rows.order_by(f"{sign}{name}", f"{sign}pk")[: limit + 1])
    page, more = found[:limit], len(found) > limit
    return FollowUpPage(page, f"{getattr(page[-1], name).isoformat()}~{page[-1].id}" if more else "")


def rows_of(visits: Any) -> tuple[FollowUpRow, ...]:
    """These rows of the table as people read them."""
    found = visits.values_list(
        "id",
        "case_id",
        "case__number",
        "case__summary",
        "case__customer_id",
        "case__conversation__key",
        "kind",
        "owner_id",
        Coalesce("owner__name", Value("")),
        "due_at",
        "done_at",
        "word",
    )
    return tuple(FollowUpRow(*row) for row in found)
