"""Taking people's data out of the house is itself a fact."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from huitou.core.api import Actor, record, writing
from huitou.customers import facts
from huitou.customers.exports.reads import person, table
from huitou.customers.lists.reads import CustomerFilter
from huitou.customers.profile.reads import root_of


def export_customers(*, filter: CustomerFilter | None = None, actor: Actor) -> Iterator[bytes]:
    """The matching customers as CSV for Excel, streamed line by line; that it was done is recorded first."""
    chosen = filter or CustomerFilter()
    with writing():
        happened = facts.CustomersExported(site_id=chosen.site_id, filtered=chosen != CustomerFilter())
        record(happened, actor=actor)
    return table(filter=chosen)


def export_person(*, customer_id: int, actor: Actor) -> dict[str, Any]:
    """All that this room keeps about a person, as JSON values; messages are added by the rooms above. core.not_found."""
    with writing():
        root = root_of(customer_id=customer_id)
        record(facts.PersonExported(customer_id=root), actor=actor)
    return person(customer_id=root)
