"""Standing in line for something that must be decided one after the other."""

from __future__ import annotations

from django.db import connection

from huitou.core.db import on_postgres


def stand_in_line(name: str) -> None:
    """Wait until nobody else is deciding about `name`; let go at the end of the caller's transaction.

    SQLite has one writer anyway; on PostgreSQL it is an advisory lock.
    """
    if on_postgres():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [name])
