"""What customers agreed to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from huitou.customers.models import Consent
from huitou.customers.profile.reads import family


@dataclass(frozen=True)
class ConsentRow:
    """A yes or no to service, care, marketing or survey; `asked_by` an account."""

    id: int
    purpose: str
    given: bool
    at: datetime
    how: str
    asked_by: int | None


def consents(*, customer_id: int) -> tuple[ConsentRow, ...]:
    """All that the person ever said, newest first."""
    rows = Consent.objects.filter(customer_id__in=family(customer_id=customer_id)).order_by("-at", "-id")
    fields = ("id", "purpose", "given", "at", "how", "asked_by_id")
    return tuple(ConsentRow(*row) for row in rows.values_list(*fields))


def consent(*, customer_id: int, purpose: str) -> bool | None:
    """What holds now for a purpose: True, False, or None when the person was never asked."""
    said = [row.given for row in consents(customer_id=customer_id) if row.purpose == purpose]
    return said[0] if said else None
