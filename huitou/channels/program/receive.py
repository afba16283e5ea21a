"""A message posted by a program (`POST /api/v1/messages`), read out of JSON and checked field by field."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from huitou.measures.refusal import Refusal

FIELDS = {"channel", "name", "handles", "text", "subject", "at", "thread", "site", "files", "language", "case"}
HANDLE_KINDS = {"phone": "phone", "mail": "mail", "email": "mail", "openid": "openid", "unionid": "unionid"}
MOST_FILES, MOST_HANDLES = 20, 10


@dataclass(frozen=True)
class ProgramFile:
    """A file that came with it."""

    filename: str
    content_type: str
    content: bytes


@dataclass(frozen=True)
class ProgramMessage:
    """The message as `desk.receive` takes it; `thread` becomes its `thread_key`."""

    text: str
    handles: tuple[tuple[str, str], ...]
    channel: str = ""
    name: str = ""
    subject: str = ""
    at: datetime | None = None
    thread: str | None = None
    site: str | None = None
    language: str = "zh-hans"
    files: tuple[ProgramFile, ...] = ()
    case: Mapping[str, Any] = field(default_factory=dict)


def read_message(*, body: Mapping[str, Any]) -> ProgramMessage:
    """Read a posted message; Refusal `channels.program_field` names what is wrong with which field."""
    unknown = sorted(set(body) - FIELDS)
    if unknown:
        raise Refusal("channels.program_unknown_field", field=str(unknown[0])[:40])
    texts = {name: _text(body, name) for name in ("channel", "name", "text", "subject", "language")}
    files = tuple(_file(one) for one in _list(body, "files", MOST_FILES))
    if not texts["text"].strip() and not files:
        raise _wrong("text", "empty")
    return ProgramMessage(
        text=texts["text"],
        handles=tuple(_handle(one) for one in _list(body, "handles", MOST_HANDLES)),
        channel=texts["channel"],
        name=texts["name"][:80],
        subject=texts["subject"][:200],
        at=_moment(body.get("at")),
        thread=_text(body, "thread") or None,
        site=_text(body, "site") or None,
        language=texts["language"] or "zh-hans",
        files=files,
        case=_mapping(body, "case"),
    )


def _wrong(name: str, problem: str) -> Refusal:
    return Refusal("channels.program_field", field=name, problem=problem)


def _text(body: Mapping[str, Any], name: str) -> str:
    value = body.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise _wrong(name, "not a string")
    return value


def _list(body: Mapping[str, Any], name: str, most: int) -> list[Any]:
    value = body.get(name) or []
    if not isinstance(value, list) or len(value) > most:
        raise _wrong(name, f"not a list of at most {most}")
    return value


def _mapping(body: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = body.get(name) or {}
    if not isinstance(value, Mapping):
        raise _wrong(name, "not an object")
    return value


def _handle(one: Any) -> tuple[str, str]:
    kind, value = (one.get("kind"), one.get("value")) if isinstance(one, Mapping) else (None, None)
    if not isinstance(kind, str) or kind not in HANDLE_KINDS or not isinstance(value, str) or not value.strip():
        raise _wrong("handles", "each is {kind: phone|mail|openid|unionid, value}")
    return HANDLE_KINDS[kind], value.strip()


def _file(one: Any) -> ProgramFile:
    if not isinstance(one, Mapping) or not isinstance(one.get("filename"), str):
        raise _wrong("files", "each is {filename, content_type, content}")
    try:
        content = base64.b64decode(str(one.get("content", "")), validate=True)
    except (binascii.Error, ValueError):
        raise Refusal("channels.file_unreadable", filename=one["filename"][:60]) from None
    return ProgramFile(one["filename"], str(one.get("content_type") or "application/octet-stream"), content)


def _moment(value: Any) -> datetime | None:
    if value is None:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise _wrong("at", "not an ISO 8601 time") from None
    if moment.tzinfo is None:
        raise _wrong("at", "without a time zone")
    return moment
