"""What goes into the conversations and what comes back, for callers: frozen, ids and texts only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class IncomingFile:
    """A file as it was handed to us; its type is what the sender claims."""

    filename: str
    content_type: str
    content: bytes


@dataclass(frozen=True, kw_only=True)
class NewCase:
    """The case that a message opens at once: the customer chose its kind in the form, or a program said so."""

    kind: str
    severity: int = 2
    touchpoint_id: int | None = None
    site_id: int | None = None
    summary: str = ""


@dataclass(frozen=True, kw_only=True)
class Received:
    """What became of an inbound message. `duplicate`: the same key came before and this is what it became then."""

    conversation_id: int
    conversation_key: str
    message_id: int
    customer_id: int
    case_id: int | None
    new: bool
    duplicate: bool


@dataclass(frozen=True, kw_only=True)
class Sent:
    """A reply that was written: it leaves at `release_at` (None once it has left), with the promises made in it."""

    message_id: int
    release_at: datetime | None
    promise_ids: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Undone:
    """A reply that was taken back: the draft as it now stands, and its files, to be sent again by `kept_files`."""

    conversation_id: int
    draft: str
    file_keys: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a bulk act did to one conversation: `code` "" when done, else the refusal with its `params`."""

    conversation_id: int
    code: str = ""
    params: dict[str, str | int]
