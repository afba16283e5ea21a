"""Who is signed in now, from the sessions."""

from __future__ import annotations

from datetime import timedelta

from huitou.core.clock.wall import wall
from huitou.core.models import Session

WHILE = timedelta(hours=8)


def signed_in() -> frozenset[int]:
    """Accounts with a session that was used within the last hours."""
    rows = Session.objects.filter(account_id__isnull=False, expire_date__gt=wall(), seen_at__gt=wall() - WHILE)
    return frozenset(rows.values_list("account_id", flat=True))
