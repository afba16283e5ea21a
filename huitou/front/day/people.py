"""Who has how much in hand, against what the roster allows, and who is there."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.utils.translation import gettext as _

from huitou.core.api import accounts
from huitou.desk import api as desk
from huitou.front.day.shapes import LoadRow
from huitou.front.shell import person
from huitou.front.times import Clock
from huitou.roster.api import ShiftRow, TeamRow, presence_of, shifts

NEAR = timedelta(days=7)  # a team with no shift within a week before and after keeps no rota
MOST = 24


def load_rows(every: list[TeamRow], team_id: int | None, clock: Clock) -> tuple[tuple[LoadRow, ...], int]:
    """The fullest first, and how many colleagues are off with nothing in hand (five queries)."""
    shown = [team for team in every if team_id in (None, team.id)]
    homes = {pk: team for team in reversed(shown) for pk in team.member_ids}
    tonight = datetime.combine(clock.today + timedelta(days=1), time.min, clock.where)
    held = desk.loads(at=clock.now, due_until=tonight, team_id=team_id)
    planned = shifts(since=clock.now - NEAR, until=clock.now + NEAR)
    said = presence_of(account_ids=homes)
    people = accounts(set(homes) | set(held))
    rows, absent = [], 0
    for pk, who in people.items():
        load = held.get(pk, desk.Load(pk, 0, 0, 0, 0))
        home = homes.get(pk)
        state, there = _state(pk, home, planned, said.get(pk, "away"), clock)
        if not there and not (load.open or load.promises):
            absent += 1
            continue
        rows.append(_row(load, who.name, home, shown, state))
    rows.sort(key=lambda row: (-row.share, -row.late, row.person.name))
    return tuple(rows[:MOST]), absent


def _row(load: desk.Load, name: str, home: TeamRow | None, shown: list[TeamRow], state: str) -> LoadRow:
    most = max((team.most_open for team in shown if load.account_id in team.member_ids), default=0)
    return LoadRow(
        person=person(load.account_id, name),
        team=home.name if home else _("不在团队里"),
        open=load.open,
        capacity=most,
        waiting=load.waiting,
        promises=load.promises,
        late=load.late,
        state_label=state,
        over=bool(most) and load.open >= most,
        href=f"/desk?view=all&owner={load.account_id}",
    )


def _state(account_id: int, home: TeamRow | None, planned: list[ShiftRow], said: str, clock: Clock) -> tuple[str, bool]:
    """What the page says of somebody, and whether they are there: on shift, or (without a rota) not away."""
    words = {"ready": _("在岗"), "busy": _("忙"), "break": _("休息中"), "away": _("离开")}
    now_on = [one for one in planned if one.account_id == account_id and one.starts_at <= clock.now < one.ends_at]
    if now_on:
        until = max(one.ends_at for one in now_on).astimezone(clock.where)
        return _("%(state)s · 到 %(until)s") % {"state": words.get(said, said), "until": f"{until:%H:%M}"}, True
    if home is not None and any(one.team_id == home.id for one in planned):
        return _("不在班"), False
    return words.get(said, said), said != "away"
