"""Reading the ledger: a customer's or conversation's timeline, the audit page, and the tail in commit order."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from django.db import connection
from django.db.models import Max, Q

from huitou.core.db import aware, on_postgres
from huitou.core.db import rows as sql_rows
from huitou.core.ledger import facts
from huitou.core.models import Fact


@dataclass(frozen=True)
class FactRow:
    """A fact as it is shown: ids and codes; names are looked up by whoever shows it."""

    id: int
    name: str
    at: datetime
    actor_kind: str
    actor_id: int | None
    customer_id: int | None
    conversation_id: int | None
    data: dict[str, Any]

    @property
    def label(self) -> str:
        """Its one line for the timeline, in the language of the reader."""
        kind = facts.kind_of(self.name)
        return str(kind.label) if kind else self.name


_FIELDS = ("id", "name", "at", "actor_kind", "actor_id", "customer_id", "conversation_id", "data")


def facts_of_customers(customer_ids: Iterable[int], *, before: int | None = None, limit: int = 50) -> list[FactRow]:
    """The newest facts of these customers (one person may have several after a merge), newest first, paged by id."""
    return _newest(Fact.objects.filter(customer_id__in=list(customer_ids)), before, limit)


def facts_of_conversation(
    conversation_id: int, *, before: int | None = None, limit: int = 200, names: Collection[str] = ()
) -> list[FactRow]:
    """The newest facts of a conversation, newest first; with `names` those of these kinds only."""
    older, parameters = ("AND id < %s ", [before]) if before is not None else ("", [])
    kinds = f"AND name IN ({', '.join(['%s'] * len(names))}) " if names else ""
    found = sql_rows(
        f"SELECT {', '.join(_FIELDS)} FROM core_fact WHERE conversation_id = %s {older}{kinds}ORDER BY id DESC LIMIT %s",
        [conversation_id, *parameters, *names, limit],
    )
    return [_row(row) for row in found]


def facts_by_id(ids: Iterable[int]) -> dict[int, FactRow]:
    """These facts, by id; unknown ids are left out."""
    rows = Fact.objects.filter(pk__in=list(ids)).values_list(*_FIELDS)
    return {row[0]: FactRow(*row) for row in rows}


def last_seen(customer_ids: Iterable[int], *, leaving_out: str = "customers.") -> dict[int, datetime]:
    """When something last happened with each of these customers; work on their records alone is left out."""
    rows = Fact.objects.filter(customer_id__in=list(customer_ids)).exclude(name__startswith=leaving_out)
    return dict(rows.values_list("customer_id").annotate(last=Max("at")))


def facts_page(
    *,
    name_starts: str = "",
    actor_id: int | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    before: int | None = None,
    limit: int = 50,
) -> list[FactRow]:
    """The audit page: facts by kind, person and time, newest first."""
    rows = Fact.objects.all()
    if name_starts:
        rows = rows.filter(name__startswith=name_starts)
    if actor_id is not None:
        rows = rows.filter(actor_kind="account", actor_id=actor_id)
    if since:
        rows = rows.filter(at__gte=since)
    if until:
        rows = rows.filter(at__lt=until)
    return _newest(rows, before, limit)


def moments(name: str, *, spans: Sequence[tuple[datetime, datetime]]) -> list[tuple[datetime, int | None]]:
    """When facts of one kind happened within any of these spans, each with its conversation's id (one query)."""
    if not spans:
        return []
    within = Q()
    for since, until in spans:
        within |= Q(at__gte=since, at__lt=until)
    return list(Fact.objects.filter(within, name=name).order_by("at").values_list("at", "conversation_id"))


@dataclass(frozen=True)
class Position:
    """How far a reader of the tail has come. On PostgreSQL ids commit out of order, so the transaction comes first."""

    xid: int = 0
    id: int = 0

    def __str__(self) -> str:
        return f"{self.xid}-{self.id}"

    @classmethod
    def parse(cls, text: str) -> Position:
        """From the text of `Last-Event-ID`; ValueError when it is none of ours."""
        xid, _, fact_id = text.partition("-")
        return cls(int(xid), int(fact_id))


def tail(after: Position, *, limit: int = 500) -> list[tuple[Position, FactRow]]:
    """Facts after a position in commit order; no fact is ever skipped, however transactions overlap."""
    columns = ", ".join(_FIELDS)
    if on_postgres():
        sql = (
            f"SELECT xid::text::bigint, {columns} FROM core_fact WHERE (xid, id) > (%s::text::xid8, %s) "
            "AND xid < pg_snapshot_xmin(pg_current_snapshot()) ORDER BY xid, id LIMIT %s"
        )
        parameters: list[Any] = [str(after.xid), after.id, limit]
    else:
        sql = f"SELECT 0, {columns} FROM core_fact WHERE id > %s ORDER BY id LIMIT %s"
        parameters = [after.id, limit]
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [(Position(row[0], row[1]), _row(row[1:])) for row in cursor.fetchall()]


def end() -> Position:
    """The position of the newest fact that a reader of the tail could have seen."""
    with connection.cursor() as cursor:
        if on_postgres():
            cursor.execute(
                "SELECT xid::text::bigint, id FROM core_fact WHERE xid < pg_snapshot_xmin(pg_current_snapshot()) "
                "ORDER BY xid DESC, id DESC LIMIT 1"
            )
        else:
            cursor.execute("SELECT 0, id FROM core_fact ORDER BY id DESC LIMIT 1")
        row = cursor.fetchone()
    return Position(*row) if row else Position()


def _newest(rows: Any, before: int | None, limit: int) -> list[FactRow]:
    if before is not None:
        rows = rows.filter(id__lt=before)
    return [FactRow(*row) for row in rows.order_by("-id").values_list(*_FIELDS)[:limit]]


def _row(values: tuple[Any, ...]) -> FactRow:
    fact_id, name, at, actor_kind, actor_id, customer_id, conversation_id, data = values
    if isinstance(data, str | bytes):
        data = orjson.loads(data)
    return FactRow(fact_id, name, aware(at), actor_kind, actor_id, customer_id, conversation_id, data)
