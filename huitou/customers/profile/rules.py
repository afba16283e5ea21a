"""What a customer's name may be, and by which words they are found."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from huitou.measures.refusal import Refusal

# Control characters, zero-width spaces, direction marks: they hide one name behind another.
INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
DIGITS = re.compile(r"\D+")
LANGUAGES = ("zh-hans", "en")
NAME, TITLE, ADDRESS_AS = 80, 12, 40
LAST_DIGITS = 4  # people ask for "尾号 8000"


def tidy(raw: str) -> str:
    """One line without invisible characters and double spaces; composed (NFC), so that equal names are equal."""
    return unicodedata.normalize("NFC", " ".join(INVISIBLE.sub(" ", raw[:4000]).split()))


def told_name(raw: str) -> str:
    """A name as a message brought it: tidied and cut, never refused, since the message must not be lost."""
    return tidy(raw)[:NAME].strip()


def line(raw: str, *, field: str, most: int) -> str:
    """A line that a colleague typed, tidied. Raises customers.too_long."""
    clean = tidy(raw)
    if len(clean) > most or len(raw) > 4000:
        raise Refusal("customers.too_long", field=field, most=most, length=max(len(clean), len(raw)))
    return clean


def language(raw: str) -> str:
    """zh-hans or en. Raises customers.bad_language."""
    if raw not in LANGUAGES:
        raise Refusal("customers.bad_language")
    return raw


def searchable(name: str, address_as: str, handles: Iterable[Sequence[str]]) -> str:
    """The words by which a customer is found; `handles` are (value, display).

    A number is found whole, as it is written, without its country code, and by its last four digits.
    """
    words = [name, address_as]
    for value, display in handles:
        digits = DIGITS.sub("", value)
        words += [value, display]
        if "@" not in value and len(digits) >= 7:
            words += [digits.removeprefix("86"), digits[-LAST_DIGITS:]]
    return " \n ".join(word for word in words if word)
