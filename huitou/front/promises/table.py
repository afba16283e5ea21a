"""The ledger as a table for a spreadsheet, for the page and for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from huitou.core.api import may
from huitou.customers import api as customers
from huitou.desk import api as desk
from huitou.front.naming import name_of
from huitou.front.times import Clock

CHUNK, EXPORT_MOST = 500, 50_000
WHOLE_NAMES = "customers.export"


def ledger_lines(chosen: desk.LedgerFilter, me: Any) -> Iterator[tuple[str, ...]]:
    """The first line, then the promises; at most EXPORT_MOST, and a last line says when there are more.

    Customers stand in it as on the page (王女士); with their whole names only for who may take customers out of the house.
    """
    yield heads()
    clock, whole, after = Clock.read(), may(me, WHOLE_NAMES), ""
    for _chunk in range(EXPORT_MOST // CHUNK):
        found = desk.ledger(filter=chosen, after=after, limit=CHUNK, at=clock.now)
        persons = customers.customers(ids={row.customer_id for row in found.rows})
        names = {pk: (row.name if whole else "") or name_of(row) for pk, row in persons.items()}
        yield from (cells(row, names, clock) for row in found.rows)
        if not (after := found.next_key):
            return
    yield (_("一次最多导出 %(most)s 行，其余没有写进来。请用筛选缩小范围。") % {"most": EXPORT_MOST},)


def cells(row: desk.PromiseRow, names: dict[int, str], clock: Clock) -> tuple[str, ...]:
    """A promise as a line of the exported table."""
    local = [at.astimezone(clock.where).strftime("%Y-%m-%d %H:%M") if at else "" for at in (row.made_at, row.due_at, row.ended_at)]  # fmt: skip
    return (
        str(row.id),
        desk.promise_word(state=row.state),
        names.get(row.customer_id, ""),
        row.text,
        desk.promise_kind_word(code=row.kind),
        row.owner_name,
        row.made_by_name,
        row.team_name,
        *local,
        row.case_number,
    )


def heads() -> tuple[str, ...]:
    """The first line of the exported table."""
    return (
        _("编号"),
        _("状态"),
        _("客户"),
        _("承诺"),
        _("种类"),
        _("负责人"),
        _("谁说的"),
        _("团队"),
        _("说的时间"),
        _("期限"),
        _("了结时间"),
        _("工单"),
    )
