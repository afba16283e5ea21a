"""A piece of a text around what was searched, with the matches marked as data (the template draws them)."""

from __future__ import annotations

import re
import unicodedata

AROUND = 60
Piece = tuple[str, bool]  # the text, and whether it is a match


def snippet(text: str, query: str, *, around: int = AROUND) -> tuple[Piece, ...]:
    """The text around the first match, all matches in it marked; the beginning when nothing matches to the letter."""
    flat = " ".join(text.split())
    words = [re.escape(word) for word in unicodedata.normalize("NFKC", query).split()]
    pattern = re.compile("|".join(sorted(words, key=len, reverse=True)), re.IGNORECASE) if words else None
    first = pattern.search(flat) if pattern else None
    if pattern is None or first is None:
        return ((_cut(flat, 0, 2 * around), False),)
    start, end = max(first.start() - around, 0), min(first.end() + around, len(flat))
    return tuple(_pieces(flat, pattern, start, end))


def matches(text: str, query: str) -> int:
    """How often the words of the query stand in a text: among hits of the same week, more comes first."""
    flat = unicodedata.normalize("NFKC", text).lower()
    return sum(flat.count(word) for word in unicodedata.normalize("NFKC", query).lower().split())


def _pieces(flat: str, pattern: re.Pattern[str], start: int, end: int) -> list[Piece]:
    pieces: list[Piece] = [("…", False)] if start else []
    at = start
    for match in pattern.finditer(flat, start, end):
        if match.start() > at:
            pieces.append((flat[at : match.start()], False))
        pieces.append((match.group(), True))
        at = match.end()
    if at < end:
        pieces.append((flat[at:end], False))
    if end < len(flat):
        pieces.append(("…", False))
    return pieces


def _cut(text: str, start: int, length: int) -> str:
    return text[start : start + length] + ("…" if len(text) > start + length else "")
