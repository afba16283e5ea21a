"""The record of a customer, locked for a change; the search index follows what is changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Protocol

from huitou.core.api import Refusal, search
from huitou.customers.models import Customer, Handle
from huitou.customers.profile.rules import searchable

KIND = "customer"


class Named(Protocol):
    """What of a handle is searched."""

    @property
    def value(self) -> str: ...

    @property
    def display(self) -> str: ...


def locked(customer_id: int) -> Customer:
    """The record under which the person is known now, locked. Refuses core.not_found, customers.erased."""
    row = Customer.objects.select_for_update().filter(pk=customer_id).first()
    if row is not None and row.merged_into_id is not None:
        row = Customer.objects.select_for_update().filter(pk=row.merged_into_id).first()
    if row is None:
        raise Refusal("core.not_found")
    if row.erased_at is not None:
        raise Refusal("customers.erased")
    return row


@contextmanager
def findable(customer_id: int) -> Iterator[None]:
    """Whatever changes inside, the customer is found by the new words afterwards and no longer by the old ones."""
    old = _text(customer_id)
    yield
    new = _text(customer_id)
    if new == old:
        return
    if old:
        search.forget(kind=KIND, ref_id=customer_id, text=old)
    made_at = Customer.objects.filter(pk=customer_id).values_list("made_at", flat=True).first()
    if new and made_at is not None:
        search.index(kind=KIND, ref_id=customer_id, text=new, at=made_at)


def index_new(row: Customer, handles: Iterable[Named]) -> None:
    """A record that was just written, with its handles in the order in which they were: nothing is read again."""
    text = searchable(row.name, row.address_as, [(handle.value, handle.display) for handle in handles])
    if text:
        search.index(kind=KIND, ref_id=row.pk, text=text, at=row.made_at)


def _text(customer_id: int) -> str:
    row = Customer.objects.filter(pk=customer_id).values_list("name", "address_as").first()
    if row is None:
        return ""
    handles = Handle.objects.filter(customer_id=customer_id).order_by("id").values_list("value", "display")
    return searchable(row[0], row[1], handles)
