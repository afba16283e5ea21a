"""Whose handle it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from huitou.customers.handles import rules
from huitou.customers.models import Handle


@dataclass(frozen=True)
class HandleRow:
    """A phone number, mail address or openid; `bounced` when nothing could be delivered to it."""

    id: int
    kind: str
    value: str
    display: str
    bounced: bool


def check_handle(*, kind: str, raw: str) -> rules.Handle:
    """The handle as it would be kept; for forms. `kind` phone, mail, openid, unionid, or "" to guess it.

    Refuses customers.handle_… (see handles/rules.py).
    """
    return rules.normalise(kind, raw) if kind else rules.guess(raw)


def owners(handles: Sequence[rules.Handle]) -> dict[tuple[str, str], int]:
    """Who has each of these handles already, by (kind, value): the customer under whom the person is known now."""
    if not handles:
        return {}
    wanted = Q()
    for handle in handles:
        wanted |= Q(kind=handle.kind, value=handle.value)
    rows = Handle.objects.filter(wanted).values_list("kind", "value", "customer_id", "customer__merged_into_id")
    return {(kind, value): merged_into or customer_id for kind, value, customer_id, merged_into in rows}


def find(*, kind: str, raw: str) -> int | None:
    """The customer with this handle, or None. Refuses what is no handle at all."""
    return next(iter(owners([check_handle(kind=kind, raw=raw)]).values()), None)
