"""File names that are safe on every system and in every header, and still the sender's."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

_LONGEST, _LONGEST_BYTES = 120, 200
_FORBIDDEN = re.compile(r'[<>:"|?*\\/\x00-\x1f\x7f-\x9f]')
_RESERVED = re.compile(r"^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:\.|$)", re.I)
_NAMELESS = "附件"


def safe_name(name: str) -> str:
    """The last part of a path without what misleads or breaks: controls, bidi overrides, invisible and reserved.

    Chinese and emoji stay. At most 120 characters and 200 bytes of UTF-8, the extension is kept.
    """
    name = unicodedata.normalize("NFC", re.split(r"[/\\]", name)[-1])
    name = "".join(char for char in name if unicodedata.category(char) not in {"Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
    name = re.sub(r"\s+", " ", _FORBIDDEN.sub("_", name)).strip(" .")
    if _RESERVED.match(name):
        name = "_" + name
    return _shortened(name) or _NAMELESS


def extension(name: str) -> str:
    """The last extension in small letters with its dot, "" if there is none."""
    stem, dot, last = name.rpartition(".")
    return f".{last.strip().lower()}" if dot and stem and 0 < len(last) <= 12 else ""


def with_extension(name: str, wanted: str) -> str:
    """The name under the extension that fits its bytes; a misleading one stays visible before it."""
    return _shortened(name + wanted)


def disposition(name: str, *, inline: bool) -> str:
    """A Content-Disposition header (RFC 6266): an ASCII name for old readers, the true one beside it."""
    plain = re.sub(r'[^ -~]|["\\%;]', "_", name)
    kind = "inline" if inline else "attachment"
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _shortened(name: str) -> str:
    last = name[len(name) - len(extension(name)) :]
    stem = name[: len(name) - len(last)][: _LONGEST - len(last)]
    while len((stem + last).encode()) > _LONGEST_BYTES:
        stem = stem[:-1]
    return stem.rstrip(" .") + last if stem.strip(" .") else last.lstrip(".")
