"""Small lists around the conversations: tags, canned replies, saved views, a customer's conversations, hand-overs, files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from huitou.core.api import sql_rows
from huitou.desk.conversations.reads.header import AssignmentRow, TagRow
from huitou.desk.conversations.reads.sql import aware, marks
from huitou.desk.conversations.reads.thread import FileRow
from huitou.desk.models import (
    Assignment,
    CannedReply,
    Conversation,
    Message,
    MessageFile,
    Note,
    NoteFile,
)


@dataclass(frozen=True, slots=True)
class CannedRow:
    """A canned reply; `used` how often."""

    id: int
    shortcut: str
    title: str
    text: str
    used: int


@dataclass(frozen=True, slots=True)
class ViewRow:
    """A saved filter; `account_id` None = everybody's."""

    id: int
    account_id: int | None
    name: str
    query: str
    position: int


@dataclass(frozen=True, slots=True)
class ConversationOf:
    """A conversation of a customer, for the customer's page and pane."""

    id: int
    key: str
    subject: str
    state: str
    channel_id: int
    kind: str
    owner_id: int | None
    opened_at: datetime
    last_at: datetime


@dataclass(frozen=True, slots=True)
class FoundText:
    """A message or note that a search found, with where it stands."""

    id: int
    conversation_id: int
    conversation_key: str
    subject: str
    customer_id: int
    author_id: int | None
    direction: str
    text: str
    at: datetime


def tags(*, retired_too: bool = False) -> tuple[TagRow, ...]:
    """The situations by name."""
    where = "" if retired_too else "WHERE retired_at IS NULL "
    return tuple(TagRow(*row) for row in sql_rows(f"SELECT id, name FROM desk_tag {where}ORDER BY name"))


def canned_replies(*, query: str = "", limit: int = 200) -> tuple[CannedRow, ...]:
    """Canned replies, the most used first; with `query` those whose shortcut, title or text has it."""
    rows = CannedReply.objects.all()
    if query.strip():
        word = query.strip().lstrip("/")
        rows = rows.filter(Q(shortcut__icontains=word) | Q(title__icontains=word) | Q(text__icontains=word))
    found = rows.order_by("-used", "shortcut").values_list("id", "shortcut", "title", "text", "used")
    return tuple(CannedRow(*row) for row in found[:limit])


def views(*, account_id: int) -> tuple[ViewRow, ...]:
    """Everybody's views, then one's own."""
    found = sql_rows(
        "SELECT id, account_id, name, query, position FROM desk_savedview "
        "WHERE account_id IS NULL OR account_id = %s ORDER BY position, id",
        [account_id],
    )
    return tuple(sorted((ViewRow(*row) for row in found), key=lambda row: row.account_id is not None))


def conversations_of(*, customer_ids: Iterable[int], limit: int = 50) -> tuple[ConversationOf, ...]:
    """The newest conversations of these customer records (all of a family), those merged away left out."""
    ids = tuple(customer_ids)
    if not ids:
        return ()
    found = sql_rows(
        "SELECT id, key, subject, state, channel_id, kind, owner_id, opened_at, last_at FROM desk_conversation "
        f"WHERE customer_id IN ({marks(ids)}) AND merged_into_id IS NULL ORDER BY last_at DESC, id DESC LIMIT %s",
        [*ids, limit],
    )
    return tuple(ConversationOf(*(*row[:7], aware(row[7]), aware(row[8]))) for row in found)


def assignments_of(*, conversation_id: int, limit: int = 50) -> tuple[AssignmentRow, ...]:
    """Through whose hands it went, newest first."""
    rows = Assignment.objects.filter(conversation_id=conversation_id).order_by("-id")
    fields = ("before_id", "after_id", "by_id", "by__name", "word", "reasons", "at")
    return tuple(_assignment(row) for row in rows.values_list(*fields)[:limit])


def messages_found(*, ids: Iterable[int]) -> dict[int, FoundText]:
    """Messages by id, with their conversations (for search hits); what was taken back is left out."""
    rows = Message.objects.filter(pk__in=list(ids)).exclude(state=Message.UNDONE)
    return {row[0]: FoundText(*row) for row in rows.values_list(*_FOUND, "direction", "text", "at")}


def notes_found(*, ids: Iterable[int]) -> dict[int, FoundText]:
    """Notes by id, with their conversations (for back-stage search hits)."""
    rows = Note.objects.filter(pk__in=list(ids)).values_list(*_FOUND, "text", "at")
    return {row[0]: FoundText(*(*row[:6], "note", *row[6:])) for row in rows}


def conversations_found(*, ids: Iterable[int]) -> dict[int, ConversationOf]:
    """Conversations by id (for search hits on subjects)."""
    fields = ("id", "key", "subject", "state", "channel_id", "kind", "owner_id", "opened_at", "last_at")
    return {row[0]: ConversationOf(*row) for row in Conversation.objects.filter(pk__in=list(ids)).values_list(*fields)}


def staff_file(*, key: str) -> FileRow | None:
    """A file of a message or a note by its key, for the desk; None when there is none."""
    fields = ("key", "filename", "blob__size", "blob__content_type", "blob_id")
    for model in (MessageFile, NoteFile):
        row = model.objects.filter(key=key).values_list(*fields).first()
        if row:
            return FileRow(*row)
    return None


_FOUND = (
    "id",
    "conversation_id",
    "conversation__key",
    "conversation__subject",
    "conversation__customer_id",
    "author_id",
)


def _assignment(row: tuple[Any, ...]) -> AssignmentRow:
    before_id, after_id, by_id, by_name, word, reasons, at = row
    return AssignmentRow(before_id, after_id, by_id, by_name or "", word, tuple(reasons), at)
