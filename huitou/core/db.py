"""Transactions that write, and what differs between SQLite and PostgreSQL.

SQLite has one writer. Two processes that both want it wait in SQLite's busy loop, which is unfair: some wait for
seconds. A gate (a lock among threads, then `flock` among processes) makes them queue instead.
"""

from __future__ import annotations

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection, transaction

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
