"""Today's letters by hour, against the usual: the median of the same weekday in the weeks before."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time, timedelta
from statistics import median

from django.utils.translation import gettext as _

from huitou.desk import api as desk
from huitou.front.day.shapes import Chart, Hour
from huitou.front.times import Clock

WEEKS = 8
LEAST_WEEKS = 3  # fewer tell nothing about what is usual
EARLIEST, LATEST = 8, 20  # hours always drawn


def chart(clock: Clock, team_id: int | None) -> Chart:
    """The hours of today in the company's zone (one query, two for a team)."""
    today = clock.today
    days = [today - timedelta(weeks=back) for back in range(WEEKS + 1)]
    found = desk.arrivals(spans=[_span(one, clock) for one in days], team_id=team_id)
    counted: dict[date, Counter[int]] = {one: Counter() for one in days}
    for at in found:
        local = at.astimezone(clock.where)
        counted[local.date()][local.hour] += 1
    past = [counted[one] for one in days[1:] if counted[one]]
    hour = clock.now.astimezone(clock.where).hour
    hours = hours_of(counted[today], past, hour)
    return Chart(hours, len(past) if len(past) >= LEAST_WEEKS else 0, _words(counted[today], past, hour))


def hours_of(today: Counter[int], past: list[Counter[int]], hour: int) -> tuple[Hour, ...]:
    """One bar for each hour in which something happens; the usual only out of enough weeks."""
    seen = set(today) | {one for day in past for one in day}
    first, last = min([EARLIEST, *seen]), max([LATEST, *seen])
    enough = len(past) >= LEAST_WEEKS
    return tuple(
        Hour(
            label=str(one),
            value=today[one],
            usual=float(median(day[one] for day in past)) if enough else 0.0,
            now=one == hour,
            ahead=one > hour,
        )
        for one in range(first, last + 1)
    )


def _words(today: Counter[int], past: list[Counter[int]], hour: int) -> str:
    if len(past) < LEAST_WEEKS:
        return _("还看不出往常有多少")
    # The hour under way counts in proportion to nothing: only hours that are over are compared.
    usual = median(sum(n for one, n in day.items() if one < hour) for day in past)
    return _("往常到 %(hour)s 点 %(n)s 封") % {"hour": hour, "n": round(usual)}


def _span(day: date, clock: Clock) -> tuple[datetime, datetime]:
    start = datetime.combine(day, time.min, clock.where)
    return start, datetime.combine(day + timedelta(days=1), time.min, clock.where)
