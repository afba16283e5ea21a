"""uuencoded files in the middle of a text."""

from __future__ import annotations

import binascii
import re

_BLOCK = re.compile(r"^begin(?:-base64)? [0-7]{3,4} ?([^\n]{0,200})\n(.*?)^(?:end|====)[ \t]*$\n?", re.M | re.S)


def extract(text: str) -> tuple[str, list[tuple[str, bytes]]]:
    """The text without its uuencoded blocks, and the files that were in them."""
    if "begin" not in text:
        return text, []
    files: list[tuple[str, bytes]] = []

    def take(found: re.Match[str]) -> str:
        content = unpack(found[2])
        if content is None:
            return found[0]
        files.append((found[1].strip(), content))
        return ""

    return _BLOCK.sub(take, text), files


def unpack(body: str) -> bytes | None:
    """The bytes of the lines between begin and end; None when these are no such lines."""
    out = []
    for line in body.split("\n"):
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
