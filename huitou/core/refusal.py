"""The refusal under the name that the rooms know; the class lies in `measures`, so that pure rules can raise it."""

from __future__ import annotations

from huitou.measures.refusal import Refusal

__all__ = ["Refusal"]
