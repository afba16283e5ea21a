"""What may be decided about coming in without asking a database: waiting times, and that somebody always holds the keys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import datetime, timedelta

WINDOW = timedelta(hours=1)  # older attempts are forgotten
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=15)
FREE_PER_ACCOUNT = 5  # a person mistypes; five in a row is more than that
FREE_PER_ADDRESS = 30  # a whole shop may sit behind one address
KEY_RIGHT = "accounts.manage"


def retry_at(attempts: Sequence[datetime], *, now: datetime, free: int) -> datetime | None:
    """When the next attempt may be made, or None when it may be made now.

    `attempts` are the failed ones, in any order. The first `free` within the window cost nothing; after that the wait
    doubles with each, counted from the last one, up to the longest wait.
    """
    recent = [at for at in attempts if at > now - WINDOW]
    over = len(recent) - free
    if over < 0:
        return None
    until = max(recent) + min(FIRST_WAIT * 2 ** min(over, 20), LONGEST_WAIT)
    return until if until > now else None


def minutes_until(moment: datetime, *, now: datetime) -> int:
    """Whole minutes to wait, rounded up, at least one: what a person is told."""
    return max(1, -int((now - moment).total_seconds() // 60))


def somebody_holds_the_keys(active_roles: Iterable[str], rights: Mapping[str, Set[str]]) -> bool:
    """Whether at least one active account may manage accounts: else nobody could ever change anything again."""
    return any(KEY_RIGHT in rights.get(role, frozenset()) for role in active_roles)
