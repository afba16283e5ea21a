"""Filling an empty installation with the demo company and its past."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from huitou.core.api import Refusal, accounts, setting, travel, wall, writing, zone
from huitou.demo.company.founding import found
from huitou.demo.past.matters import matters
from huitou.demo.past.player import Player

PAST = timedelta(days=182)
AHEAD = timedelta(days=120)


def is_demo() -> bool:
    """Whether this installation is the demo."""
    return bool(setting("demo"))


def fill(*, seed: int, progress: Callable[[], None] = lambda: None) -> int:
    """Make the company and live through its past, all or nothing; return how many matters there were.

    Refusal("demo.not_empty") where somebody already works.
    """
    if accounts():
        raise Refusal("demo.not_empty")
    moment = wall()
    start = moment - PAST
    where = zone()
    first, last = start.astimezone(where).date(), moment.astimezone(where).date()
    with writing():
        with travel(to=start):
            found(first=first, last=last + AHEAD)
        player = Player(until=moment, progress=progress)
        return player.play(matters(seed=seed, first=first, last=last, zone=where))
