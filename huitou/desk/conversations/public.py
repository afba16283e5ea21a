"""表: what a customer may see of a conversation by its unguessable key: sent messages and their files, nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection


@dataclass(frozen=True, slots=True)
class PublicFile:
    """A file that the customer may download by its key."""

    key: str
    filename: str
    size: int


@dataclass(frozen=True, slots=True)
class PublicMessage:
    """A message as the customer reads it; `by_name` is the colleague's name on our side, "" on theirs."""

    ours: bool
    by_name: str
    text: str
    at: datetime
    files: tuple[PublicFile, ...]


@dataclass(frozen=True, slots=True)
class PublicThread:
    """The conversation for its customer. `closed`: nothing is open; writing opens it again or begins a new one.

    `writer_name` is how its writer named themselves in it, never what we have on file about the customer.
    """

    key: str
    customer_id: int
    writer_name: str
    subject: str
    site_name: str
    closed: bool
    messages: tuple[PublicMessage, ...]


@dataclass(frozen=True, slots=True)
class PublicBlob:
    """What serves a download: which bytes, under which name. Always as an attachment."""

    blob_id: int
    filename: str
    content_type: str


LONGEST = 500  # messages shown on a page


def public_thread(*, conversation_key: str, most: int = LONGEST) -> PublicThread | None:
    """The conversation with this key, its newest `most` messages, oldest first; None when there is none.

    Of conversations merged with it only those of the same person are shown, also when customers were parted again. Who
    wrote by a form has proved nothing by the number they typed: their page shows what stands in their own conversation
    and what was said after it was merged, never what had been said in the other one before.
    """
    found = _rows(_CONVERSATION, [conversation_key])
    if not found:
        return None
    own, pk, person, writer_name, subject, state, site_name = found[0]
    messages = _rows(_MESSAGES, [own, pk, pk, person, own, most])
    files = _files([row[0] for row in messages])
    return PublicThread(
        key=conversation_key,
        customer_id=person,
        writer_name=writer_name,
        subject=subject,
        site_name=site_name,
        closed=state == "closed",
        messages=tuple(_message(row, files) for row in reversed(messages)),
    )


def public_file(*, conversation_key: str, file_key: str) -> PublicBlob | None:
    """A file of a sent message of this conversation; None when it is none of theirs."""
    thread = public_thread(conversation_key=conversation_key)
    keys = {file.key for message in thread.messages for file in message.files} if thread else set()
    if file_key not in keys:
        return None
    return PublicBlob(*_rows(_BLOB, [file_key])[0])


# The thread that the conversation goes on in, and the person: a merge of conversations follows the customer's merge.
_CONVERSATION = """
SELECT c.id, r.id, COALESCE(k.merged_into_id, k.id), c.writer_name, c.subject, r.state, COALESCE(s.name, '')
FROM desk_conversation c
JOIN desk_conversation r ON r.id = COALESCE(c.merged_into_id, c.id)
JOIN customers_customer k ON k.id = c.customer_id
LEFT JOIN roster_site s ON s.id = c.site_id
WHERE c.key = %s
"""
_MESSAGES = """
SELECT m.id, m.direction, m.text, m.at, COALESCE(a.name, '')
FROM desk_conversation c
JOIN desk_conversation own ON own.id = %s
JOIN channels_channel h ON h.id = own.channel_id
JOIN customers_customer k ON k.id = c.customer_id
JOIN desk_message m ON m.conversation_id = c.id AND m.state = 'sent'
LEFT JOIN core_account a ON a.id = m.author_id
WHERE (c.id = %s OR c.merged_into_id = %s) AND COALESCE(k.merged_into_id, k.id) = %s AND m.reason <> 'automatic'
  AND (c.id = %s OR h.kind <> 'form' OR NOT EXISTS (
    SELECT 1 FROM desk_conversationmerge g WHERE g.gone_id IN (own.id, c.id) AND g.undone_at IS NULL AND g.at > m.at))
ORDER BY m.at DESC, m.id DESC LIMIT %s
"""
_BLOB = """
SELECT b.id, f.filename, b.content_type FROM desk_messagefile f JOIN core_blob b ON b.id = f.blob_id WHERE f.key = %s
"""


def _files(message_ids: list[int]) -> dict[int, list[PublicFile]]:
    found: dict[int, list[PublicFile]] = {pk: [] for pk in message_ids}
    if message_ids:
        marks = ", ".join(["%s"] * len(message_ids))
        sql = (
            "SELECT f.message_id, f.key, f.filename, b.size FROM desk_messagefile f "
            f"JOIN core_blob b ON b.id = f.blob_id WHERE f.message_id IN ({marks}) ORDER BY f.id"
        )
        for pk, key, filename, size in _rows(sql, message_ids):
            found[pk].append(PublicFile(key, filename, size))
    return found


def _message(row: tuple[Any, ...], files: dict[int, list[PublicFile]]) -> PublicMessage:
    pk, direction, text, at, by_name = row
    moment = at if isinstance(at, datetime) else datetime.fromisoformat(at)
    return PublicMessage(
        ours=direction == "out",
        by_name=by_name if direction == "out" else "",
        text=text,
        at=moment if moment.tzinfo else moment.replace(tzinfo=UTC),
        files=tuple(files[pk]),
    )


def _rows(sql: str, parameters: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()
