"""A conversation as the desk reads it: messages and notes interleaved, newest page first. Staff only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from huitou.core.api import Refusal
from huitou.desk.conversations.reads.filters import Cursor
from huitou.desk.conversations.reads.sql import aware, marks, maybe, rows

PAGE = 50
MESSAGE, NOTE = 0, 1  # at the same moment a message stands before a note
HIGHEST = 2**62


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file of a message or note, downloaded by its unguessable key. `blob_id` is for whoever serves it."""

    key: str
    filename: str
    size: int
    content_type: str
    blob_id: int


@dataclass(frozen=True, slots=True)
class ThreadMessage:
    """表: a message. `state` sent, queued (until `release_at` it can be taken back) or failed (`reason` is a code).

    `reason` "automatic" on an inbound one: a bounce or absence note. `refused_files`: (name, code) of files not kept.
    """

    id: int
    conversation_id: int
    direction: str
    author_id: int | None
    author_name: str
    text: str
    html: str
    at: datetime
    state: str
    reason: str
    release_at: datetime | None
    files: tuple[FileRow, ...]
    refused_files: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ThreadNote:
    """里: a note. Never handed to anything that a customer sees."""

    id: int
    conversation_id: int
    author_id: int | None
    author_name: str
    text: str
    at: datetime
    files: tuple[FileRow, ...]


@dataclass(frozen=True, slots=True)
class Thread:
    """One page of a conversation, oldest first; `older` is the `before` of the page above, None at the beginning."""

    items: tuple[ThreadMessage | ThreadNote, ...]
    older: str | None


def thread(*, conversation_id: int, limit: int = PAGE, before: str | None = None) -> Thread:
    """The newest `limit` messages and notes (of merged conversations too) before a position. Four statements.

    Refused: desk.bad_cursor.
    """
    ids = _whole(conversation_id)
    place = _parse(before) if before else None
    messages = _newest("desk_message", _MESSAGE, "x.state <> 'undone'", ids, MESSAGE, place, limit + 1)
    notes = _newest("desk_note", _NOTE, "", ids, NOTE, place, limit + 1)
    found = [(aware(row[3]), MESSAGE, row[0], row) for row in messages]
    found += [(aware(row[3]), NOTE, row[0], row) for row in notes]
    found.sort(key=lambda one: one[:3], reverse=True)
    page = found[:limit]
    files = _files([one[2] for one in page if one[1] == MESSAGE], [one[2] for one in page if one[1] == NOTE])
    items = [_message(row, files) if rank == MESSAGE else _note(row, files) for _at, rank, _id, row in reversed(page)]
    older = f"{page[-1][1]}-{Cursor(page[-1][0], page[-1][2])}" if len(found) > limit and page else None
    return Thread(tuple(items), older)


def thread_message(*, message_id: int) -> ThreadMessage | None:
    """One message by itself, for pushing it; None when it was taken back or never was."""
    found = rows(_one("desk_message", _MESSAGE, "x.state <> 'undone'"), [message_id])
    return _message(found[0], _files([message_id], [])) if found else None


_MESSAGE = "x.direction, x.html, x.state, x.reason, x.release_at"
_NOTE = "NULL"
_Place = tuple[int, Cursor]
_Files = dict[tuple[str, int], list[tuple[Any, ...]]]


def _whole(conversation_id: int) -> list[int]:
    found = rows(
        "SELECT id FROM desk_conversation WHERE id = %s UNION ALL "
        "SELECT id FROM desk_conversation WHERE merged_into_id = %s",
        [conversation_id, conversation_id],
    )
    return [row[0] for row in found]


def _parse(before: str) -> _Place:
    rank, _, rest = before.partition("-")
    if rank not in {"0", "1"}:
        raise Refusal("desk.bad_cursor")
    return int(rank), Cursor.parse(rest)


def _columns(table: str, extra: str) -> str:
    return (
        f"SELECT x.id, x.conversation_id, x.author_id, x.at, x.text, COALESCE(a.name, ''), {extra} "
        f"FROM {table} x LEFT JOIN core_account a ON a.id = x.author_id "
    )


def _one(table: str, extra: str, also: str) -> str:
    return f"{_columns(table, extra)}WHERE x.id = %s{' AND ' + also if also else ''}"


def _newest(
    table: str, extra: str, also: str, ids: Sequence[int], rank: int, place: _Place | None, limit: int
) -> list[tuple[Any, ...]]:
    """The newest rows before a place, each conversation along its own index (merged ones are few)."""
    where, parameters = "x.conversation_id = %s", []
    if also:
        where += f" AND {also}"
    if place is not None:
        where += " AND (x.at, x.id) < (%s, %s)"
        parameters = [place[1].at, _before(rank, place)]
    walk = f"{_columns(table, extra)}WHERE {where} ORDER BY x.at DESC, x.id DESC LIMIT %s"
    if len(ids) == 1:
        return rows(walk, [ids[0], *parameters, limit])
    sql = " UNION ALL ".join(f"SELECT * FROM ({walk}) w{i}" for i in range(len(ids)))
    return rows(sql, [part for pk in ids for part in (pk, *parameters, limit)]) if ids else []


def _before(rank: int, place: _Place) -> int:
    """Which id of this kind comes before the place at the very same moment."""
    shown, cursor = place
    if rank == shown:
        return cursor.id
    return HIGHEST if rank < shown else 0


def _files(message_ids: list[int], note_ids: list[int]) -> _Files:
    """Files of messages, files of notes and refused files, in one statement."""
    found: _Files = defaultdict(list)
    asked, parameters = [], []
    for table, column, ids in (
        ("desk_messagefile", "message_id", message_ids),
        ("desk_notefile", "note_id", note_ids),
    ):
        if ids:
            asked.append(
                f"SELECT '{column}', f.{column}, f.id, f.key, f.filename, b.size, b.content_type, b.id FROM {table} f "
                f"JOIN core_blob b ON b.id = f.blob_id WHERE f.{column} IN ({marks(ids)})"
            )
            parameters += ids
    if message_ids:
        asked.append(
            "SELECT 'refused', r.message_id, r.id, r.code, r.filename, 0, '', 0 FROM desk_refusedfile r "
            f"WHERE r.message_id IN ({marks(message_ids)})"
        )
        parameters += message_ids
    for row in sorted(rows(" UNION ALL ".join(asked), parameters), key=lambda row: row[2]) if asked else ():
        found[(row[0], row[1])].append(row)
    return found


def _kept(files: _Files, of: str, pk: int) -> tuple[FileRow, ...]:
    return tuple(FileRow(*row[3:8]) for row in files.get((of, pk), ()))


def _message(r: tuple[Any, ...], files: _Files) -> ThreadMessage:
    return ThreadMessage(
        id=r[0],
        conversation_id=r[1],
        author_id=r[2],
        at=aware(r[3]),
        text=r[4],
        author_name=r[5],
        direction=r[6],
        html=r[7],
        state=r[8],
        reason=r[9],
        release_at=maybe(r[10]),
        files=_kept(files, "message_id", r[0]),
        refused_files=tuple((row[4], row[3]) for row in files.get(("refused", r[0]), ())),
    )


def _note(r: tuple[Any, ...], files: _Files) -> ThreadNote:
    return ThreadNote(
        id=r[0],
        conversation_id=r[1],
        author_id=r[2],
        at=aware(r[3]),
        text=r[4],
        author_name=r[5],
        files=_kept(files, "note_id", r[0]),
    )
