"""uuencoded files in the middle of a text."""

from __future__ import annotations

import binascii
import re
from bisect import bisect_right

_BEGIN = re.compile(r"begin [0-7]{3,4} ?(.{0,200})")


def extract(text: str) -> tuple[str, list[tuple[str, bytes]]]:
    """The text without its uuencoded blocks, and the files (name, content) that were in them."""
    if "begin " not in text:
        return text, []
    lines = text.split("\n")
    ends = [at for at, line in enumerate(lines) if line.rstrip() == "end"]
    kept: list[str] = []
    files: list[tuple[str, bytes]] = []
    at = 0
    while at < len(lines):
        begin = _BEGIN.fullmatch(lines[at].rstrip())
        after = bisect_right(ends, at)
        content = unpack(lines, at + 1, ends[after]) if begin and after < len(ends) else None
        if begin and content is not None:
            files.append((begin[1].strip(), content))
            at = ends[after]
        else:
            kept.append(lines[at])
        at += 1
    return "\n".join(kept), files


def unpack(lines: list[str], start: int, stop: int) -> bytes | None:
    """The bytes of these lines; None when these are no such lines."""
    out = []
    for at in range(start, stop):
        line = lines[at]
        try:
            data = line.encode("ascii")
            out.append(binascii.a2b_uu(data) if data.strip() else b"")
        except UnicodeEncodeError:
            return None
        except binascii.Error:
            # Some encoders write trailing garbage: read as many letters as the first one announces.
            wanted = (((data[0] - 32) & 63) * 4 + 5) // 3
            try:
                out.append(binascii.a2b_uu(data[:wanted]))
            except binascii.Error:
                return None
    return b"".join(out)
