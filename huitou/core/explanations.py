"""The sentence of every refusal: each room tells its own in `sentences.py`, `front` turns them into answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

_known: dict[str, tuple[int, Any]] = {}


def explain(sentences: Mapping[str, tuple[int, Any]]) -> None:
    """Register refusal codes: `{"desk.closed": (409, gettext_lazy("…%(name)s…"))}`, status and sentence."""
    _known.update(sentences)


def explanation(code: str) -> tuple[int, Any]:
    """Status and sentence of a code; 409 and the code itself when nobody explained it (a test fails then)."""
    return _known.get(code, (409, code))


def readable(params: Mapping[str, Any]) -> dict[str, Any]:
    """The particulars of a refusal as a sentence takes them: a list of names becomes 甲、乙 in the reader's language."""
    return {
        name: _("、").join(str(one) for one in value) if isinstance(value, list | tuple) else value
        for name, value in params.items()
    }


def all_explanations() -> dict[str, tuple[int, Any]]:
    """Every explained code."""
    return dict(_known)
