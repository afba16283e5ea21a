"""What time it is. Every room asks here, so that the demo's clock can be moved and a past can be written."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta

from huitou.core.clock.wall import wall

_moment: ContextVar[datetime | None] = ContextVar("moment", default=None)
_ahead: tuple[float, timedelta] = (-1.0, timedelta(0))
LOOK_AGAIN_DEMO = 0.1  # seconds: a moved demo clock is seen by every process within this time
LOOK_AGAIN = 5.0


def now() -> datetime:
    """The present, aware, in UTC; in a demo it may be ahead of the wall clock."""
    return _moment.get() or wall() + ahead()


def ahead() -> timedelta:
    """How far the demo's clock is ahead of the wall clock (zero in a real company)."""
    global _ahead
    looked_at, offset = _ahead
    tick = time.monotonic()
    if looked_at < 0 or tick - looked_at > (LOOK_AGAIN_DEMO if offset else LOOK_AGAIN):
        from huitou.core.settings.settings import clock_ahead

        offset = clock_ahead()
        _ahead = (tick, offset)
    return offset


def look_again() -> None:
    """Forget the offset that was read (called by the process that moved the clock)."""
    global _ahead
    _ahead = (-1.0, timedelta(0))


@contextmanager
def travel(*, to: datetime) -> Iterator[None]:
    """Everything inside happens at `to`: for imports, the demo's past, and tests."""
    token = _moment.set(to)
    try:
        yield
    finally:
        _moment.reset(token)
