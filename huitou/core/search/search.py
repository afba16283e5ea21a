"""One search for both databases: the same tokens in FTS5 (SQLite, contentless) and in a tsvector (PostgreSQL).

Two stages, two indexes: `FRONT` (messages, customers, cases) and `BACK` (notes). The newest hits are taken; who shows
them ranks within a week by how often the words stand in the text (`front/snippets.matches`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from huitou.core.db import insert, on_postgres
from huitou.core.models import BackSearchEntry, SearchEntry
from huitou.core.search.tokens import index_tokens, query_phrases

FRONT, BACK = "front", "back"
_MODELS: dict[str, Any] = {FRONT: SearchEntry, BACK: BackSearchEntry}
CHUNK = 12000  # tokens per entry: PostgreSQL keeps positions up to 16,383


@dataclass(frozen=True)
class Hit:
    """A text that was found: its kind (message, note, customer, case), its id there, its time."""

    kind: str
    ref_id: int
    at: datetime


@dataclass(frozen=True)
class Text:
    """A text to be found, as a room hands it over when the index is made anew."""

    stage: str
    kind: str
    ref_id: int
    text: str
    at: datetime


def clear() -> None:
    """Forget everything (the index is made anew from the texts)."""
    for model in _MODELS.values():
        model.objects.all().delete()
        if not on_postgres():
            with connection.cursor() as cursor:
                cursor.execute(
                    f"INSERT INTO {model._meta.db_table}_fts ({model._meta.db_table}_fts) VALUES ('delete-all')"
                )


def index(*, stage: str = FRONT, kind: str, ref_id: int, text: str, at: datetime) -> None:
    """Make a text findable, in the caller's transaction."""
    tokens = index_tokens(text)
    for start in range(0, len(tokens), CHUNK):
        _write(_table(stage), {"kind": kind, "ref_id": ref_id, "at": at}, tokens[start : start + CHUNK])


def forget(*, stage: str = FRONT, kind: str, ref_id: int, text: str) -> None:
    """Take a text out of the index; `text` is what was indexed (FTS5 without content needs it to forget)."""
    tokens = index_tokens(text)
    rows = _MODELS[stage].objects.filter(kind=kind, ref_id=ref_id).order_by("id")
    for i, pk in enumerate(rows.values_list("pk", flat=True)):
        if not on_postgres():
            _fts_delete(_table(stage), pk, tokens[i * CHUNK : (i + 1) * CHUNK])
    rows.delete()


def reindex(*, stage: str = FRONT, kind: str, ref_id: int, old: str, new: str, at: datetime) -> None:
    """A text changed: find it by its new words only."""
    forget(stage=stage, kind=kind, ref_id=ref_id, text=old)
    index(stage=stage, kind=kind, ref_id=ref_id, text=new, at=at)


def find(query: str, *, stage: str = FRONT, kinds: tuple[str, ...] = (), limit: int = 50) -> list[Hit]:
    """The newest texts in which every word of the query stands; an empty query finds nothing."""
    phrases = query_phrases(query)
    if not phrases:
        return []
    where = f" AND e.kind IN ({', '.join(['%s'] * len(kinds))})" if kinds else ""
    table = _table(stage)
    if on_postgres():
        sql = f"SELECT e.kind, e.ref_id, e.at FROM {table} e WHERE e.tokens @@ %s::tsquery{where} ORDER BY e.id DESC LIMIT %s"
        match = " & ".join(_tsquery(phrase) for phrase in phrases)
    else:
        sql = (
            f"SELECT e.kind, e.ref_id, e.at FROM {table}_fts f JOIN {table} e ON e.id = f.rowid "
            f"WHERE f.tokens MATCH %s{where} ORDER BY f.rowid DESC LIMIT %s"
        )
        match = " AND ".join(_fts_phrase(phrase) for phrase in phrases)
    with connection.cursor() as cursor:
        cursor.execute(sql, [match, *kinds, limit])
        return [Hit(kind, ref_id, _aware(at)) for kind, ref_id, at in cursor.fetchall()]


def _table(stage: str) -> str:
    return _MODELS[stage]._meta.db_table


def _write(table: str, entry: dict[str, Any], tokens: list[str]) -> None:
    if on_postgres():
        insert(table, {**entry, "tokens": _tsvector(tokens)})
        return
    pk = insert(table, entry)
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table}_fts (rowid, tokens) VALUES (%s, %s)", [pk, " ".join(tokens)])


def _fts_delete(table: str, pk: int, tokens: list[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table}_fts ({table}_fts, rowid, tokens) VALUES ('delete', %s, %s)", [pk, " ".join(tokens)]
        )


def _tsvector(tokens: list[str]) -> str:
    return " ".join(f"'{_quote(token)}':{position}" for position, token in enumerate(tokens, 1))


def _tsquery(phrase: list[str]) -> str:
    parts = [f"'{_quote(t[:-1])}':*" if t.endswith("*") else f"'{_quote(t)}'" for t in phrase]
    return "(" + " <-> ".join(parts) + ")"


def _fts_phrase(phrase: list[str]) -> str:
    prefix = phrase[-1].endswith("*")
    words = " ".join(t.removesuffix("*") for t in phrase).replace('"', '""')
    return f'"{words}"' + ("*" if prefix else "")


def _quote(token: str) -> str:
    return token.replace("\\", "\\\\").replace("'", "''")


def _aware(at: Any) -> datetime:
    moment = at if isinstance(at, datetime) else datetime.fromisoformat(at)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
