"""Who is called in a note by @."""

from __future__ import annotations

from collections.abc import Mapping


def mentioned(text: str, names: Mapping[str, int]) -> tuple[int, ...]:
    """The accounts called by `@小林`. The longest name that fits is meant: @小林子 does not call 小林."""
    found: dict[int, None] = {}
    for after in text.split("@")[1:]:
        fitting = [name for name in names if name and after.startswith(name)]
        if fitting:
            found[names[max(fitting, key=len)]] = None
    return tuple(found)
