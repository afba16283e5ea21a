"""The manager's day in figures: what is late, what is about to be, who waits, who is overloaded."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest
from ninja import Schema

from huitou.core.api import may
from huitou.desk import api as desk
from huitou.front.api.caller import caller_of
from huitou.front.api.ratings import SignOut, signs_out
from huitou.front.api.routes import Routes
from huitou.front.api.shapes import Id
from huitou.front.day.arrivals import chart
from huitou.front.day.people import load_rows
from huitou.front.day.shapes import LoadRow
from huitou.front.day.view import house_warnings
from huitou.front.times import Clock
from huitou.roster.api import teams
from huitou.voice.api import sign_shares

routes = Routes("day")
PERIODS = (7, 30)


class DuePromises(Schema):
    """Open promises, counted up to 100: all, due within half an hour, late."""

    open: int
    soon: int
    late: int


class WaitingOut(Schema):
    """Customers who wait for us, counted up to 1000; how many nobody owns; since when the first waits."""

    customers: int
    unowned: int
    since: datetime | None


class HourOut(Schema):
    """Messages that came in an hour of today, and the median of the same weekday in the weeks before."""

    hour: int
    count: int
    usual: float


class LoadOut(Schema):
    """What a colleague has in hand. `capacity` 0: in no team. `promises` are those due today."""

    account_id: int
    name: str
    team: str
    open: int
    capacity: int
    waiting: int
    promises: int
    late: int
    state: str
    over: bool


class PeriodOut(Schema):
    """The signs of the ratings of the last days."""

    days: int
    signs: list[SignOut]


class DayOut(Schema):
    """The day. `usual_weeks`: over how many weeks the usual was taken, 0 when there are too few to say.

    `ratings` is empty without the right `ratings.read`. `warnings`: something is wrong with the house itself.
    """

    at: datetime
    promises: DuePromises
    waiting: WaitingOut
    hours: list[HourOut]
    usual_weeks: int
    loads: list[LoadOut]
    absent: int
    ratings: list[PeriodOut]
    warnings: list[str]


@routes.get("/day", needs="day.read", answers=DayOut)
def get_day(request: HttpRequest, team_id: Id | None = None) -> Any:
    """The figures of the manager's day, of a team or of all."""
    me, clock = caller_of(request).account, Clock.read()
    counts = desk.ledger_counts(account_id=me.pk, team_ids=None if team_id is None else (team_id,), at=clock.now)
    queue, today = desk.queue(team_id=team_id), chart(clock, team_id)
    loads, absent = load_rows(teams(), team_id, clock)
    return {
        "at": clock.now,
        "promises": {"open": counts.team, "soon": counts.soon, "late": counts.late},
        "waiting": {"customers": queue.waiting, "unowned": queue.unowned, "since": queue.since},
        "hours": [{"hour": int(one.label), "count": one.value, "usual": one.usual} for one in today.hours],
        "usual_weeks": today.weeks,
        "loads": [_load(row) for row in loads],
        "absent": absent,
        "ratings": [_period(days, clock) for days in PERIODS] if may(me, "ratings.read") else [],
        "warnings": [one.text for one in house_warnings(clock)],
    }


def _period(days: int, clock: Clock) -> dict[str, Any]:
    return {"days": days, "signs": signs_out(sign_shares(since=clock.now - timedelta(days=days)))}


def _load(row: LoadRow) -> dict[str, Any]:
    return {
        "account_id": int(row.person.id),
        "name": row.person.name,
        "team": row.team,
        "open": row.open,
        "capacity": row.capacity,
        "waiting": row.waiting,
        "promises": row.promises,
        "late": row.late,
        "state": row.state_label,
        "over": row.over,
    }
