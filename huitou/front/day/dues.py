"""Today's promises by the hour in which they fall due: kept, late, still to come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, time, timedelta

from huitou.desk import api as desk
from huitou.front.day.shapes import DueHour
from huitou.front.times import Clock

EARLIEST, LATEST = 8, 20  # hours always drawn
KEPT, LATE, AHEAD = "kept", "late", "ahead"


def due_hours(clock: Clock, team_id: int | None) -> tuple[DueHour, ...]:
    """The hours of today in the company's zone (one query); nothing when no promise falls due today."""
    start = datetime.combine(clock.today, time.min, clock.where)
    end = datetime.combine(clock.today + timedelta(days=1), time.min, clock.where)
    found = desk.dues(since=start, until=end, team_id=team_id)
    became = [(at.astimezone(clock.where).hour, _became(at, state, clock.now)) for at, state in found]
    return hours_of(became, clock.now.astimezone(clock.where).hour)


def hours_of(became: Iterable[tuple[int, str]], now: int) -> tuple[DueHour, ...]:
    """One bar for each hour of the day's work; hours outside it only when something fell due there."""
    counted = Counter(became)
    seen = [hour for hour, _word in counted]
    if not seen:
        return ()
    return tuple(
        DueHour(
            label=str(hour),
            kept=counted[hour, KEPT],
            late=counted[hour, LATE],
            ahead=counted[hour, AHEAD],
            now=hour == now,
        )
        for hour in range(min(EARLIEST, *seen), max(LATEST, *seen) + 1)
    )


def _became(at: datetime, state: str, now: datetime) -> str:
    """A promise kept after its time was late all the same: the hour shows where the day slipped."""
    if state == "kept":
        return KEPT
    return AHEAD if state == "open" and at >= now else LATE
