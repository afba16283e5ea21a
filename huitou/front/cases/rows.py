"""Cases in a list and one case whole, filled from the rooms' doors."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from huitou.core.api import accounts, may
from huitou.customers import api as customers
from huitou.desk import api as desk
from huitou.front.cases.shapes import CaseLine, CasesView, CaseView, LinkLine, StateLine, VisitLine
from huitou.front.desk.pane import case_of, promise_row
from huitou.front.desk.words import CASE_KINDS, rating_word
from huitou.front.naming import name_of
from huitou.front.posting import id_of, page_key
from huitou.front.public.words import ending_label, within_label
from huitou.front.settings.shapes import Field
from huitou.front.shapes import CaseRow, FilterField, Option, options
from huitou.front.shell import person
from huitou.front.times import Clock, iso
from huitou.roster.api import sites, teams, touchpoints
from huitou.voice.api import BELOW, expectation_of, ratings_of_cases

STATES = ("unclosed", "open", "waiting", "closed", "any")
PARAMETERS = ("state", "kind", "severity", "owner", "team", "site", "touchpoint")


def cases_view(query: QueryDict, account_id: int, find_error: str = "") -> CasesView:
    """A page of cases as the address asks for it (a constant number of queries)."""
    clock = Clock.read()
    chosen, kept = _chosen(query), QueryDict(mutable=True)
    kept.update({name: query[name] for name in PARAMETERS if query.get(name)})
    page = desk.cases(filter=chosen, after=page_key(query.get("after", "")))
    persons = customers.customers(ids={row.customer_id for row in page.rows})
    return CasesView(
        rows=tuple(_line(row, persons, clock) for row in page.rows),
        filters=_filters(chosen, query.get("state", "unclosed")),
        next_href=f"/cases?{kept.urlencode()}&after={quote(page.next_key)}" if page.next_key else "",
        clear_href="/cases" if kept else "",
        find_error=find_error,
    )


def case_view(detail: desk.CaseDetail, me: Any, errors: dict[str, str], despite: tuple[str, ...] = ()) -> CaseView:
    """One case with all that belongs to it (a constant number of queries)."""
    clock, row = Clock.read(), detail.case
    who = customers.customers(ids=[row.customer_id]).get(row.customer_id)
    can_edit = may(me, "cases.edit")
    rated = ratings_of_cases(case_ids=[row.id]).get(row.id)
    return CaseView(
        case=case_of(detail.case, detail.questions, clock),
        title=row.summary or _("%(kind)s工单") % {"kind": row.kind_word},
        customer_name=name_of(who) if who else _("客户"),
        customer_href=f"/customers/{who.id}" if who else "",
        conversation_href=f"/desk/c/{row.conversation_id}",
        facts=_facts(row, clock),
        expectation=_expectation(row.id, clock),
        rating=_rating(rated, clock),
        rating_low=rated is not None and (rated.sign == BELOW or rated.experience <= 2),
        rating_text=rated.text if rated else "",
        history=tuple(_state(one, row, clock) for one in detail.history),
        promises=tuple(promise_row(one, clock) for one in desk.promises_of_case(case_id=row.id)),
        links=tuple(_link(one, row) for one in detail.links),
        visits=tuple(_visit(one, row, clock) for one in detail.follow_ups),
        missing=detail.missing_words if row.state != "closed" else (),
        reasons=tuple(Option(reason, desk.case_reason_word(code=reason)) for reason in desk.CASE_REASONS),
        edit_fields=_edit_fields(row) if can_edit else (),
        can_edit=can_edit,
        close_despite=despite,
        errors=errors,
    )


def _chosen(query: QueryDict) -> desk.CaseFilter:
    state = query.get("state", "unclosed")
    severity = id_of(query.get("severity"))
    return desk.CaseFilter(
        state={"any": ""}.get(state, state) if state in STATES else "unclosed",
        kind=query["kind"] if query.get("kind") in CASE_KINDS else "",
        severity=severity if severity in (1, 2, 3, 4) else None,
        owner_id=id_of(query.get("owner")),
        team_id=id_of(query.get("team")),
        site_id=id_of(query.get("site")),
        touchpoint_id=id_of(query.get("touchpoint")),
    )


def _line(row: desk.CaseRow, persons: dict[int, customers.CustomerRow], clock: Clock) -> CaseLine:
    shown = CaseRow(
        id=str(row.id),
        number=row.number,
        kind_label=row.kind_word,
        state_label=row.state_word,
        severity=min(row.severity, 3),
        severity_label=row.severity_word,
        href=f"/cases/{row.number}",
        closed=row.state == "closed",
        touchpoint=row.touchpoint_name,
        site=row.site_name,
        opened_text=clock.short(row.opened_at),
    )
    return CaseLine(
        case=shown,
        title=row.summary or _("没有写概要"),
        customer_name=name_of(persons[row.customer_id]) if row.customer_id in persons else _("客户"),
        owner=person(row.owner_id, row.owner_name) if row.owner_id else None,
    )


def _facts(row: desk.CaseRow, clock: Clock) -> tuple[tuple[str, str], ...]:
    opened = clock.day_and_time(row.opened_at)
    by = _("%(when)s，客户自己提的") if row.by_customer else _("%(when)s，同事记的")
    found = [
        (_("严重程度"), row.severity_word),
        (_("触点"), row.touchpoint_name),
        (_("门店"), row.site_name),
        (_("负责人"), row.owner_name or _("还没有人")),
        (_("建立"), by % {"when": opened}),
    ]
    if row.closed_at:
        found.append((pgettext("time", "办结"), clock.day_and_time(row.closed_at)))
    return tuple((label, value) for label, value in found if value)


def _expectation(case_id: int, clock: Clock) -> tuple[tuple[str, str], ...]:
    told = expectation_of(case_id=case_id)
    if told is None:
        return ()
    found = [
        (_("多久有答复"), within_label(told.answer_within_minutes) if told.answer_within_minutes else ""),
        (_("怎样算完"), ending_label(told.ending) if told.ending else ""),
    ]
    return tuple((label, value) for label, value in found if value)


def _rating(rated: Any, clock: Clock) -> tuple[tuple[str, str], ...]:
    if rated is None:
        return ()
    speed = {"exceeded": _("比期望的快"), "met": _("在期望之内"), "below": _("比期望的慢")}.get(rated.speed_sign, "")
    found = [
        (_("整体"), rating_word(rated.sign, rated.experience)),
        (_("答复的快慢"), speed),
        (_("评价于"), clock.day_and_time(rated.at)),
    ]
    return tuple((label, value) for label, value in found if value)


def _state(one: desk.CaseStateRow, row: desk.CaseRow, clock: Clock) -> StateLine:
    opened, why = one.reason == "opened", {"why": one.reason_word}
    labels = {"closed": _("办结：%(why)s") % why, "open": _("重新打开：%(why)s") % why if one.reason else _("继续处理")}
    return StateLine(
        label=_("建立工单") if opened else labels.get(one.state, desk.case_state_word(code=one.state)),
        by=one.by_name or (_("客户") if opened and row.by_customer else _("系统")),
        time_text=clock.day_and_time(one.at),
        at=iso(one.at),
        word=one.word,
        icon={"closed": "check", "waiting": "clock"}.get(one.state, "case" if opened else "undo"),
        tone="accent" if one.state == "closed" else "soon" if not opened and one.state == "open" else "plain",
    )


def _link(one: desk.CaseRow, row: desk.CaseRow) -> LinkLine:
    label = one.summary or one.kind_word
    return LinkLine(one.number, f"/cases/{one.number}", label, f"/cases/{row.number}/links/{one.id}/removal")


def _visit(one: desk.FollowUpRow, row: desk.CaseRow, clock: Clock) -> VisitLine:
    due = clock.day_and_time(one.due_at)
    word = {"call": _("打电话回访"), "message": _("发消息回访")}.get(one.kind, _("回访"))
    return VisitLine(
        label=f"{word} · {one.owner_name}" if one.owner_name else word,
        due_text=_("%(due)s 前") % {"due": due} if one.done_at is None else _("已完成"),
        late=one.done_at is None and one.due_at < clock.now,
        done=one.done_at is not None,
        word=one.word,
        done_href=f"/cases/{row.number}/follow-ups/{one.id}/done" if one.done_at is None else "",
    )


def _edit_fields(row: desk.CaseRow) -> tuple[Field, ...]:
    nobody, nothing = ("", _("还没有人")), ("", _("没有"))
    people = [(one.id, one.name) for one in accounts().values() if one.active]
    return (
        Field("summary", _("概要"), value=row.summary, required=False, most=200),
        Field("kind", _("种类"), "select", options=options([(kind, desk.case_kind_word(code=kind)) for kind in CASE_KINDS], row.kind)),
        Field("severity", _("严重程度"), "select", options=options([(n, desk.severity_word(level=n)) for n in (1, 2, 3, 4)], row.severity)),
        Field("touchpoint", _("触点"), "select", options=options([nothing, *((t.id, t.name) for t in touchpoints())], row.touchpoint_id or ""), required=False),
        Field("site", _("门店"), "select", options=options([nothing, *((s.id, s.name) for s in sites(closed_too=True))], row.site_id or ""), required=False),
        Field("owner", _("负责人"), "select", options=options([nobody, *people], row.owner_id or ""), required=False),
        Field("waiting", _("现在等客户答复"), "check", value="1" if row.state == "waiting" else "", required=False),
    )  # fmt: skip


def _filters(chosen: desk.CaseFilter, state: str) -> tuple[FilterField, ...]:
    states = [*((code, desk.case_state_word(code=code)) for code in STATES[1:4]), ("any", _("所有状态"))]
    people = [(one.id, one.name) for one in accounts().values() if one.active]
    severities = [(n, desk.severity_word(level=n)) for n in (4, 3, 2, 1)]
    return (
        FilterField.of("state", _("状态"), _("没办结的"), states, "" if state == "unclosed" else state),
        FilterField.of("kind", _("种类"), _("所有种类"), [(kind, desk.case_kind_word(code=kind)) for kind in CASE_KINDS], chosen.kind),
        FilterField.of("severity", _("严重程度"), _("不限严重程度"), severities, chosen.severity),
        FilterField.of("owner", _("负责人"), _("所有人"), people, chosen.owner_id),
        FilterField.of("team", _("团队"), _("所有团队"), [(t.id, t.name) for t in teams()], chosen.team_id),
        FilterField.of("site", _("门店"), _("所有门店"), [(s.id, s.name) for s in sites(closed_too=True)], chosen.site_id),
        FilterField.of("touchpoint", _("触点"), _("所有触点"), [(t.id, t.name) for t in touchpoints()], chosen.touchpoint_id),
    )  # fmt: skip
