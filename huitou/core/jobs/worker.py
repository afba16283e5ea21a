"""The worker: does what is due, sleeps until the next due time or until somebody commits something."""

from __future__ import annotations

import logging
import threading
import time

from django.db import OperationalError, connection

from huitou.core.clock.clock import look_again, now
from huitou.core.jobs import jobs
from huitou.core.wake import Sleeper

OUTSIDE_THREADS = 2  # for jobs that wait for others (webhooks): a slow receiver must not make a promise's timer late
LONGEST_SLEEP = 1.0  # seconds: the sweep, for what no wake-up announced (a lease that ran out, a moved clock)
log = logging.getLogger(__name__)


def run_worker(*, stop: threading.Event) -> None:
    """Work until `stop` is set. A database that is away is waited for, never fatal."""
    helpers = [threading.Thread(target=_work, args=(stop, True), daemon=True) for _ in range(OUTSIDE_THREADS)]
    for helper in helpers:
        helper.start()
    _work(stop, False)
    for helper in helpers:
        helper.join(timeout=LONGEST_SLEEP * 2)


def _work(stop: threading.Event, outside: bool) -> None:
    sleeper = Sleeper()
    swept = 0.0
    while not stop.is_set():
        try:
            look_again()
            if not outside and time.monotonic() - swept > LONGEST_SLEEP:
                jobs.enqueue_periodic()
                swept = time.monotonic()
            if not jobs.run_due(outside=outside, limit=1 if outside else jobs.BATCH):
                sleeper.sleep(_until_next(outside))
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


def _until_next(outside: bool) -> float:
    due = jobs.next_due(outside=outside)
    if due is None:
        return LONGEST_SLEEP
    return min(max((due - now()).total_seconds(), 0.0), LONGEST_SLEEP)
