"""The worker: does what is due, sleeps until the next due time or until somebody commits something."""

from __future__ import annotations

import logging
import threading
import time

from django.db import OperationalError, connection

from huitou.core.clock.clock import look_again, now
from huitou.core.jobs import jobs
from huitou.core.wake import Sleeper

LONGEST_SLEEP = 1.0  # seconds: the sweep, for what no wake-up announced (a lease that ran out, a moved clock)
log = logging.getLogger(__name__)


def run_worker(*, stop: threading.Event) -> None:
    """Work until `stop` is set. A database that is away is waited for, never fatal."""
    sleeper = Sleeper()
    swept = 0.0
    while not stop.is_set():
        try:
            look_again()
            if time.monotonic() - swept > LONGEST_SLEEP:
                jobs.enqueue_periodic()
                swept = time.monotonic()
            if not jobs.run_due():
                sleeper.sleep(_until_next())
        except OperationalError:
            log.exception("the database did not answer; trying again")
            connection.close()
            sleeper = Sleeper()
            stop.wait(1)


def run_until_quiet(*, rounds: int = 1000) -> int:
    """Do everything that is due now, and what becomes due by it; for tests, imports and the demo. Returns how many."""
    total = 0
    for _ in range(rounds):
        done = jobs.run_due()
        if not done:
            return total
        total += done
    raise RuntimeError("jobs keep making jobs")


def _until_next() -> float:
    due = jobs.next_due()
    if due is None:
        return LONGEST_SLEEP
    return min(max((due - now()).total_seconds(), 0.0), LONGEST_SLEEP)
