"""Who was not seen for a long time, and how far a look for them is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from huitou.core.api import Refusal, last_seen
from huitou.customers.models import RetentionRun
from huitou.customers.profile.reads import customers


@dataclass(frozen=True)
class RetentionRow:
    """A look for persons not seen since `cutoff`: `looked` of `customers`, `found` of them (erased unless `dry`)."""

    id: int
    months: int
    cutoff: datetime
    dry: bool
    state: str
    customers: int
    looked: int
    found: int
    made_at: datetime
    by: int | None


_FIELDS = ("id", "months", "cutoff", "dry", "state", "customers", "looked", "found", "made_at", "by_id")


def retention_run(*, run_id: int) -> RetentionRow:
    """One run. Refuses core.not_found."""
    row = RetentionRun.objects.filter(pk=run_id).values_list(*_FIELDS).first()
    if row is None:
        raise Refusal("core.not_found")
    return RetentionRow(*row)


def retention_runs(*, limit: int = 20) -> tuple[RetentionRow, ...]:
    """The newest runs."""
    return tuple(RetentionRow(*row) for row in RetentionRun.objects.order_by("-id").values_list(*_FIELDS)[:limit])


def unseen(ids: Sequence[int], *, cutoff: datetime) -> list[int]:
    """Of these persons, those with whom nothing has happened since `cutoff`, over all their records."""
    members = {pk: (pk, *row.merged_ids) for pk, row in customers(ids=ids).items()}
    seen = last_seen([one for every in members.values() for one in every])
    return [pk for pk, every in members.items() if all(one not in seen or seen[one] < cutoff for one in every)]
