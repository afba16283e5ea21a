"""What the audit page shows, as typed rows."""

from __future__ import annotations

from dataclasses import dataclass

from huitou.front.shapes import FilterField


@dataclass(frozen=True, slots=True)
class AuditRow:
    id: str
    at: str
    time_text: str
    actor: str
    label: str
    subject: str
    subject_href: str
    name: str  # desk.promise_made.v1


@dataclass(frozen=True, slots=True)
class AuditPage:
    rows: tuple[AuditRow, ...]
    filters: tuple[FilterField, ...]
    total_text: str
    next_href: str = ""
    export_href: str = ""
