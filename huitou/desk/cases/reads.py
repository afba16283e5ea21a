"""Cases as staff read them: one with its history and answers, those of a conversation, pages by key."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from huitou.core.api import aware, maybe_aware, sql_rows
from huitou.desk.cases import rules, words
from huitou.desk.cases.visits import FollowUpRow, rows_of
from huitou.desk.models import Case, CaseAnswer, CaseLink, CaseState, FollowUp


@dataclass(frozen=True)
class CaseRow:
    """A case in a list. Words are in the language of the reader."""

    id: int
    number: str
    conversation_id: int
    conversation_key: str
    customer_id: int
    kind: str
    kind_word: str
    severity: int
    severity_word: str
    state: str
    state_word: str
    summary: str
    touchpoint_id: int | None
    touchpoint_name: str
    site_id: int | None
    site_name: str
    owner_id: int | None
    owner_name: str
    team_id: int | None
    opened_at: datetime
    closed_at: datetime | None
    by_customer: bool


@dataclass(frozen=True)
class CaseStateRow:
    """A row of a case's history. `word` is back stage."""

    state: str
    at: datetime
    by_id: int | None
    by_name: str
    reason: str
    reason_word: str
    word: str


@dataclass(frozen=True)
class QuestionRow:
    """One of the five questions with its answer ("" when there is none yet). `wanted`: needed before closing."""

    key: str
    label: str
    hint: str
    answer: str
    at: datetime | None
    by_id: int | None
    wanted: bool


@dataclass(frozen=True)
class CaseDetail:
    """A case with all that belongs to it. `missing`: codes of what its kind wants before it is closed."""

    case: CaseRow
    history: tuple[CaseStateRow, ...]
    questions: tuple[QuestionRow, ...]
    links: tuple[CaseRow, ...]
    follow_ups: tuple[FollowUpRow, ...]
    missing: tuple[str, ...]
    missing_words: tuple[str, ...]


@dataclass(frozen=True)
class CaseFilter:
    """What a page of cases shows; empty fields do not narrow. `state` "unclosed": open or waiting."""

    state: str = "unclosed"
    kind: str = ""
    severity: int | None = None
    owner_id: int | None = None
    team_id: int | None = None
    site_id: int | None = None
    touchpoint_id: int | None = None
    customer_ids: tuple[int, ...] = ()
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class CasePage:
    """A page of cases, newest first; `next_key` is what `after` takes, "" at the end."""

    rows: tuple[CaseRow, ...]
    next_key: str = ""


def case(*, case_id: int) -> CaseDetail | None:
    """A case with history, questions, links and visits; None when there is none (six queries)."""
    found = _rows(Case.objects.filter(pk=case_id))
    if not found:
        return None
    answers = {answer.question: answer for answer in CaseAnswer.objects.filter(case_id=case_id)}
    row = found[0]
    wanting = rules.missing(kind=row.kind, has_touchpoint=row.touchpoint_id is not None, answered=set(answers))
    return CaseDetail(
        case=row,
        history=_history(case_id),
        questions=_questions(answers, rules.missing(kind=row.kind, has_touchpoint=True, answered=())),
        links=_links(case_id),
        follow_ups=rows_of(FollowUp.objects.filter(case_id=case_id, dropped_at=None).order_by("due_at")),
        missing=wanting,
        missing_words=tuple(str(words.WANTED[code]) for code in wanting),
    )


def newest_case(*, conversation_id: int) -> tuple[CaseRow, tuple[QuestionRow, ...]] | None:
    """The newest case of a conversation with its five questions, for the pane beside it; None without one.

    One statement by hand, because every conversation that is opened asks.
    """
    found = sql_rows(_NEWEST, [conversation_id])
    if not found:
        return None
    of = dict(zip(_FIELDS, found[0], strict=False))
    row = _row({**of, "opened_at": aware(of["opened_at"]), "closed_at": maybe_aware(of["closed_at"])})
    answers = {
        question: CaseAnswer(text=text, at=aware(at), by_id=by_id)
        for question, text, at, by_id in (one[len(_FIELDS) :] for one in found)
        if question is not None
    }
    return row, _questions(answers, rules.missing(kind=row.kind, has_touchpoint=True, answered=()))


def case_id_of(*, number: str) -> int | None:
    """The id of the case with this number, as customers quote it; None when there is none."""
    return Case.objects.filter(number=number.strip().upper()).values_list("id", flat=True).first()


def cases_of(*, conversation_ids: Iterable[int] = (), customer_ids: Iterable[int] = ()) -> tuple[CaseRow, ...]:
    """The cases of these conversations, or of these customers, newest first."""
    of = Q(conversation_id__in=list(conversation_ids)) | Q(customer_id__in=list(customer_ids))
    return tuple(_rows(Case.objects.filter(of).order_by("-opened_at", "-pk")))


def cases_found(*, ids: Iterable[int]) -> dict[int, CaseRow]:
    """Cases by id (for search hits)."""
    return {row.id: row for row in _rows(Case.objects.filter(pk__in=list(ids)))}


def cases(*, filter: CaseFilter, after: str = "", limit: int = 25) -> CasePage:
    """A page of cases, newest first. `after`: the `next_key` of the page before. One query."""
    rows = _filtered(filter)
    if after:
        opened_at, _, pk = after.rpartition("~")
        opened = datetime.fromisoformat(opened_at)
        rows = rows.filter(Q(opened_at__lt=opened) | Q(opened_at=opened, pk__lt=int(pk)))
    found = _rows(rows.order_by("-opened_at", "-pk")[: limit + 1])
    page = found[:limit]
    more = len(found) > limit
    return CasePage(tuple(page), f"{page[-1].opened_at.isoformat()}~{page[-1].id}" if more else "")


_FIELDS = (
    "id",
    "number",
    "conversation_id",
    "conversation__key",
    "customer_id",
    "kind",
    "severity",
    "state",
    "summary",
    "touchpoint_id",
    "touchpoint__name",
    "site_id",
    "site__name",
    "owner_id",
    "owner__name",
    "team_id",
    "opened_at",
    "closed_at",
    "by_customer",
)
# The columns of _FIELDS in their order, and one row for each answer.
_NEWEST = """
SELECT k.id, k.number, k.conversation_id, c.key, k.customer_id, k.kind, k.severity, k.state, k.summary, k.touchpoint_id,
  t.name, k.site_id, s.name, k.owner_id, a.name, k.team_id, k.opened_at, k.closed_at, k.by_customer,
  w.question, w.text, w.at, w.by_id
FROM desk_case k
JOIN desk_conversation c ON c.id = k.conversation_id
LEFT JOIN roster_touchpoint t ON t.id = k.touchpoint_id
LEFT JOIN roster_site s ON s.id = k.site_id
LEFT JOIN core_account a ON a.id = k.owner_id
LEFT JOIN desk_caseanswer w ON w.case_id = k.id
WHERE k.id = (SELECT id FROM desk_case WHERE conversation_id = %s ORDER BY opened_at DESC, id DESC LIMIT 1)
"""


def _rows(rows: Any) -> list[CaseRow]:
    return [_row(dict(zip(_FIELDS, values, strict=True))) for values in rows.values_list(*_FIELDS)]


def _row(of: dict[str, Any]) -> CaseRow:
    return CaseRow(
        id=of["id"],
        number=of["number"],
        conversation_id=of["conversation_id"],
        conversation_key=of["conversation__key"],
        customer_id=of["customer_id"],
        kind=of["kind"],
        kind_word=words.kind(code=of["kind"]),
        severity=of["severity"],
        severity_word=words.severity(level=of["severity"]),
        state=of["state"],
        state_word=words.state(code=of["state"]),
        summary=of["summary"],
        touchpoint_id=of["touchpoint_id"],
        touchpoint_name=of["touchpoint__name"] or "",
        site_id=of["site_id"],
        site_name=of["site__name"] or "",
        owner_id=of["owner_id"],
        owner_name=of["owner__name"] or "",
        team_id=of["team_id"],
        opened_at=of["opened_at"],
        closed_at=of["closed_at"],
        by_customer=of["by_customer"],
    )


def _history(case_id: int) -> tuple[CaseStateRow, ...]:
    rows = CaseState.objects.filter(case_id=case_id).order_by("pk")
    return tuple(
        CaseStateRow(state, at, by_id, by_name or "", reason, words.reason(code=reason), word)
        for state, at, by_id, by_name, reason, word in rows.values_list(
            "state", "at", "by_id", "by__name", "reason", "word"
        )
    )


def _questions(answers: dict[str, CaseAnswer], wanted: tuple[str, ...]) -> tuple[QuestionRow, ...]:
    rows = []
    for question in words.FIVE:
        answer = answers.get(question.key)
        rows.append(
            QuestionRow(
                key=question.key,
                label=str(question.label),
                hint=str(question.hint),
                answer=answer.text if answer else "",
                at=answer.at if answer else None,
                by_id=answer.by_id if answer else None,
                wanted=question.key in wanted,
            )
        )
    return tuple(rows)


def _links(case_id: int) -> tuple[CaseRow, ...]:
    pairs = CaseLink.objects.filter(Q(one_id=case_id) | Q(other_id=case_id)).values_list("one_id", "other_id")
    others = [other if one == case_id else one for one, other in pairs]
    return tuple(_rows(Case.objects.filter(pk__in=others).order_by("-opened_at"))) if others else ()


def _filtered(filter: CaseFilter) -> Any:
    rows = Case.objects.all()
    if filter.state == "unclosed":
        rows = rows.exclude(state=Case.CLOSED)
    elif filter.state:
        rows = rows.filter(state=filter.state)
    for name in ("kind", "severity", "owner_id", "team_id", "site_id", "touchpoint_id"):
        value = getattr(filter, name)
        if value not in ("", None):
            rows = rows.filter(**{name: value})
    if filter.customer_ids:
        rows = rows.filter(customer_id__in=filter.customer_ids)
    if filter.since:
        rows = rows.filter(opened_at__gte=filter.since)
    return rows.filter(opened_at__lt=filter.until) if filter.until else rows
