"""What hand-written SQL needs on both databases."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from huitou.core.api import aware, maybe_aware, on_postgres

SEPARATOR = "\x1f"
maybe = maybe_aware

__all__ = ["SEPARATOR", "aware", "joined", "marks", "maybe", "moment", "parts", "rows"]


def rows(sql: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Run it; times among the parameters as the database keeps them."""
    with connection.cursor() as cursor:
        cursor.execute(sql, [moment(one) if isinstance(one, datetime) else one for one in parameters])
        return cursor.fetchall()


def moment(at: datetime) -> Any:
    """A time as a parameter."""
    return connection.ops.adapt_datetimefield_value(at)


def joined(column: str) -> str:
    """The aggregate that joins texts by SEPARATOR."""
    return f"string_agg({column}, chr(31))" if on_postgres() else f"group_concat({column}, char(31))"


def parts(text: str | None) -> tuple[str, ...]:
    """What `joined` joined, in order of the text."""
    return tuple(sorted(text.split(SEPARATOR))) if text else ()


def marks(values: Sequence[Any]) -> str:
    """As many placeholders as values: `%s, %s`."""
    return ", ".join(["%s"] * len(values))
