"""What we know about a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from huitou.core.api import aware, maybe_aware, sql_rows
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
    ids = family_ids or family(customer_id=customer_id)
    still = "" if ended_too else "AND ended_at IS NULL "
    found = sql_rows(
        "SELECT id, kind, text, on_date, heard_at, heard_by_id, heard_in, ended_at, customer_id FROM customers_detail "
        f"WHERE customer_id IN ({', '.join(['%s'] * len(ids))}) {still}ORDER BY heard_at DESC, id DESC",
        ids,
    )
    return tuple(DetailRow(*(*row[:4], aware(row[4]), *row[5:7], maybe_aware(row[7]), row[8])) for row in found)
