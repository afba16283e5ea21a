"""The day page, put together: tiles, lists, and the day in sentences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huitou.core.api import jobs_given_up, jobs_overdue, last_beat, may
from huitou.customers import api as customers
from huitou.desk import api as desk
from huitou.front.day.arrivals import chart
from huitou.front.day.dues import due_hours
from huitou.front.day.people import load_rows
from huitou.front.day.ratings import low_lines, shares_cards
from huitou.front.day.shapes import Chart, DayView, LoadRow, Tile, VisitLine, Warning
from huitou.front.naming import name_of
from huitou.front.posting import id_of
from huitou.front.promises.rows import lines_of
from huitou.front.promises.shapes import LedgerRow
from huitou.front.shapes import SavedView
from huitou.front.shell import person
from huitou.front.times import Clock, day, lasting
from huitou.roster.api import TeamRow, calendar_warning, teams, teams_of

SHOWN = 6
COUNTED = 100
DEAD_AFTER = timedelta(minutes=5)


@dataclass(frozen=True)
class Now:
    """What the tiles and the sentences are about."""

    counts: desk.LedgerCounts
    queue: desk.Queue
    chart: Chart
    loads: tuple[LoadRow, ...]
    clock: Clock


def day_view(chosen: str, me: Any) -> DayView:
    """The day of a team (an id), of all (`all`), or of the reader's own team; a constant number of queries."""
    clock, every = Clock.read(), teams()
    team_id = _team(chosen, every, me.pk)
    team_ids = None if team_id is None else (team_id,)
    loads, absent = load_rows(every, team_id, clock)
    found = Now(
        counts=desk.ledger_counts(account_id=me.pk, team_ids=team_ids, at=clock.now),
        queue=desk.queue(team_id=team_id),
        chart=chart(clock, team_id),
        loads=loads,
        clock=clock,
    )
    late = desk.LedgerFilter(view="late", team_ids=team_ids)
    coming = desk.LedgerFilter(view="team", team_ids=team_ids, due_from=clock.now)
    sees, visits = may(me, "ratings.read"), _visits(clock)
    return DayView(
        date_text=_date(clock),
        sentences=_sentences(found),
        warnings=house_warnings(clock),
        teams=_tabs(every, team_id),
        tiles=_tiles(found, team_id),
        late=_promises(late, clock, me.pk),
        late_href=_ledger_href("late", team_id),
        coming=_promises(coming, clock, me.pk),
        loads=loads,
        absent=absent,
        chart=found.chart,
        dues=due_hours(clock, team_id),
        shares=shares_cards(clock) if sees else (),
        lows=low_lines(clock) if sees else (),
        visits=visits[:SHOWN],
        visits_text=_("%(n)s 个") % {"n": _many(len(visits))} if visits else "",
        sees_ratings=sees,
    )


def _date(clock: Clock) -> str:
    """2026年11月23日 周一 10:11: the whole date, because this page is printed and sent on."""
    local = clock.now.astimezone(clock.where)
    return f"{day(local.date(), date.min)} {local:%H:%M}"


def _team(chosen: str, every: list[TeamRow], account_id: int) -> int | None:
    known = {team.id for team in every}
    if (one := id_of(chosen)) in known:
        return one
    mine = teams_of(account_id=account_id)
    return mine[0] if mine and not chosen and len(every) > 1 else None


def _tabs(every: list[TeamRow], team_id: int | None) -> tuple[SavedView, ...]:
    if len(every) < 2:
        return ()
    tabs = [SavedView("all", _("全部"), "/day?team=all", active=team_id is None)]
    tabs += [SavedView(str(one.id), one.name, f"/day?team={one.id}", active=one.id == team_id) for one in every]
    return tuple(tabs)


def _tiles(found: Now, team_id: int | None) -> tuple[Tile, ...]:
    counts, queue, hours = found.counts, found.queue, found.chart
    unowned = _("其中 %(n)s 位还没人接") % {"n": queue.unowned} if queue.unowned else _("都有人负责")
    waits = _("最久 %(span)s") % {"span": lasting(found.clock.now - queue.since)} if queue.since else _("没有人在等")
    team = f"&team={team_id}" if team_id else ""
    return (
        Tile(
            _("已逾期的承诺"),
            _many(counts.late),
            _("%(n)s 个等您接手") % {"n": counts.waiting} if counts.waiting else _("到点没兑现"),
            _ledger_href("late", team_id),
            "late" if counts.late else "plain",
        ),
        Tile(
            _("半小时内到期"),
            _many(counts.soon),
            _("一共 %(n)s 个未了") % {"n": _many(counts.team)},
            _ledger_href("soon", team_id),
            "soon" if counts.soon else "plain",
        ),
        Tile(
            _("在等我们的客户"),
            str(queue.waiting),
            f"{waits} · {unowned}" if queue.waiting else waits,
            f"/desk?view=all&waiting=1{team}",
        ),
        Tile(_("今天来信"), str(sum(hour.value for hour in hours.hours)), hours.text, f"/desk?view=all{team}"),
    )


def _sentences(found: Now) -> tuple[str, ...]:
    """The day in a few sentences: only what asks for something to be done."""
    said, queue = [], found.queue
    if found.counts.late:
        said.append(
            ngettext("%(n)s 个承诺已经逾期。", "%(n)s 个承诺已经逾期。", found.counts.late)
            % {"n": _many(found.counts.late)}
        )
    if queue.waiting and queue.since:
        told = {"n": queue.waiting, "span": lasting(found.clock.now - queue.since)}
        said.append(
            ngettext(
                "%(n)s 位客户在等我们，最久的等了 %(span)s。",
                "%(n)s 位客户在等我们，最久的等了 %(span)s。",
                queue.waiting,
            )
            % told
        )
    over = [row for row in found.loads if row.over]
    if over:
        fullest = max(over, key=lambda row: row.share)
        told = {"name": fullest.person.name, "open": fullest.open, "most": fullest.capacity}
        said.append(_("%(name)s手里 %(open)s 个会话，到了上限 %(most)s。") % told)
    return tuple(said) or (_("没有逾期，没有人等，也没有人超载。"),)


def house_warnings(clock: Clock) -> tuple[Warning, ...]:
    """What is wrong with the house itself: a worker that stands still, jobs given up, holidays nobody knows."""
    found, beat = [], last_beat()
    if beat is None:
        found.append(Warning(_("后台程序没有运行过：提醒、逾期和发信都不会发生。请管理员运行 huitou doctor。")))
    elif clock.now - beat > DEAD_AFTER:
        told = {"span": lasting(clock.now - beat), "n": jobs_overdue(by=DEAD_AFTER)}
        found.append(
            Warning(
                _(
                    "后台程序已经 %(span)s 没有动静，%(n)s 件事该做没做：提醒、逾期和发信都停着。请管理员运行 huitou doctor。"
                )
                % told
            )
        )
    if failed := jobs_given_up():
        found.append(
            Warning(
                ngettext(
                    "%(n)s 件后台工作反复失败，已经放弃，请管理员运行 huitou doctor 查看。",
                    "%(n)s 件后台工作反复失败，已经放弃，请管理员运行 huitou doctor 查看。",
                    len(failed),
                )
                % {"n": len(failed)}
            )
        )
    missing = calendar_warning(today=clock.today)
    if missing is not None:
        told = {"year": missing.year, "days": missing.days_left}
        found.append(
            Warning(
                _("%(year)s 年的放假和调休安排还没有公布或没有录入，承诺的期限可能算错。") % told, "/settings/hours"
            )
        )
    return tuple(found)


def _promises(chosen: desk.LedgerFilter, clock: Clock, account_id: int) -> tuple[LedgerRow, ...]:
    page = desk.ledger(filter=chosen, limit=SHOWN, at=clock.now)
    return tuple(line.row for line in lines_of(page.rows, clock, account_id))


def _visits(clock: Clock) -> tuple[VisitLine, ...]:
    tonight = datetime.combine(clock.today + timedelta(days=1), time.min, clock.where)
    rows = desk.follow_ups(until=tonight, limit=COUNTED).rows
    persons = customers.customers(ids={row.customer_id for row in rows})
    return tuple(
        VisitLine(
            customer_name=name_of(persons[row.customer_id]) if row.customer_id in persons else _("客户"),
            label={"call": _("打电话回访"), "message": _("发消息回访")}.get(row.kind, _("回访")),
            due_text=_("%(due)s 前") % {"due": clock.day_and_time(row.due_at)},
            late=row.due_at < clock.now,
            href=f"/cases/{row.case_number}#visits",
            owner=person(row.owner_id, row.owner_name) if row.owner_id else None,
        )
        for row in rows
    )


def _ledger_href(view: str, team_id: int | None) -> str:
    return f"/promises?view={view}&team={team_id or 'all'}"


def _many(n: int) -> str:
    return "99+" if n >= 100 else str(n)
