"""How long somebody must not have been seen before their data goes."""

from __future__ import annotations

from datetime import datetime, timedelta

from huitou.measures.refusal import Refusal

MONTHS = (6, 240)


def cutoff(*, at: datetime, months: int) -> datetime:
    """The moment before which nothing may have happened. Raises customers.retention_months under 6 or above 240.

    The same day of the month so many months earlier; a 31st becomes the month's last day.
    """
    least, most = MONTHS
    if not least <= months <= most:
        raise Refusal("customers.retention_months", least=least, most=most)
    whole = at.year * 12 + at.month - 1 - months
    year, month = divmod(whole, 12)
    first = at.replace(year=year, month=month + 1, day=1)
    next_first = (first + timedelta(days=31)).replace(day=1)
    last_day = (next_first - timedelta(days=1)).day
    return first.replace(day=min(at.day, last_day))
