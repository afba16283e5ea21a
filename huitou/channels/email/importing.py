"""Files of mails as messages for the desk: `.eml`, mailboxes, folders of them. The caller hands each to `desk.receive`.

Every mail has a key (its Message-ID, else what is in it), so that a file imported twice makes nothing twice.
Threads are told by References and In-Reply-To only: two mails with the same subject are two matters.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from huitou.channels.email.parse import ParsedMail, parse, read_mbox

MAIL_SUFFIXES = {".eml", ".mbox", ".mbx", ".msg"}


@dataclass(frozen=True)
class MailFile:
    """A file out of a mail, as `desk.receive` takes it."""

    filename: str
    content_type: str
    content: bytes


@dataclass(frozen=True)
class InboundMail:
    """A mail ready for `desk.receive`: `refers_to` newest first, `known_as` its own Message-ID.

    `ours`: one of our own addresses wrote it (an answer in an imported mailbox). `automatic`: bounce, answer, receipt,
    list or notice, "" for a word of a person. `defects`: what the parser could not read well.
    """

    key: str
    source: bytes
    known_as: str
    refers_to: tuple[str, ...]
    from_address: str
    handles: tuple[tuple[str, str], ...]
    name: str
    text: str
    html: str
    subject: str
    at: datetime | None
    files: tuple[MailFile, ...]
    automatic: str
    ours: bool
    defects: tuple[str, ...]
    place: str  # file and number in it, for the report of an import


def is_mail(*, path: Path) -> bool:
    """Whether this is a mail, a mailbox (by its name, or by its first word where it has no ending) or a folder."""
    if path.is_dir() or path.suffix.lower() in MAIL_SUFFIXES:
        return True
    with path.open("rb") as file:
        return not path.suffix and file.read(5) == b"From "


def mails_in(*, path: Path, ours: frozenset[str] = frozenset()) -> Iterator[InboundMail]:
    """The mails of a file or folder, in the order of file names and of the mailbox; memory of one mail at a time.

    `ours` are the company's own mail addresses, lower case. A broken mail comes with what could be read of it.
    """
    for file in _files(path):
        raws = [file.read_bytes()] if file.suffix.lower() in {".eml", ".msg"} else read_mbox(file)
        for number, raw in enumerate(raws, 1):
            yield mail_of(raw=raw, ours=ours, place=f"{file.name}:{number}")


def mail_of(*, raw: bytes, ours: frozenset[str] = frozenset(), place: str = "") -> InboundMail:
    """One mail from its bytes; never raises."""
    mail = parse(raw)
    sender = mail.from_address.lower()
    return InboundMail(
        key=_key(mail, raw),
        source=raw,
        known_as=mail.message_id,
        refers_to=_refers_to(mail),
        from_address=mail.from_address,
        handles=(("mail", mail.from_address),) if mail.from_address else (),
        name=mail.from_name or mail.from_address.partition("@")[0],
        text=mail.text,
        html=mail.html or "",
        subject=mail.subject,
        at=mail.date,
        files=tuple(MailFile(a.filename, a.content_type, a.content) for a in mail.attachments),
        automatic=str(mail.auto.kind) if mail.auto else "",
        ours=sender in ours,
        defects=mail.defects,
        place=place,
    )


def _files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield from sorted(p for p in path.rglob("*") if p.is_file() and p.suffix.lower() in MAIL_SUFFIXES)
    else:
        yield path


def _key(mail: ParsedMail, raw: bytes) -> str:
    # A Message-ID is the sender's word: two different mails under one id must not swallow each other, so the body
    # has a say. The same mail out of two folders differs in trace headers only, which do not count.
    body = hashlib.sha256("\0".join([mail.from_address, mail.subject, mail.text]).encode("utf-8", "replace"))
    if mail.message_id:
        return f"{mail.message_id[:150]} {body.hexdigest()[:16]}"
    return "sha256:" + hashlib.sha256(raw).hexdigest()


def _refers_to(mail: ParsedMail) -> tuple[str, ...]:
    named = [mail.in_reply_to, *reversed(mail.references)]
    return tuple(dict.fromkeys(one for one in named if one and one != mail.message_id))
