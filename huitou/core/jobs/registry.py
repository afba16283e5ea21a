"""The functions that jobs call, by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any


@dataclass(frozen=True)
class JobKind:
    """A kind of job. `outside`: it speaks to the outside world, so it runs outside the transaction that marks it.

    `together`: its function takes a list of calls and does those that are due at once in one transaction. For timers:
    when a thousand promises fall due at six o'clock, one by one the last would be told many seconds late.
    """

    name: str
    run: Callable[..., Any]
    outside: bool = False
    every: timedelta | None = None
    together: bool = False


_kinds: dict[str, JobKind] = {}


def job(
    name: str, *, outside: bool = False, every: timedelta | None = None, together: bool = False
) -> Callable[[Callable], Callable]:
    """Register a function as the job `name`; `every` makes it periodic (first run at once).

    The function takes the job's arguments by keyword; a `together` one takes `calls`, a list of such arguments.
    """

    def register(function: Callable) -> Callable:
        _kinds[name] = JobKind(name, function, outside, every, together)
        return function

    return register


def kind(name: str) -> JobKind:
    """The kind with this name; KeyError when no code knows it."""
    return _kinds[name]


def together_names() -> frozenset[str]:
    """The names of the jobs that are done many at a time."""
    return frozenset(k.name for k in _kinds.values() if k.together)


def periodic() -> tuple[JobKind, ...]:
    """The kinds that run by the clock."""
    return tuple(k for k in _kinds.values() if k.every)


def outside_names() -> tuple[str, ...]:
    """The names of the jobs that speak to the outside world: they wait for others, so they have threads of their own."""
    return tuple(k.name for k in _kinds.values() if k.outside)
