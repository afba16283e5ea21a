"""Steps with a name and their seconds; what they print goes to a log, whose end is shown when a step fails."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOGS = ROOT / ".make" / "log"


class StepFailed(Exception):
    """A command of a step ended badly; its log tells why."""

    def __init__(self, message: str, log: Path | None = None) -> None:
        super().__init__(message)
        self.log = log


@dataclass(frozen=True)
class Step:
    """One named piece of work; `needed` is asked at the moment the step's turn comes."""

    name: str
    needed: Callable[[], bool]
    do: Callable[[], None]


def say(sentence: str) -> None:
    print(sentence, flush=True)


def log_of(name: str) -> Path:
    LOGS.mkdir(parents=True, exist_ok=True)
    return LOGS / (re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") + ".log")


def run_logged(
    command: Sequence[str | Path], *, log: Path, env: Mapping[str, str] | None = None, cwd: Path = ROOT
) -> None:
    """Run a command with its output in `log`; StepFailed when it ends badly or cannot start."""
    with log.open("a", encoding="utf-8") as out:
        out.write("$ " + " ".join(str(part) for part in command) + "\n")
        out.flush()
        try:
            ended = subprocess.run(
                [str(part) for part in command],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                env=env,
                cwd=cwd,
                check=False,
            )
        except OSError as error:
            raise StepFailed(f"{command[0]} could not be started: {error}", log) from error
    if ended.returncode:
        raise StepFailed(f"{Path(str(command[0])).name} ended with code {ended.returncode}", log)


def tail(log: Path, lines: int = 40) -> str:
    text = log.read_text(encoding="utf-8", errors="replace").splitlines() if log.exists() else []
    return "\n".join("    " + line for line in text[-lines:])


@contextmanager
def timed(label: str) -> Iterator[None]:
    """Print `label … 3.2 s`; on a terminal the seconds tick while the work goes on."""
    began = time.monotonic()
    done = threading.Event()
    live = sys.stdout.isatty()

    def tick() -> None:
        while not done.wait(1):
            print(f"\r  {label} … {time.monotonic() - began:.0f} s", end="", flush=True)

    print(f"  {label} …", end="" if live else " ", flush=True)
    ticker = threading.Thread(target=tick, daemon=True)
    if live:
        ticker.start()
    outcome = "failed after "
    try:
        yield
        outcome = ""
    finally:
        done.set()
        if live:
            ticker.join()
        start = f"\r  {label} … " if live else ""
        print(f"{start}{outcome}{time.monotonic() - began:.1f} s", flush=True)


def do_steps(steps: Sequence[Step], *, heading: str) -> None:
    """Do the steps that are needed, in order; end the program with a plain message when one fails."""
    said = False
    for step in steps:
        if not step.needed():
            continue
        if not said:
            say(heading)
            said = True
        try:
            with timed(step.name):
                step.do()
        except StepFailed as failure:
            explain(failure)
            sys.exit(1)


def explain(failure: StepFailed) -> None:
    say(f"  {failure}")
    if failure.log is not None:
        say(tail(failure.log))
        say(f"  The whole log: {shown(failure.log)}")


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)
