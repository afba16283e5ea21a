"""Speaking to the person at the console, in Chinese or, where the terminal is English, in English."""

from __future__ import annotations

import os
import sys

from django.utils import translation


def say(text: str = "") -> None:
    """A line to the console, at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def complain(text: str) -> int:
    """A line about what went wrong; returns the exit status 1."""
    sys.stderr.write(text + "\n")
    return 1


def speak() -> None:
    """Choose the language of the console."""
    spoken = os.environ.get("HUITOU_LANGUAGE") or os.environ.get("LANG", "")
    translation.activate("en" if spoken.lower().startswith("en") else "zh-hans")


class Progress:
    """Says how far a long work has come, at most twice a second, on one line where there is a terminal."""

    def __init__(self, what: str, total: int = 0) -> None:
        self.what, self.total, self.done = what, total, 0
        self._said = 0.0

    def step(self, count: int = 1) -> None:
        """So much more is done."""
        import time

        self.done += count
        if time.monotonic() - self._said > 0.5 or self.done == self.total:
            self._said = time.monotonic()
            self._line()

    def _line(self) -> None:
        share = f" / {self.total}" if self.total else ""
        if sys.stdout.isatty():
            sys.stdout.write(f"\r{self.what} {self.done}{share} ")
            sys.stdout.flush()

    def end(self) -> None:
        """The last line stays."""
        say(f"\r{self.what} {self.done}" if sys.stdout.isatty() else f"{self.what} {self.done}")
