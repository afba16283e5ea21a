"""Every text of customers that can be searched, for making the index anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from huitou.core.api import search
from huitou.customers.models import Customer, Handle
from huitou.customers.profile.records import KIND
from huitou.customers.profile.rules import searchable

CHUNK = 1000


def search_texts() -> Iterator[search.Text]:
    """Every record with a name or a handle, oldest first."""
    rows = Customer.objects.order_by("id").values_list("pk", "name", "address_as", "made_at")
    batch: list[tuple] = []
    for row in rows.iterator(chunk_size=CHUNK):
        batch.append(row)
        if len(batch) == CHUNK:
            yield from _texts(batch)
            batch = []
    yield from _texts(batch)


def _texts(batch: list[tuple]) -> Iterator[search.Text]:
    handles = defaultdict(list)
    found = Handle.objects.filter(customer_id__in=[row[0] for row in batch]).order_by("id")
    for customer_id, value, display in found.values_list("customer_id", "value", "display"):
        handles[customer_id].append((value, display))
    for pk, name, address_as, made_at in batch:
        text = searchable(name, address_as, handles[pk])
        if text:
            yield search.Text(stage=search.FRONT, kind=KIND, ref_id=pk, text=text, at=made_at)
