"""What the pages about cases show, as typed rows."""

from __future__ import annotations

from dataclasses import dataclass, field

from huitou.front.settings.shapes import Field
from huitou.front.shapes import CaseRow, FilterField, Option, Person, PromiseRow


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in the list."""

    case: CaseRow
    title: str
    customer_name: str
    owner: Person | None


@dataclass(frozen=True, slots=True)
class CasesView:
    rows: tuple[CaseLine, ...]
    filters: tuple[FilterField, ...]
    next_href: str = ""
    clear_href: str = ""
    find_error: str = ""


@dataclass(frozen=True, slots=True)
class StateLine:
    """A step of the case's history."""

    label: str
    by: str
    time_text: str
    at: str
    word: str
    icon: str
    tone: str


@dataclass(frozen=True, slots=True)
class LinkLine:
    number: str
    href: str
    label: str
    removal_href: str


@dataclass(frozen=True, slots=True)
class VisitLine:
    label: str
    due_text: str
    late: bool
    done: bool
    word: str
    done_href: str = ""


@dataclass(frozen=True, slots=True)
class CaseView:
    """One case, whole."""

    case: CaseRow
    title: str
    customer_name: str
    customer_href: str
    conversation_href: str
    facts: tuple[tuple[str, str], ...]
    expectation: tuple[tuple[str, str], ...]
    rating: tuple[tuple[str, str], ...]
    rating_low: bool
    rating_text: str
    history: tuple[StateLine, ...]
    promises: tuple[PromiseRow, ...]
    links: tuple[LinkLine, ...]
    visits: tuple[VisitLine, ...]
    missing: tuple[str, ...]
    reasons: tuple[Option, ...]
    edit_fields: tuple[Field, ...]
    can_edit: bool
    close_despite: tuple[str, ...] = ()  # what was objected to closing; going on names it
    errors: dict[str, str] = field(default_factory=dict)
