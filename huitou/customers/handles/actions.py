"""Handles are added, removed and marked here; one handle belongs to one customer, whatever happens at once."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import IntegrityError, transaction

from huitou.core.api import Actor, Refusal, now, record, writing
from huitou.customers import facts
from huitou.customers.handles import rules
from huitou.customers.handles.reads import check_handle, owners
from huitou.customers.models import Customer, Handle
from huitou.customers.profile.reads import address
from huitou.customers.profile.records import findable, locked

MOST = 20


def add_handle(*, customer_id: int, kind: str, raw: str, actor: Actor) -> int:
    """Add a handle; returns its id (of the one that is there already when the customer has it).

    Refuses a bad handle, customers.too_many_handles, and customers.handle_taken (params owner, owner_id) when it is
    somebody else's: merging the two is then the way.
    """
    handle = check_handle(kind=kind, raw=raw)
    with writing():
        row = locked(customer_id)
        with findable(row.pk):
            return put(row, handle, actor=actor)


def put(customer: Customer, handle: rules.Handle, *, actor: Actor) -> int:
    """Write the handle of a locked customer. Refuses customers.handle_taken and .too_many_handles."""
    if Handle.objects.filter(customer_id=customer.pk).count() >= MOST:
        raise Refusal("customers.too_many_handles", most=MOST)
    try:
        with transaction.atomic():
            row = Handle.objects.create(
                customer=customer, kind=handle.kind, value=handle.value, display=handle.display, made_at=now()
            )
    except IntegrityError:
        return _theirs_already(customer.pk, handle)
    record(facts.HandleAdded(customer_id=customer.pk, handle_id=row.pk, kind=row.kind), actor=actor)
    return row.pk


def remove_handle(*, handle_id: int, actor: Actor) -> None:
    """Take a handle away; it may then be given to somebody else. Refuses core.not_found, customers.erased."""
    with writing():
        row = Handle.objects.filter(pk=handle_id).first()
        if row is None:
            raise Refusal("core.not_found")
        locked(row.customer_id)
        with findable(row.customer_id):
            row.delete()
        record(facts.HandleRemoved(customer_id=row.customer_id, handle_id=handle_id, kind=row.kind), actor=actor)


def bounced(*, kind: str, value: str) -> None:
    """Nothing can be delivered to this handle (told by a channel); no error when nobody has it."""
    with writing():
        row = Handle.objects.filter(kind=kind, value=value, bounced_at=None).first()
        if row is not None:
            Handle.objects.filter(pk=row.pk).update(bounced_at=now())
            record(facts.HandleBounced(customer_id=row.customer_id, handle_id=row.pk))


def reachable_again(*, handle_id: int) -> None:
    """Something arrived from or at the handle: it works again. Silent."""
    with writing():
        Handle.objects.filter(pk=handle_id).update(bounced_at=None)


def taken(handles: Sequence[rules.Handle]) -> Refusal:
    """The refusal for handles of which one is somebody else's: it names the owner."""
    owner = next(iter(owners(handles).values()), None)
    return Refusal("customers.handle_taken", owner=address(customer_id=owner) if owner else "", owner_id=owner)


def _theirs_already(customer_id: int, handle: rules.Handle) -> int:
    if owners([handle]).get((handle.kind, handle.value)) != customer_id:
        raise taken([handle])
    return Handle.objects.get(kind=handle.kind, value=handle.value).pk
