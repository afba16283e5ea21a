"""What may be written about the company: codes, names, stages, limits."""

from __future__ import annotations

import re

from huitou.measures.refusal import Refusal

CODE = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
# Invisible direction marks and control characters let one name pass for another.
INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
STAGES = ("before", "during", "after")
MOST_OPEN = (1, 200)
LEVELS = (1, 3)


def name(raw: str, *, field: str, most: int) -> str:
    """A name without invisible characters and double spaces. Raises roster.empty, roster.too_long."""
    clean = " ".join(INVISIBLE.sub("", raw).split())
    if not clean:
        raise Refusal("roster.empty", field=field)
    if len(clean) > most:
        raise Refusal("roster.too_long", field=field, most=most, length=len(clean))
    return clean


def code(raw: str) -> str:
    """A short code for programs. Raises roster.bad_code."""
    clean = raw.strip().lower()
    if not CODE.fullmatch(clean):
        raise Refusal("roster.bad_code")
    return clean


def stage(raw: str) -> str:
    """before, during or after the sale. Raises roster.bad_stage."""
    if raw not in STAGES:
        raise Refusal("roster.bad_stage")
    return raw


def between(value: int, *, field: str, limits: tuple[int, int]) -> int:
    """A whole number within its limits. Raises roster.bad_number."""
    least, most = limits
    if not least <= value <= most:
        raise Refusal("roster.bad_number", field=field, least=least, most=most)
    return value
