"""The past of the demo company is lived through: drawn matters are played by the desk's own actions, in order of time.

Between two steps every job that has become due is done at its own moment, so that reminders, lateness and escalations
of the past are as real as tomorrow's.
"""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from huitou.core.api import accounts, next_job_due, run_due_jobs, travel
from huitou.demo.past.matters import Matter
from huitou.demo.past.play import Play

Step = tuple[datetime, int, Callable[[], "Next"]]
Next = Iterable[tuple[datetime, Callable[[], "Next"]]] | None


class Player:
    """Plays matters until a moment; what would happen later stays undone (the living demo goes on from there)."""

    def __init__(self, *, until: datetime, progress: Callable[[], None]) -> None:
        self.until = until
        self.progress = progress
        self.names = {row.id: row for row in accounts().values()}
        self._steps: list[Step] = []
        self._order = itertools.count()

    def play(self, matters: Iterable[Matter]) -> int:
        """Live through everything; return how many matters began."""
        count = 0
        for matter in matters:
            if matter.at >= self.until:
                break
            self._run_until(matter.at)
            self._at(matter.at, Play(matter, self.names).open)
            count += 1
            self.progress()
        self._run_until(self.until)
        return count

    def _at(self, moment: datetime, step: Callable[[], Next]) -> None:
        heapq.heappush(self._steps, (moment, next(self._order), step))

    def _run_until(self, moment: datetime) -> None:
        while True:
            due = next_job_due()
            step_at = self._steps[0][0] if self._steps else None
            earliest = min((t for t in (due, step_at) if t is not None), default=None)
            if earliest is None or earliest > moment:
                return
            if due is not None and (step_at is None or due <= step_at):
                with travel(to=due):
                    run_due_jobs()
            else:
                self._step()

    def _step(self) -> None:
        at, _order, step = heapq.heappop(self._steps)
        with travel(to=at):
            for moment, following in step() or ():
                self._at(max(moment, at + timedelta(seconds=1)), following)
