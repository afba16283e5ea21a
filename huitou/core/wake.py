"""Waking those who sleep: the worker and the live push of every process, at commit, without another server.

PostgreSQL: NOTIFY (no payload: what happened stands in the ledger). SQLite: the sleepers watch `PRAGMA data_version`,
which changes by the commit itself, so there is nothing to send.
"""

from __future__ import annotations

import logging
import time
from typing import Any

from django.db import connection, transaction

CHANNEL = "huitou"
POLL = 0.05  # seconds between two looks at data_version
log = logging.getLogger(__name__)


def wake() -> None:
    """Wake sleepers when the caller's transaction commits (PostgreSQL folds several calls into one)."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(f"NOTIFY {CHANNEL}")


class Sleeper:
    """Sleeps until something was committed by anybody, or a time has passed. One per thread."""

    def __init__(self) -> None:
        self._version: int | None = None
        self._listening: Any = None

    def look(self) -> None:
        """Take notice of all that was committed until now: what comes after it ends the next sleep.

        Called before the work is looked for, so that nothing falls between looking and sleeping.
        """
        if connection.vendor != "postgresql":
            self._version = self._data_version()
            return
        listening = self._listener()
        for _ in listening.notifies(timeout=0):
            pass

    def close(self) -> None:
        """Let go of the listening connection."""
        if self._listening is not None:
            self._listening.close()
            self._listening = None

    def sleep(self, seconds: float) -> bool:
        """Return True when woken by a commit, False when the time has passed. Commits between two calls are not missed."""
        if connection.vendor == "postgresql":
            return self._sleep_postgres(seconds)
        return self._sleep_sqlite(seconds)

    def _sleep_sqlite(self, seconds: float) -> bool:
        until = time.monotonic() + seconds
        while True:
            version = self._data_version()
            if version != self._version:
                first, self._version = self._version is None, version
                if not first:
                    return True
            left = until - time.monotonic()
            if left <= 0:
                return False
            time.sleep(min(POLL, left))

    def _data_version(self) -> int:
        with connection.cursor() as cursor:
            return cursor.execute("PRAGMA data_version").fetchone()[0]

    def _sleep_postgres(self, seconds: float) -> bool:
        assert not transaction.get_connection().in_atomic_block
        for _ in self._listener().notifies(timeout=max(seconds, 0.001), stop_after=1):
            return True
        return False

    def _listener(self) -> Any:
        if self._listening is None:
            self._listening = listening_connection()
        return self._listening


def listening_connection() -> Any:
    """A connection of its own (outside the pool) that hears NOTIFY."""
    import psycopg

    parameters = dict(connection.get_connection_params())
    for ours in ("cursor_factory", "context", "pool", "server_side_binding", "prepare_threshold"):
        parameters.pop(ours, None)
    listening = psycopg.connect(**parameters, autocommit=True)
    listening.execute(f"LISTEN {CHANNEL}")
    return listening
