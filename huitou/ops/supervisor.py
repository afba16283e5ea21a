"""The process tree of an installation: web processes and workers, restarted when they die, ended with their parent."""

from __future__ import annotations

import ctypes
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

PR_SET_PDEATHSIG = 1
QUICK = 2.0  # seconds: a child that dies sooner is restarted more slowly
LONGEST_PAUSE = 30.0


@dataclass
class Child:
    """One process that must live."""

    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    deaths: int = 0
    start_after: float = field(default=0.0)

    def look(self) -> None:
        """Start it, or start it again after a pause that grows with every quick death."""
        if self.process is not None and self.process.poll() is None:
            return
        moment = time.monotonic()
        if self.process is not None:
            quick = moment - self.started < QUICK
            self.deaths = self.deaths + 1 if quick else 0
            self.start_after = moment + min(0.5 * 2**self.deaths if quick else 0.0, LONGEST_PAUSE)
            self.process = None
        if moment >= self.start_after:
            self.process = subprocess.Popen(self.command, preexec_fn=_die_with_parent)
            self.started = moment

    def end(self) -> None:
        """Ask it to stop."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()


def supervise(commands: Sequence[Sequence[str]]) -> int:
    """Run until SIGTERM or SIGINT; then end all children, at the latest after ten seconds."""
    children = [Child(command) for command in commands]
    over: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda n, _frame: over.append(n))
    while not over:
        for child in children:
            child.look()
        time.sleep(0.2)
    for child in children:
        child.end()
    _wait(children, 10.0)
    return 0


def become_supervisor(commands: Sequence[Sequence[str]]) -> int:
    """The same, in this process begun anew: what was imported to prepare the tables (40 MiB) is not kept for ever."""
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, "-m", "huitou.ops.supervisor", json.dumps(commands)])


def own(*words: str) -> list[str]:
    """This program again, with other words."""
    return [sys.executable, "-m", "huitou", *words]


def _wait(children: Sequence[Child], seconds: float) -> None:
    until = time.monotonic() + seconds
    for child in children:
        if child.process is None:
            continue
        try:
            child.process.wait(max(until - time.monotonic(), 0.1))
        except subprocess.TimeoutExpired:
            child.process.kill()


def _die_with_parent() -> None:
    # Linux: the kernel ends the child when the supervisor is killed, so that no port and no database stay taken.
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    os.setpgrp()


if __name__ == "__main__":
    sys.exit(supervise(json.loads(sys.argv[1])))
