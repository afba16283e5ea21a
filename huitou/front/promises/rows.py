"""The ledger's lines, tabs, filters and kept-rates, filled from the desk's door."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from django.utils.translation import gettext as _

from huitou.core.api import accounts
from huitou.customers import api as customers
from huitou.desk import api as desk
from huitou.front.desk.pane import promise_row
from huitou.front.naming import name_of
from huitou.front.promises.asked import ALL_TEAMS, PERIODS, STATES, Asked
from huitou.front.promises.shapes import DutyLine, LedgerRow, LedgerView, RateCard, RateRow
from huitou.front.shapes import FilterField, SavedView
from huitou.front.shell import person
from huitou.front.times import Clock, days
from huitou.roster.api import teams


def ledger_view(what: Asked, *, after: str) -> LedgerView:
    """A page of the ledger with its rates, a constant number of queries."""
    clock = Clock.read()
    page = desk.ledger(filter=what.filter, after=after, at=clock.now)
    title, text = _empty(what)
    return LedgerView(
        tabs=_tabs(what, clock),
        lines=lines_of(page.rows, clock, what.account_id),
        cards=_cards(what, clock),
        period_tabs=_periods(what),
        filters=_filters(what),
        view=what.view,
        export_href=f"/promises.csv?view={what.view}&{what.query}",
        next_href=f"{what.href(what.view)}&after={page.next_key}".replace("+00:00", "%2B00:00")
        if page.next_key
        else "",
        clear_href=f"/promises?view={what.view}" if what.narrowed else "",
        empty_title=title,
        empty_text=text,
    )


def lines_of(rows: Sequence[desk.PromiseRow], clock: Clock, account_id: int) -> tuple[DutyLine, ...]:
    """Promises with whom they were given to (two queries more than the rows themselves)."""
    persons = customers.customers(ids={row.customer_id for row in rows})
    return tuple(_line(row, persons, clock, account_id) for row in rows)


def rate_rows(rates: Sequence[desk.KeptRate]) -> tuple[RateRow, ...]:
    """Kept-rates as bars with their intervals; thin ones are named so."""
    return tuple(
        RateRow(
            label=rate.name or _("没有团队"),
            kept=rate.kept,
            total=rate.kept + rate.not_kept,
            rate=rate.rate.value or 0.0,
            low=rate.rate.low,
            high=rate.rate.high,
            rate_text=f"{rate.rate.value:.0%}" if rate.rate.value is not None else "—",
            range_text=f"{rate.rate.low:.0%} – {rate.rate.high:.0%}",
            thin=bool(rate.warning),
        )
        for rate in rates
    )


def _line(row: desk.PromiseRow, persons: dict[int, customers.CustomerRow], clock: Clock, account_id: int) -> DutyLine:
    asked, waits_for = row.escalation, row.waits_for
    text = ""
    if asked is not None and waits_for is not None:
        until = clock.day_and_time(asked.take_until)
        text = _("请 %(who)s 在 %(until)s 前接手") % {"who": asked.to_name, "until": until}
    elif asked is not None and asked.taken_at:
        text = _("%(who)s 已接手") % {"who": asked.to_name}
    name = name_of(persons[row.customer_id]) if row.customer_id in persons else _("客户")
    shown = LedgerRow(
        promise=replace(promise_row(row, clock), can_settle=False),
        customer_name=name,
        conversation_href=f"/desk/c/{row.conversation_id}",
        team=row.team_name,
        owner=person(row.owner_id, row.owner_name),
    )
    return DutyLine(shown, f"/promises/{row.id}/duty" if waits_for == account_id else "", text)


def _tabs(what: Asked, clock: Clock) -> tuple[SavedView, ...]:
    counted = desk.ledger_counts(account_id=what.account_id, team_ids=what.team_ids, at=clock.now)
    late = counted.late if what.whole_team else counted.late_mine
    tabs = [
        SavedView("mine", _("我的"), what.href("mine"), counted.mine, what.view == "mine"),
        SavedView("team", _("团队"), what.href("team"), counted.team, what.view == "team"),
        SavedView("late", _("逾期"), what.href("late"), late, what.view == "late", late=True),
        SavedView("soon", _("快到期"), what.href("soon"), counted.soon if what.whole_team else 0, what.view == "soon"),
        SavedView("waiting", _("等我接手"), what.href("waiting"), counted.waiting, what.view == "waiting", late=True),
        SavedView("ended", _("已了结"), what.href("ended"), 0, what.view == "ended"),
    ]
    return tuple(tab for tab in tabs if what.whole_team or tab.key != "team")


def _cards(what: Asked, clock: Clock) -> tuple[RateCard, ...]:
    since = clock.now - timedelta(days=what.days)
    if not what.whole_team:
        mine = [rate for rate in desk.kept_rates(by="person", since=since) if rate.key == what.account_id]
        return (RateCard(_("我的兑现率"), rate_rows(mine)),)
    team_id = what.team_ids[0] if what.team_ids and len(what.team_ids) == 1 else None
    return (
        RateCard(_("兑现率 · 按团队"), rate_rows(desk.kept_rates(by="team", since=since))),
        RateCard(_("兑现率 · 按种类"), _kinds(desk.kept_rates(by="kind", since=since, team_id=team_id))),
        RateCard(_("兑现率 · 按说的人"), rate_rows(desk.kept_rates(by="person", since=since, team_id=team_id))),
    )


def _kinds(rates: Sequence[desk.KeptRate]) -> tuple[RateRow, ...]:
    return rate_rows([replace(rate, name=desk.promise_kind_word(code=str(rate.key))) for rate in rates])


def _periods(what: Asked) -> tuple[SavedView, ...]:
    return tuple(
        SavedView(key, days(period), f"{what.href(what.view)}&period={key}", 0, what.period == key)
        for key, period in PERIODS.items()
    )


def _filters(what: Asked) -> tuple[FilterField, ...]:
    kinds = [(kind, desk.promise_kind_word(code=kind)) for kind in desk.PROMISE_KINDS]
    found = [FilterField.of("kind", _("种类"), _("所有种类"), kinds, what.filter.kind)]
    if what.view == "ended":
        states = [(state, desk.promise_word(state=state)) for state in STATES]
        found.append(FilterField.of("state", _("结果"), _("所有结果"), states, what.filter.state))
    if not what.whole_team:
        return tuple(found)
    people = [(row.id, row.name) for row in accounts().values() if row.active]
    places = [(ALL_TEAMS, _("所有团队")), *((team.id, team.name) for team in teams())]
    found.append(FilterField.of("person", _("负责人"), _("所有人"), people, what.filter.owner_id))
    team = FilterField.of("team", _("团队"), _("我的团队"), places, what.team)
    found.append(replace(team, active=what.team not in ("", ALL_TEAMS)))
    return tuple(found)


def _empty(what: Asked) -> tuple[str, str]:
    if what.narrowed:
        return _("没有这样的承诺"), _("换个筛选条件看看。")
    return {
        "late": (_("没有逾期的承诺"), _("到点没兑现的会立刻出现在这里，并请人接手。")),
        "soon": (_("半小时内没有到期的"), _("快到期的承诺会提前提醒，也会出现在这里。")),
        "waiting": (_("没有等您接手的"), _("别人的承诺逾期、轮到您接手时，会出现在这里，按一下就归您负责。")),
        "ended": (_("还没有了结的承诺"), _("兑现、改约、客户免除的，都会留在这里，不会消失。")),
    }.get(what.view, (_("没有未了的承诺"), _("回复时按 P 再按 1 到 5，就记下一个承诺；到期前会提醒您。")))
