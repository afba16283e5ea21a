"""Follow-up visits on a page of their own: whom to come back to today, and what they said when we did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import quote, urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from huitou.core.api import Refusal, may, page
from huitou.customers import api as customers
from huitou.desk import api as desk
from huitou.front.naming import name_of
from huitou.front.posting import actor_of, page_key
from huitou.front.sentences import sentence, status
from huitou.front.shapes import Person, SavedView
from huitou.front.shell import page_answer, person
from huitou.front.times import Clock, day_and_time, heading

READ, EDIT = "desk.read", "cases.edit"
MINE, ALL, MADE = "mine", "all", "made"
MOST = 25


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit; `done_href` "" when there is nothing to do any more."""

    id: int
    title: str
    label: str
    customer_name: str
    customer_href: str
    phone: str
    href: str
    due_text: str
    late: bool
    owner: Person | None
    word: str
    done_href: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """The visits of one day."""

    label: str
    visits: tuple[Visit, ...]


@dataclass(frozen=True, slots=True)
class VisitsView:
    tabs: tuple[SavedView, ...]
    days: tuple[Day, ...]
    view: str
    next_href: str = ""
    wrong: int = 0  # the visit that was refused, and why
    error: str = ""


@page(READ)
def visits(request: HttpRequest) -> HttpResponse:
    """The visits to be made, mine or everybody's, day by day; or those that were made, the last first."""
    return _answer(request)


@page(EDIT, methods=("POST",))
def made(request: HttpRequest, follow_up_id: int) -> HttpResponse:
    """The visit was made; what the customer said of it."""
    try:
        desk.follow_up_done(follow_up_id=follow_up_id, actor=actor_of(request), word=request.POST.get("word", ""))
    except Refusal as refusal:
        return _answer(request, wrong=follow_up_id, refusal=refusal)
    return HttpResponseRedirect(f"/cases/visits?{urlencode({'view': _chosen(request)})}")


def _answer(request: HttpRequest, wrong: int = 0, refusal: Refusal | None = None) -> HttpResponse:
    view, after = _chosen(request), page_key(request.GET.get("after", ""))
    owner_id = request.user.pk if view == MINE else None
    found = desk.follow_ups(owner_id=owner_id, made=view == MADE, after=after, limit=MOST)
    shown = VisitsView(
        tabs=_tabs(view),
        days=_days(found.rows, may(request.user, EDIT), made=view == MADE),
        view=view,
        next_href=f"/cases/visits?view={view}&after={quote(found.next_key)}" if found.next_key else "",
        wrong=wrong,
        error=sentence(refusal) if refusal else "",
    )
    code = status(refusal) if refusal else 200
    return page_answer(request, "front/visits.html", "cases", status=code, page=shown, typed=request.POST)


def _chosen(request: HttpRequest) -> str:
    asked = request.POST.get("view") or request.GET.get("view", "")
    return asked if asked in (MINE, ALL, MADE) else MINE


def _tabs(view: str) -> tuple[SavedView, ...]:
    words = {MINE: _("我要做的"), ALL: _("大家要做的"), MADE: _("做过的")}
    return tuple(SavedView(key, word, f"/cases/visits?view={key}", active=key == view) for key, word in words.items())


def _days(rows: tuple[desk.FollowUpRow, ...], can_edit: bool, *, made: bool) -> tuple[Day, ...]:
    clock = Clock.read()
    today = clock.today
    persons = customers.customers(ids={row.customer_id for row in rows})
    days: dict[date, list[Visit]] = {}
    for row in rows:
        moment = row.done_at if made and row.done_at else row.due_at
        on = moment.astimezone(clock.where).date()
        shown = _visit(row, persons.get(row.customer_id), clock.now, can_edit)
        days.setdefault(on if made else max(on, today), []).append(shown)
    return tuple(Day(heading(on, today), tuple(found)) for on, found in days.items())


def _visit(row: desk.FollowUpRow, who: Any, now: datetime, can_edit: bool) -> Visit:
    phone = next((handle.display for handle in who.handles if handle.kind == "phone"), "") if who else ""
    due = _("%(due)s 前") % {"due": day_and_time(row.due_at)}
    return Visit(
        id=row.id,
        title=row.case_summary or row.case_number,
        label={"call": _("打电话回访"), "message": _("发消息回访")}.get(row.kind, _("回访")),
        customer_name=name_of(who) if who else _("客户"),
        customer_href=f"/customers/{row.customer_id}",
        phone=phone,
        href=f"/cases/{row.case_number}#visits",
        due_text=due if row.done_at is None else day_and_time(row.done_at),
        late=row.done_at is None and row.due_at < now,
        owner=person(row.owner_id, row.owner_name) if row.owner_id else None,
        word=row.word,
        done_href=f"/cases/visits/{row.id}/made" if can_edit and row.done_at is None else "",
    )
