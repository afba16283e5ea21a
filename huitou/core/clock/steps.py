"""Whether the machine's clock was set back, seen by the other clock, which nobody can set."""

from __future__ import annotations

import time
from datetime import timedelta

from huitou.core.clock.wall import wall

LEAST = timedelta(seconds=1)  # less is how clocks are kept right, and no job waits long for it


class Steps:
    """Compares both clocks from one look to the next. One per thread."""

    def __init__(self) -> None:
        self._apart = _apart()

    def set_back(self) -> timedelta:
        """How far the clock was set back since the last look; zero when it was not."""
        before, self._apart = self._apart, _apart()
        back = before - self._apart
        return back if back >= LEAST else timedelta(0)


def _apart() -> timedelta:
    return timedelta(seconds=wall().timestamp() - time.monotonic())
