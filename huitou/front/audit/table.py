"""The audit as a table for a spreadsheet, for the page and for programs; and who did a thing, in words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from huitou.core.api import FactRow, accounts, facts_page, zone

CHUNK = 1000
EXPORT_MOST = 100_000  # a table that a spreadsheet still opens; more is told, not left out in silence


def audit_lines(asked: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """The first line, then the newest facts that fit (`asked` as `facts_page` takes it), at most EXPORT_MOST."""
    yield (_("编号"), _("时间"), _("经办人"), _("种类"), _("说明"), _("客户编号"), _("会话编号"), _("内容"))
    here, names, before = zone(), names_of_all(), None
    for _chunk in range(EXPORT_MOST // CHUNK):
        rows = facts_page(**asked, before=before, limit=CHUNK)
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


def actor_name(row: FactRow, names: dict[int, str]) -> str:
    """Who did it: a colleague by name, customers and programs by number, else the house itself."""
    if row.actor_kind == "account":
        return names.get(row.actor_id or 0, _("账号 %(id)s") % {"id": row.actor_id})
    kinds: dict[str, str] = {"customer": _("客户 %(id)s"), "api": _("接口密钥 %(id)s")}
    return kinds[row.actor_kind] % {"id": row.actor_id} if row.actor_kind in kinds else _("系统")


def names_of_all() -> dict[int, str]:
    """Every account's name by its id."""
    return {row.id: row.name for row in accounts().values()}
