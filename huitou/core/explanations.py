"""The sentence of every refusal: each room tells its own in `sentences.py`, `front` turns them into answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_known: dict[str, tuple[int, Any]] = {}


def explain(sentences: Mapping[str, tuple[int, Any]]) -> None:
    """Register refusal codes: `{"desk.closed": (409, gettext_lazy("…%(name)s…"))}`, status and sentence."""
    _known.update(sentences)


def explanation(code: str) -> tuple[int, Any]:
    """Status and sentence of a code; 409 and the code itself when nobody explained it (a test fails then)."""
    return _known.get(code, (409, code))


def all_explanations() -> dict[str, tuple[int, Any]]:
    """Every explained code."""
    return dict(_known)
