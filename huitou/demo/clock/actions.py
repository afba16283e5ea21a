"""Moving the demo's clock forward: an hour, a day, to the next deadline. Never back, never in a real company."""

from __future__ import annotations

from datetime import datetime, timedelta

from huitou.core.api import Actor, Refusal, look_again, now, put_setting, record, setting, wall, writing
from huitou.demo.facts import ClockMoved
from huitou.desk.api import next_deadline

BEFORE_DEADLINE = timedelta(seconds=5)  # so that it is seen to pass


def forward(*, by: str, actor: Actor) -> datetime:
    """Move the clock: `by` is hour, day or next (deadline); returns the new time. Jobs that become due are done at once."""
    if not setting("demo"):
        raise Refusal("demo.not_a_demo")
    target = _target(by)
    ahead = int((target - wall()).total_seconds())
    with writing():
        put_setting("demo.ahead_seconds", max(ahead, setting("demo.ahead_seconds")))
        record(ClockMoved(by=by), actor=actor, at=target)
    look_again()
    return now()


def _target(by: str) -> datetime:
    if by == "day":
        return now() + timedelta(days=1)
    if by == "next":
        due = next_deadline(after=now() + BEFORE_DEADLINE)
        if due is None:
            raise Refusal("demo.no_deadline")
        return due - BEFORE_DEADLINE
    return now() + timedelta(hours=1)
