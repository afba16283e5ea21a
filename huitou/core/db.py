"""Transactions that write, and what differs between SQLite and PostgreSQL.

SQLite has one writer. Two processes that both want it wait in SQLite's busy loop, which is unfair: some wait for
seconds. A gate (a lock among threads, then `flock` among processes) makes them queue instead.
"""

from __future__ import annotations

import fcntl
import json
import os
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db import connection, transaction

MANY = 500  # rows in one statement: a tenth of the parameters that both databases take
_threads = threading.RLock()
_held = threading.local()


def on_postgres() -> bool:
    """True when the data is in PostgreSQL, False for SQLite."""
    return connection.vendor == "postgresql"


@contextmanager
def writing() -> Iterator[None]:
    """A transaction that writes: everything inside is kept together or not at all. May be nested."""
    with _gate(), transaction.atomic():
        yield


def in_transaction() -> bool:
    """True inside a transaction (the ledger refuses to write outside one)."""
    return connection.in_atomic_block


def insert(table: str, values: Mapping[str, Any], *, once: bool = False) -> int | None:
    """Insert a row and return its id; with `once` None when its unique key stands there already.

    For the few rows that every action writes: the ORM spends four times as long on building the statement. `table` and
    the names of the columns come from code, never from people.
    """
    found = insert_all(table, [values], once=once)
    return found[0] if found else None


def insert_all(table: str, new: Sequence[Mapping[str, Any]], *, once: bool = False) -> list[int]:
    """Insert rows of the same columns, many to a statement; what stands in `insert` holds for each.

    The ids in the order of the rows; with `once` only of those that were written.
    """
    written: list[int] = []
    for first in range(0, len(new), MANY):
        some = new[first : first + MANY]
        places = f"({', '.join(['%s'] * len(some[0]))})"
        sql = (
            f"INSERT INTO {table} ({', '.join(some[0])}) VALUES {', '.join([places] * len(some))}"
            f"{' ON CONFLICT DO NOTHING' if once else ''} RETURNING id"
        )
        written += [pk for (pk,) in rows(sql, [_as_kept(value) for row in some for value in row.values()])]
    return written


def rows(sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """The rows of a hand-written statement."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def aware(value: Any) -> datetime:
    """A time out of a raw row: SQLite gives naive ones, or texts out of expressions."""
    at = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def maybe_aware(value: Any) -> datetime | None:
    """A time out of a raw row that may be missing."""
    return None if value is None else aware(value)


def _as_kept(value: Any) -> Any:
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return json.dumps(value) if isinstance(value, dict | list) else value


@contextmanager
def _gate() -> Iterator[None]:
    if on_postgres() or connection.in_atomic_block or getattr(_held, "depth", 0):
        yield
        return
    with _threads, _process_lock():
        _held.depth = 1
        try:
            yield
        finally:
            _held.depth = 0


@contextmanager
def _process_lock() -> Iterator[None]:
    descriptor = os.open(settings.HUITOU_HOME / "write.lock", os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
