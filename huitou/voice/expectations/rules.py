"""What a customer can say they expect, in one tap: an answer until when, and how it should end."""

from __future__ import annotations

from dataclasses import dataclass

# Minutes until an answer is expected, in the order in which they are offered.
ANSWER_WITHIN = (60, 240, 1440, 4320)
ENDINGS = ("answer", "repair", "refund", "redo", "apology", "listen")


@dataclass(frozen=True)
class Told:
    """What was told; both parts may be left open."""

    answer_within_minutes: int | None = None
    ending: str = ""

    @property
    def anything(self) -> bool:
        """Whether the customer told anything."""
        return self.answer_within_minutes is not None or bool(self.ending)


def read(*, answer_within: str, ending: str) -> Told:
    """What came in by a form; what is not offered counts as not told (a robot must not lose a customer's words)."""
    minutes = int(answer_within) if answer_within.isdecimal() else None
    return Told(
        answer_within_minutes=minutes if minutes in ANSWER_WITHIN else None, ending=ending if ending in ENDINGS else ""
    )
