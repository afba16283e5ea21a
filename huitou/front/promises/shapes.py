"""What the ledger shows, as typed rows."""

from __future__ import annotations

from dataclasses import dataclass

from huitou.front.shapes import FilterField, Person, PromiseRow, SavedView


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """A promise in the ledger, with whom it was given to and where."""

    promise: PromiseRow
    customer_name: str
    conversation_href: str
    team: str
    owner: Person


@dataclass(frozen=True, slots=True)
class RateRow:
    """Kept-rate with its interval; all shares 0…1. Too few to say anything: `thin`."""

    label: str
    kept: int
    total: int
    rate: float
    low: float
    high: float
    rate_text: str  # 92%
    range_text: str  # 87% – 95%
    thin: bool = False  # fewer than the method's minimum: drawn hollow, named so


@dataclass(frozen=True, slots=True)
class DutyLine:
    """A promise in the ledger; `take_href` when I may take it over, `asked_text` who was asked and until when."""

    row: LedgerRow
    take_href: str = ""
    asked_text: str = ""


@dataclass(frozen=True, slots=True)
class RateCard:
    """Kept-rates by one thing."""

    title: str
    rows: tuple[RateRow, ...]


@dataclass(frozen=True, slots=True)
class LedgerView:
    """The page."""

    tabs: tuple[SavedView, ...]
    lines: tuple[DutyLine, ...]
    cards: tuple[RateCard, ...]
    period_tabs: tuple[SavedView, ...]
    filters: tuple[FilterField, ...]
    view: str
    export_href: str
    next_href: str = ""
    clear_href: str = ""
    empty_title: str = ""
    empty_text: str = ""
