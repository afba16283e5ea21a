"""The audit: every fact, who did it, when; narrowed, paged by key, exported without formulas."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from huitou.core.api import FactRow, accounts, facts_page, now, page, zone
from huitou.front.audit.filters import AuditFilter, fields, read
from huitou.front.audit.subjects import subjects_of
from huitou.front.page_rows import AuditPage, AuditRow
from huitou.front.shell import page_answer
from huitou.measures.text.csvsafe import safe_cell

PAGE = 50
CHUNK = 1000
EXPORT_MOST = 100_000  # a table that a spreadsheet still opens; more is told, not left out in silence
HREF = "/audit"


@page("audit.read")
def audit(request: HttpRequest) -> HttpResponse:
    """The newest facts that fit the filters, fifty at a time."""
    here = zone()
    chosen = read(request.GET, now().astimezone(here).date())
    before = _before(request)
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
    table = io.StringIO("\ufeff", newline="")  # the mark tells spreadsheets that this is UTF-8
    table.seek(0, io.SEEK_END)
    csv.writer(table).writerows([safe_cell(cell) for cell in line] for line in _lines(chosen, here))
    answer = HttpResponse(table.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="audit.csv"'
    answer["Cache-Control"] = "no-store"
    return answer


def _lines(chosen: AuditFilter, here: ZoneInfo) -> Iterator[tuple[str, ...]]:
    yield (_("编号"), _("时间"), _("经办人"), _("种类"), _("说明"), _("客户编号"), _("会话编号"), _("内容"))
    names, before = _names(), None
    for _chunk in range(EXPORT_MOST // CHUNK):
        rows = facts_page(**chosen.asked(here), before=before, limit=CHUNK)
        yield from (_cells(row, names, here) for row in rows)
        if len(rows) < CHUNK:
            return
        before = rows[-1].id
    yield (_("一次最多导出 %(most)s 行，更早的没有写进来。请缩小时间范围再导出。") % {"most": EXPORT_MOST},)


def _cells(row: FactRow, names: dict[int, str], here: ZoneInfo) -> tuple[str, ...]:
    return (
        str(row.id),
        row.at.astimezone(here).isoformat(sep=" ", timespec="seconds"),
        actor_name(row, names),
        row.name,
        row.label,
        str(row.customer_id or ""),
        str(row.conversation_id or ""),
        json.dumps(row.data, ensure_ascii=False, sort_keys=True),
    )


def _rows(rows: list[FactRow], here: ZoneInfo) -> tuple[AuditRow, ...]:
    names, subjects = _names(), subjects_of(rows)
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
            address=row.data.get("ip", ""),
        )
        for row in rows
    )


def actor_name(row: FactRow, names: dict[int, str]) -> str:
    """Who did it: a colleague by name, customers and programs by number, else the house itself."""
    if row.actor_kind == "account":
        return names.get(row.actor_id or 0, _("账号 %(id)s") % {"id": row.actor_id})
    kinds: dict[str, str] = {"customer": _("客户 %(id)s"), "api": _("接口密钥 %(id)s")}
    return kinds[row.actor_kind] % {"id": row.actor_id} if row.actor_kind in kinds else _("系统")


def time_text(at: datetime, here: ZoneInfo) -> str:
    """2026-11-22 14:05:09, in the company's zone: an audit is read to the second."""
    return at.astimezone(here).strftime("%Y-%m-%d %H:%M:%S")


def _names() -> dict[int, str]:
    return {row.id: row.name for row in accounts().values()}


def _before(request: HttpRequest) -> int | None:
    raw: Any = request.GET.get("before", "")
    return int(raw) if raw.isascii() and raw.isdecimal() and len(raw) < 19 else None
