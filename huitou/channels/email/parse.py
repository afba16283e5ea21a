"""One parser for .eml files, mailboxes and live mail. It takes any bytes and loses none.

The standard library's tolerant old policy finds the parts; headers, words, parameters and transfer encodings are
read here, because the new policy raises on broken ones and both damage raw bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from email import message_from_bytes, policy
from email.message import Message

from huitou.channels.email import headers
from huitou.channels.email.automatic import kind_of
from huitou.channels.email.bodies import gather, html_of, text_of
from huitou.channels.email.charsets import decode, tidy
from huitou.channels.email.mbox import read_mbox
from huitou.channels.email.parsed import Auto, AutoKind, FailedRecipient, Limits, ParsedAttachment, ParsedMail
from huitou.channels.email.quotes import fold

__all__ = ["Auto", "AutoKind", "FailedRecipient", "Limits", "ParsedAttachment", "ParsedMail", "parse", "read_mbox"]

_TELLING = (
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "Received",
    "Sender",
    "Return-Path",
    "MIME-Version",
    "Content-Type",
)
_BLANK_LINE = re.compile(rb"\r?\n[ \t]*\r?\n|\r\r|\n\n")
_BLANK_OR_END = re.compile(rb"\r?\n[ \t]*\r?\n|\r\r|\n\n|\Z")
_NAME = re.compile(rb"([!-9;-~]+)[ \t]*:")
_KNOWN_NAME = re.compile(
    rb"(?:From|To|Cc|Subject|Date|Message-ID|MIME-Version|Content-[A-Za-z-]+|Received|X-[A-Za-z-]+)[ \t]*:", re.I
)
_BOUNDARY = re.compile(rb"boundary\s*\*?\d*\*?=", re.I)
_SOURCE = "source.eml"


def parse(raw: bytes, *, limits: Limits | None = None) -> ParsedMail:
    """A mail as read from its bytes. Never raises: see `ParsedMail.readable` and `defects`."""
    limits = limits or Limits()
    if not raw.strip(b"\0 \t\r\n"):
        return _with_source(ParsedMail(defects=("empty",)), raw)
    if len(raw) > limits.raw_bytes:
        mail = parse(raw[: limits.raw_bytes], limits=limits)
        return _with_source(replace(mail, defects=(*mail.defects, f"mail_too_large:{len(raw)}")), raw)
    if len(_BOUNDARY.findall(raw)) > limits.boundaries:
        return _rescued(raw, f"too_many_boundaries:{limits.boundaries}", limits)
    try:
        return _parsed(raw, limits)
    except Exception as broken:
        # The promise to the importer is that no mail stops it: whatever went wrong is a defect of this mail.
        return _rescued(raw, f"broken:{type(broken).__name__}", limits)


def _parsed(raw: bytes, limits: Limits) -> ParsedMail:
    message = message_from_bytes(_trimmed(raw), policy=policy.compat32)
    if not any(message[name] for name in _TELLING):
        return _rescued(raw, "no_headers", limits)
    mail = _heads(message, limits)
    found = gather(message, limits)
    whole, html = text_of(found), html_of(found)
    folded = fold(tidy(whole))
    return replace(
        mail,
        text=folded.written,
        quoted=folded.quoted,
        signature=folded.signature,
        html=html,
        attachments=tuple(found.attachments),
        auto=kind_of(message, whole),
        defects=(*mail.defects, *found.defects),
    )


def _heads(message: Message, limits: Limits) -> ParsedMail:
    """The mail with what its headers say and no body."""
    name, address, defects = _sender(message, limits)
    moment, doubt = _moment(message)
    if any(len(str(value)) > limits.header_chars for _, value in message.raw_items()):
        defects.append("header_too_long")
    own = headers.ids(_value(message, "Message-ID", limits))
    replied = headers.ids(_value(message, "In-Reply-To", limits))
    return ParsedMail(
        message_id=own[0] if own else "",
        in_reply_to=replied[0] if replied else "",
        references=headers.ids(_value(message, "References", limits))[-limits.references :],
        from_name=name,
        from_address=address,
        to=_mailboxes(message, "To", limits),
        cc=_mailboxes(message, "Cc", limits),
        reply_to=_mailboxes(message, "Reply-To", limits),
        subject=headers.words(_value(message, "Subject", limits)),
        date=moment,
        defects=(*defects, *doubt, *(() if own else ("no_message_id",))),
    )


def _sender(message: Message, limits: Limits) -> tuple[str, str, list[str]]:
    """The first From address; where there is none, who the envelope or Sender says it was."""
    found = _mailboxes(message, "From", limits)
    if found:
        return *found[0], ["several_from"] if len(set(found)) > 1 else []
    name = headers.loose_names(_value(message, "From", limits))
    for other in ("Sender", "Reply-To", "Return-Path", "X-Sender"):
        found = _mailboxes(message, other, limits)
        if found:
            return name or found[0][0], found[0][1], [f"from_missing:{other}"]
    return name, "", ["from_missing"]


def _moment(message: Message) -> tuple[datetime | None, tuple[str, ...]]:
    """The Date line; if it is missing or nonsense, when the last server took the mail."""
    value = headers.raw_value(message, "Date")
    moment = headers.date(value) if value else None
    if moment:
        return moment, ()
    code = "date_broken" if value else "date_missing"
    for line in headers.raw_values(message, "Received"):
        moment = headers.date(line.rpartition(";")[2])
        if moment:
            return moment, (f"{code}:Received",)
    return None, (code,)


def _value(message: Message, name: str, limits: Limits) -> str:
    return next(filter(None, headers.raw_values(message, name, limits.header_chars)), "")


def _mailboxes(message: Message, name: str, limits: Limits) -> tuple[tuple[str, str], ...]:
    def every() -> Iterator[tuple[str, str]]:
        for value in headers.raw_values(message, name, limits.header_chars):
            yield from headers.addresses(value, limits.addresses)

    return tuple(dict.fromkeys(every()))[: limits.addresses]


def _trimmed(raw: bytes) -> bytes:
    """Without what stands before the first header (mark, blank lines, an escaped envelope line), headers mended."""
    raw = raw.removeprefix(b"\xef\xbb\xbf").lstrip(b"\0\r\n\t ")
    raw = re.sub(rb"\A>+From [^\n]*\n", b"", raw)
    end = _BLANK_OR_END.search(raw)
    cut = end.start() if end else 0
    return _mended(raw[:cut]) + raw[cut:]


def _mended(head: bytes) -> bytes:
    """A line without a colon amid headers is read as a part of the one above; the standard parser would stop there."""
    lines = head.splitlines(keepends=True)
    last = max((at for at, line in enumerate(lines) if _KNOWN_NAME.match(line)), default=-1)
    for at, line in enumerate(lines[: last + 1]):
        name = _NAME.match(line)
        if name:
            lines[at] = name[1] + b":" + line[name.end() :]
        elif at and line[:1] not in b" \t":
            lines[at] = b" " + line
    return b"".join(lines)


def _rescued(raw: bytes, defect: str, limits: Limits) -> ParsedMail:
    """What can be had from bytes that are no mail: headers if there are any, the rest as text, the source as a file."""
    mail = ParsedMail()
    body = raw
    try:
        cut = _BLANK_LINE.search(raw)
        head = _trimmed(raw[: cut.start() if cut else 0][: 16 * limits.header_chars])
        message = message_from_bytes(head + b"\n\n", policy=policy.compat32)
        if any(message[name] for name in _TELLING):
            mail, body = _heads(message, limits), raw[cut.end() if cut else 0 :]
    except Exception:
        mail, body = ParsedMail(), raw
    text = tidy(decode(body[: 4 * limits.text_chars])[0])[: limits.text_chars]
    return _with_source(replace(mail, text=text.strip("\n "), defects=(*mail.defects, defect)), raw)


def _with_source(mail: ParsedMail, raw: bytes) -> ParsedMail:
    source = ParsedAttachment(_SOURCE, "message/rfc822", raw)
    return replace(mail, readable=False, attachments=(*mail.attachments, source))
