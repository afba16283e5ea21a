"""The ledger of facts: what happened, recorded once, in the transaction of the change itself.

One truth, five uses: timeline, audit, live push, webhooks, measures. Append-only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from huitou.core.clock.clock import now
from huitou.core.db import in_transaction, insert, insert_all
from huitou.core.jobs import jobs
from huitou.core.ledger import facts, listeners
from huitou.core.wake import wake


class OutsideTransaction(RuntimeError):
    """A fact was to be recorded outside the transaction of its change. A mistake in the code, never of a person."""


@dataclass(frozen=True)
class Actor:
    """Who did it: `kind` is account, customer, api or system; `id` the account's, customer's or token's id."""

    kind: str
    id: int | None = None

    @classmethod
    def account(cls, account_id: int) -> Actor:
        return cls("account", account_id)

    @classmethod
    def customer(cls, customer_id: int) -> Actor:
        return cls("customer", customer_id)


SYSTEM = Actor("system")


def record(happened: Any, *, actor: Actor = SYSTEM, at: datetime | None = None) -> int:
    """Write a fact in the caller's transaction, hand it to its listeners at commit, return its id.

    Raises OutsideTransaction when there is no transaction: the change and its fact are kept together or not at all.
    """
    if not in_transaction():
        raise OutsideTransaction(f"{type(happened).__name__} recorded outside a transaction")
    row = _row(happened, actor, at or now())
    pk = insert("core_fact", row)
    assert pk is not None
    for listener in listeners.of(row["name"]):
        jobs.enqueue("core.deliver", {"listener": listener, "fact": pk}, key=f"{listener}:{pk}")
    _tell_at_once(pk, row, happened)
    wake()
    return pk


def record_all(happened: Sequence[Any], *, actor: Actor = SYSTEM, at: datetime | None = None) -> list[int]:
    """Write many facts in one statement, in the order given; what stands in `record` holds for each. Their ids."""
    if not in_transaction():
        raise OutsideTransaction(f"{[type(one).__name__ for one in happened][:3]} recorded outside a transaction")
    moment = now()
    rows = [_row(one, actor, at or moment) for one in happened]
    written = insert_all("core_fact", rows)
    deliveries = [
        jobs.NewJob({"listener": listener, "fact": pk}, moment, f"{listener}:{pk}")
        for pk, row in zip(written, rows, strict=True)
        for listener in listeners.of(row["name"])
    ]
    if deliveries:
        jobs.enqueue_all("core.deliver", deliveries)
    for pk, row, one in zip(written, rows, happened, strict=True):
        _tell_at_once(pk, row, one)
    wake()
    return written


def _tell_at_once(pk: int, row: dict[str, Any], happened: Any) -> None:
    for listener in listeners.at_once(row["name"]):
        listener(listeners.Heard(pk, row["name"], row["at"], happened, row["actor_kind"], row["actor_id"]))


def _row(happened: Any, actor: Actor, at: datetime) -> dict[str, Any]:
    data = facts.to_data(happened)
    return {
        "name": facts.name_of(type(happened)),
        "at": at,
        "actor_kind": actor.kind,
        "actor_id": actor.id,
        "customer_id": data.get("customer_id"),
        "conversation_id": data.get("conversation_id"),
        "data": data,
    }
