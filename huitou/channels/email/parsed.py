"""What the parser hands over, and the limits it keeps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True)
class Limits:
    """What one mail may cost. Whatever is over a limit is dropped with a defect that says so."""

    raw_bytes: int = 64 * 1024 * 1024
    boundaries: int = 200
    parts: int = 200
    depth: int = 20
    attachments: int = 100
    attachment_bytes: int = 50 * 1024 * 1024
    text_chars: int = 1_000_000
    html_chars: int = 2_000_000
    header_chars: int = 65_536
    references: int = 100
    addresses: int = 500


class Auto(StrEnum):
    """Why a mail is no word of a person; a desk must not answer any of these by itself."""

    BOUNCE = "bounce"
    ANSWER = "answer"
    RECEIPT = "receipt"
    LIST = "list"
    NOTICE = "notice"


@dataclass(frozen=True)
class FailedRecipient:
    """Whom a bounce could not reach. `permanent` is None when the report does not say."""

    address: str
    status: str
    permanent: bool | None
    reason: str


@dataclass(frozen=True)
class AutoKind:
    """The kind of automatic mail, with the failed recipients of a bounce or the id of a list."""

    kind: Auto
    failed: tuple[FailedRecipient, ...] = ()
    list_id: str = ""


@dataclass(frozen=True)
class ParsedAttachment:
    """A file out of a mail. The type is what the sender claims: attachments.rules decides what it is."""

    filename: str
    content_type: str
    content: bytes
    inline_cid: str = ""


@dataclass(frozen=True)
class ParsedMail:
    """One mail as read.

    `text` is what the writer wrote; `quoted` the earlier mails under it, `signature` what was cut off its end.
    `html` is sanitised: no scripts, styles, forms or `src`; remote pictures keep their address in
    `data-remote-src`, inline ones their id in `data-cid`. `defects` are codes, `code` or `code:detail`.
    `readable` False: the source is the last attachment and the other fields hold whatever could be read.
    """

    message_id: str = ""
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    from_name: str = ""
    from_address: str = ""
    to: tuple[tuple[str, str], ...] = ()
    cc: tuple[tuple[str, str], ...] = ()
    reply_to: tuple[tuple[str, str], ...] = ()
    subject: str = ""
    date: datetime | None = None
    text: str = ""
    quoted: str = ""
    signature: str = ""
    html: str | None = None
    attachments: tuple[ParsedAttachment, ...] = ()
    auto: AutoKind | None = None
    defects: tuple[str, ...] = ()
    readable: bool = True
