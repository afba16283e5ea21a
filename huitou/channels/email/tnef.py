"""winmail.dat: the files and the plain text that Outlook hides in it (MS-OXTNEF, the simple part of it)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

_SIGNATURE = 0x223E9F78
_BODY, _RENDER, _TITLE, _DATA, _PROPERTIES = 0x800C, 0x9002, 0x8010, 0x800F, 0x9005
_LONG_NAME = (0x3707, 0x3001)
_SIZES = {2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 10: 4, 11: 4, 20: 8, 64: 8, 72: 16}
_VARIABLE = {13, 30, 31, 258}


@dataclass
class Tnef:
    """What was found: `files` as (name, content), `text` in the bytes of the sender's code page."""

    files: list[tuple[bytes, bytes]] = field(default_factory=list)
    text: bytes = b""


def unpack(raw: bytes) -> Tnef | None:
    """The files in a winmail.dat; None when it is none. A broken end keeps what came before it."""
    if len(raw) < 6 or struct.unpack_from("<I", raw)[0] != _SIGNATURE:
        return None
    found = Tnef()
    for name, data in _attributes(raw):
        if name == _RENDER:
            found.files.append((b"", b""))
        elif name == _BODY:
            found.text = data.rstrip(b"\0")
        elif found.files:
            found.files[-1] = _amend(*found.files[-1], name, data)
    found.files = [pair for pair in found.files if pair[1]]
    return found


def _amend(title: bytes, content: bytes, name: int, data: bytes) -> tuple[bytes, bytes]:
    if name == _TITLE:
        return title or data.rstrip(b"\0"), content
    if name == _DATA:
        return title, data
    if name == _PROPERTIES:
        return _long_name(data) or title, content
    return title, content


def _attributes(raw: bytes) -> Iterator[tuple[int, bytes]]:
    at = 6
    while at + 9 <= len(raw):
        _level, name, _kind, length = struct.unpack_from("<BHHI", raw, at)
        if at + 9 + length > len(raw):
            return
        yield name, raw[at + 9 : at + 9 + length]
        at += 9 + length + 2


def _long_name(data: bytes) -> bytes:
    """The long file name out of the MAPI properties, as UTF-8; b"" when a property of unknown shape comes first."""
    try:
        return _search_name(data)
    except (struct.error, UnicodeError):
        return b""


def _search_name(data: bytes) -> bytes:
    count = struct.unpack_from("<I", data)[0]
    at = 4
    for _ in range(min(count, 500)):
        kind, name = struct.unpack_from("<HH", data, at)
        at += 4
        if name >= 0x8000:
            named_by = struct.unpack_from("<I", data, at + 16)[0]
            at += 24 if named_by == 0 else 24 + (struct.unpack_from("<I", data, at + 20)[0] + 3) // 4 * 4
        if kind in _SIZES:
            at += _SIZES[kind]
            continue
        if kind not in _VARIABLE:
            return b""
        values = struct.unpack_from("<I", data, at)[0]
        at += 4
        for _ in range(min(values, 100)):
            length = struct.unpack_from("<I", data, at)[0]
            value = data[at + 4 : at + 4 + length]
            at += 4 + (length + 3) // 4 * 4
            if name in _LONG_NAME and kind in {30, 31}:
                return value.decode("utf-16-le").rstrip("\0").encode() if kind == 31 else value.rstrip(b"\0")
    return b""
