"""Who hears which fact. Delivery is a job per listener and fact: its row is the receipt, so a retry never acts twice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from huitou.core.jobs.registry import job
from huitou.core.ledger import facts
from huitou.core.models import Fact

Listener = Callable[["Heard"], None]
_by_fact: dict[str, list[str]] = {}
_by_name: dict[str, Listener] = {}
_at_once: dict[str, list[Listener]] = {}
_of_all: list[tuple[str, Callable[[str], bool]]] = []


@dataclass(frozen=True)
class Heard:
    """A fact as a listener hears it: the fact itself, its id, its name, its time, who did it."""

    id: int
    name: str
    at: datetime
    fact: Any
    actor_kind: str
    actor_id: int | None


def listens_to(*kinds: type) -> Callable[[Listener], Listener]:
    """Register a function of a room's `listens.py`; it is called once per fact, in a transaction of its own."""

    def register(function: Listener) -> Listener:
        name = _remember(function)
        for kind in kinds:
            _by_fact.setdefault(facts.name_of(kind), []).append(name)
        return function

    return register


def listens_at_once(*kinds: type) -> Callable[[Listener], Listener]:
    """Register a function of a room's `listens.py` that acts in the transaction of the fact itself.

    For what must be true the moment the act is done (an erased person's words are gone, not soon gone); if it fails, the
    act fails. Everything that may happen a moment later belongs to `listens_to`.
    """

    def register(function: Listener) -> Listener:
        _remember(function)
        for kind in kinds:
            _at_once.setdefault(facts.name_of(kind), []).append(function)
        return function

    return register


def at_once(fact_name: str) -> Sequence[Listener]:
    """The listeners that act in the transaction of the fact."""
    return _at_once.get(fact_name, ())


def listens_to_all(*, when: Callable[[str], bool]) -> Callable[[Listener], Listener]:
    """Register a function that hears facts of every kind, those of rooms not built yet included.

    `when` is asked with the name of each fact as it is recorded and must be cheap: without it every fact of the house
    would be a job more, whether anybody outside listens or not.
    """

    def register(function: Listener) -> Listener:
        _of_all.append((_remember(function), when))
        return function

    return register


def of(fact_name: str) -> tuple[str, ...]:
    """The names of the listeners of a fact."""
    return (*_by_fact.get(fact_name, ()), *(name for name, wanted in _of_all if wanted(fact_name)))


def _remember(function: Listener) -> str:
    name = f"{function.__module__.removeprefix('huitou.').removesuffix('.listens')}.{function.__name__}"
    _by_name[name] = function
    return name


@job("core.deliver")
def deliver(*, listener: str, fact: int) -> None:
    """Let one listener hear one fact. What it writes and the receipt are committed together."""
    row = Fact.objects.get(pk=fact)
    heard = Heard(row.pk, row.name, row.at, facts.from_data(row.name, row.data), row.actor_kind, row.actor_id)
    _by_name[listener](heard)
