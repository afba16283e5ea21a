"""The audit: every fact, who did it, when; narrowed, paged by key, exported without formulas."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from huitou.core.api import FactRow, facts_page, now, page, zone
from huitou.front.audit.filters import fields, read
from huitou.front.audit.shapes import AuditPage, AuditRow
from huitou.front.audit.subjects import subjects_of
from huitou.front.audit.table import actor_name, audit_lines, names_of_all
from huitou.front.downloads import csv_answer
from huitou.front.posting import id_of
from huitou.front.shell import page_answer

PAGE = 50
HREF = "/audit"


@page("audit.read")
def audit(request: HttpRequest) -> HttpResponse:
    """The newest facts that fit the filters, fifty at a time."""
    here = zone()
    chosen = read(request.GET, now().astimezone(here).date())
    before = id_of(request.GET.get("before"))
    rows = facts_page(**chosen.asked(here), before=before, limit=PAGE + 1)
    shown = rows[:PAGE]
    more = f"{HREF}?{chosen.query(before=shown[-1].id)}" if len(rows) > PAGE else ""
    view = AuditPage(
        rows=_rows(shown, here),
        filters=fields(chosen, request.GET.get("period", "")),
        total_text=_("从 %(day)s 起") % {"day": chosen.since} if chosen.since else "",
        next_href=more,
        export_href=f"{HREF}.csv?{chosen.query()}",
    )
    return page_answer(request, "front/audit.html", "audit", page=view)


@page("audit.read")
def export(request: HttpRequest) -> HttpResponse:
    """The same as a table for a spreadsheet: the newest that fit the filters, at most EXPORT_MOST."""
    here = zone()
    chosen = read(request.GET, now().astimezone(here).date())
    return csv_answer("audit.csv", audit_lines(chosen.asked(here)))


def _rows(rows: list[FactRow], here: ZoneInfo) -> tuple[AuditRow, ...]:
    names, subjects = names_of_all(), subjects_of(rows)
    return tuple(
        AuditRow(
            id=str(row.id),
            at=row.at.astimezone(UTC).isoformat(),
            time_text=time_text(row.at, here),
            actor=actor_name(row, names),
            label=row.label,
            subject=subjects[row.id].text,
            subject_href=subjects[row.id].href,
            name=row.name,
        )
        for row in rows
    )


def time_text(at: datetime, here: ZoneInfo) -> str:
    """2026-11-22 14:05:09, in the company's zone: an audit is read to the second."""
    return at.astimezone(here).strftime("%Y-%m-%d %H:%M:%S")
