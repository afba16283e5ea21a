"""Mailbox files, read as a stream."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from huitou.channels.email.parsed import Limits

_ENVELOPE = re.compile(rb"^From (?:\S+|\".*?\"@\S+)\s.*?\d{1,2}:\d\d(?::\d\d)?.*?\d{4}|^From .*?\d{4}.*?\d{1,2}:\d\d")
_ESCAPED = re.compile(rb"^>+From ")
_LINE = 1 << 16


def read_mbox(source: str | Path | BinaryIO, *, limit: int = Limits.raw_bytes) -> Iterator[bytes]:
    """The raw mails of a mailbox file (mboxo or mboxrd) or of a path to one, one at a time.

    A mail longer than `limit` bytes comes cut one byte over it, so that `parse` says it is too large.
    A file with no "From " line at all is handed over as one mail. Memory is that of the largest mail.
    """
    if not isinstance(source, str | Path):
        yield from _split(source, limit)
        return
    with Path(source).open("rb") as file:
        yield from _split(file, limit)


def _split(file: BinaryIO, limit: int) -> Iterator[bytes]:
    mail: list[bytes] = []
    size, before, started, whole = 0, b"\n", False, True
    while line := file.readline(_LINE):
        if not started:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if whole and _starts(line, before, started):
            if size:
                yield _join(mail)
            mail, size = [], 0
        elif size <= limit:
            piece = (line[1:] if whole and _ESCAPED.match(line) else line)[: limit + 1 - size]
            mail.append(piece)
            size += len(piece)
        started = started or bool(line.strip())
        before, whole = line, line.endswith(b"\n")
    if size and b"".join(mail).strip():
        yield _join(mail)


def _starts(line: bytes, before: bytes, started: bool) -> bool:
    """A "From " line starts a mail at the top of the file, or after a blank line if it bears a date."""
    if not line.startswith(b"From "):
        return False
    return not started or (not before.strip() and bool(_ENVELOPE.match(line[:300])))


def _join(mail: list[bytes]) -> bytes:
    """The blank line before the next mail belongs to the format."""
    if len(mail) > 1 and not mail[-1].strip():
        mail = mail[:-1]
    return b"".join(mail)
