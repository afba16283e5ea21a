"""The functions that jobs call, by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any


@dataclass(frozen=True)
class JobKind:
    """A kind of job. `outside`: it speaks to the outside world, so it runs outside the transaction that marks it."""

    name: str
    run: Callable[..., Any]
    outside: bool = False
    every: timedelta | None = None


_kinds: dict[str, JobKind] = {}


def job(name: str, *, outside: bool = False, every: timedelta | None = None) -> Callable[[Callable], Callable]:
    """Register a function as the job `name`; `every` makes it periodic (first run at once)."""

    def register(function: Callable) -> Callable:
        _kinds[name] = JobKind(name, function, outside, every)
        return function

    return register


def kind(name: str) -> JobKind:
    """The kind with this name; KeyError when no code knows it."""
    return _kinds[name]


def periodic() -> tuple[JobKind, ...]:
    """The kinds that run by the clock."""
    return tuple(k for k in _kinds.values() if k.every)


def outside_names() -> tuple[str, ...]:
    """The names of the jobs that speak to the outside world: they wait for others, so they have threads of their own."""
    return tuple(k.name for k in _kinds.values() if k.outside)
