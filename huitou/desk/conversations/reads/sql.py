"""What hand-written SQL needs on both databases."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from huitou.core.api import on_postgres

SEPARATOR = "\x1f"


def rows(sql: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Run it; times among the parameters as the database keeps them."""
    with connection.cursor() as cursor:
        cursor.execute(sql, [moment(one) if isinstance(one, datetime) else one for one in parameters])
        return cursor.fetchall()


def moment(at: datetime) -> Any:
    """A time as a parameter."""
    return connection.ops.adapt_datetimefield_value(at)


def aware(value: Any) -> datetime:
    """A time out of a raw row: SQLite gives naive ones, or texts out of expressions."""
    at = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def maybe(value: Any) -> datetime | None:
    """A time that may be missing."""
    return None if value is None else aware(value)


def joined(column: str) -> str:
    """The aggregate that joins texts by SEPARATOR."""
    return f"string_agg({column}, chr(31))" if on_postgres() else f"group_concat({column}, char(31))"


def parts(text: str | None) -> tuple[str, ...]:
    """What `joined` joined, in order of the text."""
    return tuple(sorted(text.split(SEPARATOR))) if text else ()


def marks(values: Sequence[Any]) -> str:
    """As many placeholders as values: `%s, %s`."""
    return ", ".join(["%s"] * len(values))
