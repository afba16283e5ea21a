"""An act that a client may try again gives the same result and is done once, by its key."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from huitou.core.api import Refusal, now
from huitou.desk.conversations.actions.common import hold, stored_key
from huitou.desk.models import Act


def once(*, key: str, kind: str, do: Callable[[], Any]) -> Any:
    """What `do` gives (JSON), done in the caller's transaction; the second time what it gave the first time."""
    stored = stored_key(kind, key)
    hold(f"desk.act:{stored}")  # two at the same moment: the second waits and finds the first's result
    known = Act.objects.filter(key=stored).values_list("kind", "result").first()
    if known is not None:
        if known[0] != kind:
            raise Refusal("desk.key_used")
        return known[1]
    result = do()
    Act.objects.create(key=stored, kind=kind, result=result, at=now())
    return result
