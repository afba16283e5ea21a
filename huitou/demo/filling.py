"""Filling an empty installation with the demo company and its past."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from huitou.core.api import Refusal, accounts, look_again, put_setting, setting, travel, wall, writing, zone
from huitou.demo.company.founding import found
from huitou.demo.past import lookups
from huitou.demo.past.matters import matters, rush
from huitou.demo.past.player import Player

PAST = timedelta(days=182)
AHEAD = timedelta(days=120)
LIVELY = (9, 17)  # hours of the day in which the desk is full of life


def is_demo() -> bool:
    """Whether this installation is the demo."""
    return bool(setting("demo"))


def opening_moment(at: datetime, where: ZoneInfo) -> datetime:
    """When the demo opens: now when people are at work, else the next morning at ten; nobody wants to meet an empty desk."""
    local = at.astimezone(where)
    if LIVELY[0] <= local.hour < LIVELY[1]:
        return at
    day = local.date() + timedelta(days=1 if local.hour >= LIVELY[1] else 0)
    return datetime.combine(day, time(10, 7), where).astimezone(UTC)


def fill(*, seed: int, progress: Callable[[], None] = lambda: None) -> int:
    """Make the company and live through its past, all or nothing; return how many matters there were.

    Refusal("demo.not_empty") where somebody already works.
    """
    if accounts():
        raise Refusal("demo.not_empty")
    lookups.forget()
    where = zone()
    moment = opening_moment(wall(), where)
    start = moment - PAST
    first, last = start.astimezone(where).date(), moment.astimezone(where).date()
    with writing():
        with travel(to=start):
            found(first=first, last=last + AHEAD)
        put_setting("demo.ahead_seconds", int((moment - wall()).total_seconds()))
        player = Player(until=moment, progress=progress)
        past = matters(seed=seed, first=first, last=last, zone=where)
        count = player.play(heapq.merge(past, rush(seed=seed, until=moment), key=lambda matter: matter.at))
    look_again()
    return count
