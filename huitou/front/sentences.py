"""A refusal as a sentence in the reader's language: what happened, what was kept, what to do. Only here."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext

from huitou.core.api import PERMISSIONS, Refusal, explanation


def sentence(refusal: Refusal) -> str:
    """The refusal in the reader's language; an unknown code is shown as it is (and the test has failed)."""
    _status, text = explanation(refusal.code)
    return str(text) % _readable(refusal.params) if "%(" in str(text) else str(text)


def status(refusal: Refusal) -> int:
    """The HTTP status of a refusal."""
    return explanation(refusal.code)[0]


def _readable(params: dict[str, Any]) -> dict[str, Any]:
    if "permission" in params:
        return {**params, "permission": gettext(PERMISSIONS.get(params["permission"], params["permission"]))}
    return params
