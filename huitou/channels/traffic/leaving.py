"""What becomes of a reply when it leaves by a channel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Leaving:
    """`state` sent or failed, `reason` the code of a failure. `kept`: what of the payload has to be kept for it."""

    state: str
    reason: str = ""
    kept: tuple[str, ...] = ()

    def keeps(self, payload: dict[str, Any]) -> dict[str, Any]:
        """The payload as it is kept: texts only where a transport needs them, so that erasing has one place."""
        return {key: value for key, value in payload.items() if key in self.kept}
