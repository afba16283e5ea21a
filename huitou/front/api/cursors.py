"""Where a page ends, as a word that programs hand back and do not read."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from typing import TypeVar

from huitou.core.api import Refusal

T = TypeVar("T")
_WHOLE = re.compile(r"-?\d{1,18}")


def cursor(key: object) -> str:
    """The word for a key."""
    return base64.urlsafe_b64encode(str(key).encode()).decode().rstrip("=")


def key_of(word: str) -> str:
    """The key again, "" for none. Refused "api.bad_cursor"."""
    if not word:
        return ""
    try:
        return base64.urlsafe_b64decode(word.encode("ascii") + b"=" * (-len(word) % 4)).decode()
    except (binascii.Error, ValueError):
        raise Refusal("api.bad_cursor") from None


def number_of(word: str) -> int | None:
    """A key that is a number, None for none. Refused "api.bad_cursor"."""
    text = key_of(word)
    if not text:
        return None
    if not _WHOLE.fullmatch(text):
        raise Refusal("api.bad_cursor")
    return int(text)


def paged(read: Callable[[str], T], word: str) -> T:
    """Read a page by its cursor; what the room cannot read as its own key is refused, "api.bad_cursor"."""
    key = key_of(word)
    if not key:
        return read("")
    try:
        return read(key)
    except (ValueError, TypeError, OverflowError, IndexError):
        raise Refusal("api.bad_cursor") from None
