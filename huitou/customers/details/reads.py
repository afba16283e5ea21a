"""What we know about a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from huitou.customers.models import Detail
from huitou.customers.profile.reads import family


@dataclass(frozen=True)
class DetailRow:
    """Something heard: `kind` like, dislike, habit, date, other; `heard_by` an account, `heard_in` a conversation's id."""

    id: int
    kind: str
    text: str
    on_date: date | None
    heard_at: datetime
    heard_by: int | None
    heard_in: int | None
    ended_at: datetime | None = None
    customer_id: int = 0


def details(
    *, customer_id: int, ended_too: bool = False, family_ids: tuple[int, ...] | None = None
) -> tuple[DetailRow, ...]:
    """What is known about the person over all their records, newest first. `family_ids`: their records, when known."""
    rows = Detail.objects.filter(customer_id__in=family_ids or family(customer_id=customer_id))
    if not ended_too:
        rows = rows.filter(ended_at=None)
    fields = ("id", "kind", "text", "on_date", "heard_at", "heard_by_id", "heard_in", "ended_at", "customer_id")
    return tuple(DetailRow(*row) for row in rows.order_by("-heard_at", "-id").values_list(*fields))
