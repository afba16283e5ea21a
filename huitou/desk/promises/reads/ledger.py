"""The promise ledger 承诺台账 as staff read it: pages by key, bounded counts, the promises of one conversation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q

from huitou.core.api import now
from huitou.desk.models import Escalation, Message, Promise, PromiseState

SOON = timedelta(minutes=30)
COUNT_TO = 100  # counts stop here: "99+" is all that a person reads
VIEWS = ("mine", "team", "late", "soon", "waiting", "made", "ended", "all")


@dataclass(frozen=True)
class EscalationRow:
    """Who was asked to take the duty of a late promise, until when, and whether they did."""

    number: int
    to_id: int
    to_name: str
    at: datetime
    take_until: datetime
    taken_at: datetime | None
    passed_at: datetime | None


@dataclass(frozen=True)
class PromiseRow:
    """A promise as staff see it. `state` is the stored one or, of an open promise, `soon` or `late` at the time read."""

    id: int
    conversation_id: int
    conversation_key: str
    customer_id: int
    case_id: int | None
    case_number: str
    message_id: int | None
    kind: str
    text: str
    owner_id: int
    owner_name: str
    made_by_id: int
    made_by_name: str
    team_id: int | None
    team_name: str
    made_at: datetime
    due_at: datetime
    state: str
    ended_at: datetime | None
    late_at: datetime | None
    replaces_id: int | None
    escalation: EscalationRow | None = None  # the newest

    @property
    def waits_for(self) -> int | None:
        """Who was asked to take over this late promise and has not yet; None when nobody is waited for."""
        asked = self.escalation
        if asked is None or asked.taken_at or asked.passed_at or self.state not in ("late", "broken"):
            return None
        return asked.to_id


@dataclass(frozen=True)
class StateRow:
    """A row of a promise's history. `customer_said`: the customer's own word."""

    state: str
    at: datetime
    by_id: int | None
    by_name: str
    customer_said: bool
    word: str


@dataclass(frozen=True)
class LedgerFilter:
    """What the ledger shows. `view`: mine (open, I owe it), team, late, soon, waiting (escalated to me, not taken),
    made (by me), ended, all. `team_ids` narrows every view but mine, waiting and made; None: all teams.
    `owner_id`: owed by; `due_from`: due at or after."""

    view: str = "mine"
    account_id: int | None = None
    team_ids: tuple[int, ...] | None = None
    customer_ids: tuple[int, ...] = ()
    kind: str = ""
    state: str = ""
    owner_id: int | None = None
    due_from: datetime | None = None


@dataclass(frozen=True)
class LedgerPage:
    """A page of the ledger; `next_key` is what `after` takes for the next one, "" at the end."""

    rows: tuple[PromiseRow, ...]
    next_key: str = ""


@dataclass(frozen=True)
class LedgerCounts:
    """How many in each view, counted up to 100."""

    mine: int
    team: int
    late: int
    soon: int
    waiting: int
    late_mine: int


@dataclass(frozen=True)
class Keepable:
    """An open promise, and the reply after it that may have kept it (to be confirmed with one key, never silently)."""

    promise: PromiseRow
    message_id: int
    message_at: datetime


def ledger(*, filter: LedgerFilter, after: str = "", limit: int = 25, at: datetime | None = None) -> LedgerPage:
    """A page of promises: open ones by due time, the next due first; ended ones newest due time first.

    `after` is the `next_key` of the page before. Two queries whatever the number of rows.
    """
    moment = at or now()
    newest_first = filter.view in ("ended", "made", "all")
    rows = _filtered(filter, moment)
    if after:
        due_at, pk = _parse(after)
        later = Q(due_at__lt=due_at) | Q(due_at=due_at, pk__lt=pk)
        earlier = Q(due_at__gt=due_at) | Q(due_at=due_at, pk__gt=pk)
        rows = rows.filter(later if newest_first else earlier)
    order = ("-due_at", "-pk") if newest_first else ("due_at", "pk")
    found = _rows(rows.order_by(*order)[: limit + 1], moment)
    page = found[:limit]
    more = len(found) > limit
    return LedgerPage(tuple(page), f"{page[-1].due_at.isoformat()}~{page[-1].id}" if more else "")


def counts(*, account_id: int, team_ids: Sequence[int] | None = None, at: datetime | None = None) -> LedgerCounts:
    """The numbers beside the views, each counted up to 100 (six small queries)."""
    moment = at or now()
    teams = None if team_ids is None else tuple(team_ids)
    views = {
        view: _count(_filtered(LedgerFilter(view=view, account_id=account_id, team_ids=teams), moment))
        for view in ("mine", "team", "late", "soon", "waiting")
    }
    late_mine = _count(Promise.objects.filter(owner_id=account_id, state=Promise.OPEN, due_at__lt=moment))
    return LedgerCounts(**views, late_mine=late_mine)


def promises_of_case(*, case_id: int, at: datetime | None = None) -> tuple[PromiseRow, ...]:
    """All promises of a case, by due time."""
    rows = Promise.objects.filter(case_id=case_id).exclude(state=Promise.TAKEN_BACK)
    return tuple(_rows(rows.order_by("due_at", "pk"), at or now()))


def promise(*, promise_id: int, at: datetime | None = None) -> PromiseRow | None:
    """One promise, or None."""
    found = _rows(Promise.objects.filter(pk=promise_id), at or now())
    return found[0] if found else None


def promises(*, ids: Iterable[int], at: datetime | None = None) -> dict[int, PromiseRow]:
    """These promises by id, for timelines; unknown ids are left out (two queries)."""
    return {row.id: row for row in _rows(Promise.objects.filter(pk__in=list(ids)), at or now())}


def history(*, promise_id: int) -> tuple[StateRow, ...]:
    """The rows of a promise's history, oldest first."""
    rows = PromiseState.objects.filter(promise_id=promise_id).order_by("pk")
    return tuple(
        StateRow(*row) for row in rows.values_list("state", "at", "by_id", "by__name", "customer_said", "word")
    )


def open_count(*, conversation_id: int | None = None, case_id: int | None = None) -> int:
    """How many promises are open there: closing is objected to while there are any."""
    rows = Promise.objects.filter(state=Promise.OPEN)
    if conversation_id is not None:
        rows = rows.filter(conversation_id=conversation_id)
    return (rows.filter(case_id=case_id) if case_id is not None else rows).count()


def keepable(*, conversation_id: int, at: datetime | None = None) -> tuple[Keepable, ...]:
    """Open promises to answer that the newest reply may have kept: the page offers 兑现 under one key.

    Only what an answer can keep (kinds reply, callback, send, other). A reply counts when it was written after the
    promise, by another message than the one that made it.
    """
    last = Message.objects.filter(
        conversation_id=conversation_id, direction=Message.OUT, state__in=[Message.QUEUED, Message.SENT]
    ).order_by("-pk")
    newest = last.values_list("pk", "at").first()
    if newest is None:
        return ()
    rows = Promise.objects.filter(
        conversation_id=conversation_id, state=Promise.OPEN, kind__in=("reply", "callback", "send", "other")
    ).filter(made_at__lt=newest[1])
    rows = rows.exclude(message_id=newest[0])
    return tuple(Keepable(row, newest[0], newest[1]) for row in _rows(rows.order_by("due_at"), at or now()))


def next_deadline(*, after: datetime) -> datetime | None:
    """The next moment at which something falls due or climbs, for the demo's clock; None when nothing is open."""
    due = Promise.objects.filter(state=Promise.OPEN, due_at__gt=after).order_by("due_at")
    climb = Escalation.objects.filter(
        taken_at=None, passed_at=None, take_until__gt=after, promise__state__in=(Promise.OPEN, Promise.BROKEN)
    ).order_by("take_until")
    found = [
        due.values_list("due_at", flat=True).first(),
        climb.values_list("take_until", flat=True).first(),
    ]
    return min((moment for moment in found if moment is not None), default=None)


def _filtered(filter: LedgerFilter, moment: datetime) -> Any:
    rows = Promise.objects.all()
    match filter.view:
        case "mine":
            rows = rows.filter(owner_id=filter.account_id, state=Promise.OPEN)
        case "made":
            rows = rows.filter(made_by_id=filter.account_id).exclude(state=Promise.TAKEN_BACK)
        case "waiting":
            asked = Escalation.objects.filter(to_id=filter.account_id, taken_at=None, passed_at=None)
            states = (Promise.OPEN, Promise.BROKEN)
            rows = rows.filter(pk__in=asked.values("promise_id"), state__in=states)
        case "late":
            rows = rows.filter(state=Promise.OPEN, due_at__lt=moment)
        case "soon":
            rows = rows.filter(state=Promise.OPEN, due_at__gte=moment, due_at__lte=moment + SOON)
        case "team":
            rows = rows.filter(state=Promise.OPEN)
        case "ended":
            rows = rows.exclude(state__in=(Promise.OPEN, Promise.TAKEN_BACK))
        case _:
            rows = rows.exclude(state=Promise.TAKEN_BACK)
    if filter.team_ids is not None and filter.view not in ("mine", "made", "waiting"):
        rows = rows.filter(team_id__in=filter.team_ids)
    if filter.customer_ids:
        rows = rows.filter(customer_id__in=filter.customer_ids)
    if filter.kind:
        rows = rows.filter(kind=filter.kind)
    if filter.owner_id is not None:
        rows = rows.filter(owner_id=filter.owner_id)
    if filter.due_from is not None:
        rows = rows.filter(due_at__gte=filter.due_from)
    return rows.filter(state=filter.state) if filter.state else rows


_FIELDS = (
    "id",
    "conversation_id",
    "conversation__key",
    "customer_id",
    "case_id",
    "case__number",
    "message_id",
    "kind",
    "text",
    "owner_id",
    "owner__name",
    "made_by_id",
    "made_by__name",
    "team_id",
    "team__name",
    "made_at",
    "due_at",
    "state",
    "ended_at",
    "late_at",
    "replaces_id",
)
_STATE, _DUE = _FIELDS.index("state"), _FIELDS.index("due_at")


def _rows(rows: Any, moment: datetime) -> list[PromiseRow]:
    found = list(rows.values_list(*_FIELDS))
    handed = _escalations([row[0] for row in found])
    return [_row(row, moment, handed) for row in found]


def _row(values: tuple[Any, ...], moment: datetime, handed: dict[int, EscalationRow]) -> PromiseRow:
    row: list[Any] = [
        "" if value is None and name.endswith(("name", "number")) else value
        for name, value in zip(_FIELDS, values, strict=True)
    ]
    row[_STATE] = shown_state(row[_STATE], row[_DUE], moment)
    row.append(handed.get(values[0]))
    return PromiseRow(*row)


def shown_state(state: str, due_at: datetime, moment: datetime) -> str:
    """The stored state, but of an open promise `late` after its due time and `soon` in the half hour before it."""
    if state != Promise.OPEN:
        return state
    if due_at < moment:
        return "late"
    return "soon" if due_at - moment <= SOON else "open"


def _escalations(promise_ids: list[int]) -> dict[int, EscalationRow]:
    rows = Escalation.objects.filter(promise_id__in=promise_ids).order_by("position")
    fields = ("promise_id", "position", "to_id", "to__name", "at", "take_until", "taken_at", "passed_at")
    return {promise_id: EscalationRow(*rest) for promise_id, *rest in rows.values_list(*fields)}


def _count(rows: Any) -> int:
    return rows.order_by()[:COUNT_TO].count()


def _parse(key: str) -> tuple[datetime, int]:
    due_at, _, pk = key.rpartition("~")
    return datetime.fromisoformat(due_at), int(pk)
