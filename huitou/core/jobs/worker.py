"""The worker: does what is due, sleeps until the next due time or until somebody commits something."""

from __future__ import annotations

import logging
import threading
import time

from django.db import connection

from huitou.core.clock.clock import look_again, now
from huitou.core.clock.steps import Steps
from huitou.core.jobs import jobs
from huitou.core.jobs.jobs import Side
from huitou.core.wake import Sleeper

# A slow receiver of a webhook or a long import must not make a promise's timer late: each side has its own threads.
THREADS = {Side.TIMERS: 1, Side.OUTSIDE: 2}
LONGEST_SLEEP = 1.0  # seconds: the sweep, for what no wake-up announced (a lease that ran out, a moved clock)
log = logging.getLogger(__name__)


def run_worker(*, stop: threading.Event) -> None:
    """Work until `stop` is set. A database that is away is waited for, never fatal."""
    helpers = [
        threading.Thread(target=_help, args=(stop, side), name=f"jobs-{side.value}", daemon=True)
        for side, count in THREADS.items()
        for _ in range(count)
    ]
    for helper in helpers:
        helper.start()
    _work(stop, Side.INSIDE)
    for helper in helpers:
        helper.join(timeout=LONGEST_SLEEP * 2)


def _help(stop: threading.Event, side: Side) -> None:
    try:
        _work(stop, side)
    finally:
        connection.close()


def _work(stop: threading.Event, side: Side) -> None:
    sleeper, steps = Sleeper(), Steps()
    swept = 0.0
    while not stop.is_set():
        try:
            sleeper.look()
            look_again()
            if side is Side.INSIDE and (back := steps.set_back()):
                log.warning("the clock of this machine was set back by %s", back)
                jobs.clock_set_back(back)
            if side is Side.INSIDE and time.monotonic() - swept > LONGEST_SLEEP:
                jobs.enqueue_periodic()
                swept = time.monotonic()
            if not jobs.run_due(side=side):
                sleeper.sleep(_until_next(side))
        except Exception:
            # What a job raises is written down with the job. This is the database away, or the worker's own stumble.
            log.exception("the worker could not go on; trying again")
            connection.close()
            sleeper.close()
            stop.wait(1)
    sleeper.close()


def run_until_quiet(*, rounds: int = 1000) -> int:
    """Do everything that is due now, and what becomes due by it, in this thread (for tests). Returns how many."""
    total = 0
    for _ in range(rounds):
        done = jobs.run_due()
        if not done:
            return total
        total += done
    raise RuntimeError("jobs keep making jobs")


def _until_next(side: Side) -> float:
    due = jobs.next_due(side=side)
    if due is None:
        return LONGEST_SLEEP
    return min(max((due - now()).total_seconds(), 0.0), LONGEST_SLEEP)
