"""Who hears which fact. Delivery is a job per listener and fact: its row is the receipt, so a retry never acts twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from huitou.core.jobs.registry import job
from huitou.core.ledger import facts
from huitou.core.models import Fact

Listener = Callable[["Heard"], None]
_by_fact: dict[str, list[str]] = {}
_by_name: dict[str, Listener] = {}


@dataclass(frozen=True)
class Heard:
    """A fact as a listener hears it: the fact itself, its id, its time, who did it."""

    id: int
    at: datetime
    fact: Any
    actor_kind: str
    actor_id: int | None


def listens_to(*kinds: type) -> Callable[[Listener], Listener]:
    """Register a function of a room's `listens.py`; it is called once per fact, in a transaction of its own."""

    def register(function: Listener) -> Listener:
        name = f"{function.__module__.removeprefix('huitou.').removesuffix('.listens')}.{function.__name__}"
        _by_name[name] = function
        for kind in kinds:
            _by_fact.setdefault(facts.name_of(kind), []).append(name)
        return function

    return register


def of(fact_name: str) -> tuple[str, ...]:
    """The names of the listeners of a fact."""
    return tuple(_by_fact.get(fact_name, ()))


@job("core.deliver")
def deliver(*, listener: str, fact: int) -> None:
    """Let one listener hear one fact. What it writes and the receipt are committed together."""
    row = Fact.objects.get(pk=fact)
    heard = Heard(row.pk, row.at, facts.from_data(row.name, row.data), row.actor_kind, row.actor_id)
    _by_name[listener](heard)
