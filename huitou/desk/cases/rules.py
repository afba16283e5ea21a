"""What a case must have, what may become of it, and when we come back after it (D10)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from huitou.measures.refusal import Refusal

OPEN, WAITING, CLOSED = "open", "waiting", "closed"
KINDS = ("inquiry", "request", "complaint", "suggestion", "praise")
QUESTIONS = ("explicit", "implicit", "satisfied", "expectation", "follow_up")
LOW, NORMAL, HIGH, CRITICAL = 1, 2, 3, 4
LONGEST_SUMMARY, LONGEST_ANSWER = 200, 500
REASONS = ("solved", "answered", "no_remedy", "duplicate", "withdrawn", "unreachable")

# What must be known before a case of a kind is closed. An inquiry that was answered needs nothing more of an agent;
# a complaint that nobody can learn from will come again.
_WANTED: dict[str, tuple[str, ...]] = {
    "inquiry": (),
    "request": ("satisfied",),
    "complaint": ("touchpoint", "explicit", "satisfied"),
    "suggestion": ("explicit",),
    "praise": (),
}


class Calendar(Protocol):
    """What planning needs of a team's working hours."""

    def add_working(self, at: datetime, span: timedelta) -> datetime: ...
    def add_working_days(self, at: datetime, n: int) -> datetime: ...


@dataclass(frozen=True)
class Visit:
    """A follow-up: `call` or `message`, on the n-th working day after the closing."""

    kind: str
    working_days: int


# (kind, least severity): the first line that fits holds. A complaint that hurt is called after at once.
_VISITS: tuple[tuple[str, int, Visit], ...] = (
    ("complaint", HIGH, Visit("call", 1)),
    ("complaint", LOW, Visit("call", 3)),
    ("request", HIGH, Visit("call", 3)),
    ("request", LOW, Visit("message", 5)),
    ("suggestion", LOW, Visit("message", 10)),
)
# Closed for these reasons there is nobody, or nothing, to come back to.
_NO_VISIT = frozenset({"duplicate", "withdrawn", "unreachable"})


def number(day: date, n: int) -> str:
    """The case's number: C20261122-0007 is the seventh of that day in the company's zone."""
    return f"C{day:%Y%m%d}-{n:04d}"


def next_number(day: date, last: str | None) -> str:
    """The number after the last one given on that day."""
    return number(day, int(last.rpartition("-")[2]) + 1 if last else 1)


def check(*, kind: str, severity: int, summary: str) -> None:
    """Raise a Refusal when a field could not stand: desk.case_kind, desk.case_severity, desk.case_summary_long."""
    if kind not in KINDS:
        raise Refusal("desk.case_kind", kind=kind)
    if severity not in (LOW, NORMAL, HIGH, CRITICAL):
        raise Refusal("desk.case_severity", severity=severity)
    if len(summary) > LONGEST_SUMMARY:
        raise Refusal("desk.case_summary_long", most=LONGEST_SUMMARY, length=len(summary))


def check_answer(question: str, text: str) -> None:
    """Raise a Refusal for a question that is none of the five, or an answer too long."""
    if question not in QUESTIONS:
        raise Refusal("desk.case_question", question=question)
    if len(text) > LONGEST_ANSWER:
        raise Refusal("desk.case_answer_long", most=LONGEST_ANSWER, length=len(text))


def missing(*, kind: str, has_touchpoint: bool, answered: Collection[str]) -> tuple[str, ...]:
    """What is still wanted before closing: `touchpoint` and names of questions."""
    known = set(answered) | ({"touchpoint"} if has_touchpoint else set())
    return tuple(wanted for wanted in _WANTED[kind] if wanted not in known)


def allowed(before: str, after: str) -> bool:
    """Open and waiting (for the customer) go back and forth; both may be closed; a closed one is opened again."""
    return after in {OPEN: (WAITING, CLOSED), WAITING: (OPEN, CLOSED), CLOSED: (OPEN,)}[before]


def visit_of(*, kind: str, severity: int, reason: str) -> Visit | None:
    """The follow-up visit that a closed case of this kind and severity gets, or None."""
    if reason in _NO_VISIT:
        return None
    return next((visit for one, least, visit in _VISITS if one == kind and severity >= least), None)


def visit_due(*, closed_at: datetime, visit: Visit, hours: Calendar) -> datetime:
    """Until when the visit is to be made: the end of work on its working day."""
    return hours.add_working_days(closed_at, visit.working_days)


def visit_told(*, due_at: datetime, hours: Calendar) -> datetime:
    """When its owner hears of it: three working hours before the end of that day."""
    return hours.add_working(due_at, -timedelta(hours=3))


def recovery_due(*, at: datetime, hours: Calendar) -> datetime:
    """A customer whom we disappointed hears from us within two working hours."""
    return hours.add_working(at, timedelta(hours=2))
