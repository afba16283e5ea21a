"""A customer as other rooms see them: always the person, however many records were merged into one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from huitou.core.api import FactRow, Refusal, aware, facts_of_customers, maybe_aware, sql_rows
from huitou.customers.address import rules as address_rules
from huitou.customers.handles.reads import HandleRow
from huitou.customers.models import Customer

NOBODY = "您"  # how to address somebody of whom nothing is known


@dataclass(frozen=True)
class CustomerRow:
    """A person. `id` is the record kept; `merged_ids` the other records that were found to be the same person.

    `address` is how to address them (王女士; 您 when nothing is known), `address_as` what they asked for themselves ("" when nothing), `value_fen`
    their value in fen as loyalty told it, `erased` True when the personal data was deleted.
    """

    id: int
    name: str
    title: str
    address: str
    address_as: str
    language: str
    tier: str
    value_fen: int | None
    erased: bool
    made_at: datetime
    standing_at: datetime | None
    handles: tuple[HandleRow, ...]
    merged_ids: tuple[int, ...]
    site_ids: tuple[int, ...]


def customer(*, customer_id: int) -> CustomerRow:
    """The person behind an id (a merged id gives the record kept). Refuses core.not_found."""
    found = customers(ids=[customer_id]).get(customer_id)
    if found is None:
        raise Refusal("core.not_found")
    return found


def customers(*, ids: Iterable[int]) -> dict[int, CustomerRow]:
    """The persons behind these ids, by the id that was asked for; unknown ids are left out. Three queries."""
    wanted = tuple(set(ids))
    roots: dict[int, int] = {}
    records: dict[int, dict[int, _Record]] = defaultdict(dict)
    for asked, root, *values in _records(wanted) if wanted else ():
        roots[asked] = root
        records[root][values[0]] = _Record(*values)
    every = [pk for family_rows in records.values() for pk in family_rows]
    handles, sites = (_handles(every), _sites(every)) if every else ({}, {})
    persons = {root: _person(root, family_rows, handles, sites) for root, family_rows in records.items()}
    return {asked: persons[root] for asked, root in roots.items()}


def roots_of(*, ids: Iterable[int]) -> dict[int, int]:
    """The record kept for each id; unknown ids are left out (one query)."""
    rows = Customer.objects.filter(pk__in=set(ids)).values_list("id", "merged_into_id")
    return {pk: merged_into or pk for pk, merged_into in rows}


def root_of(*, customer_id: int) -> int:
    """The record kept for this id: itself, or the one it was merged into. Refuses core.not_found."""
    root = roots_of(ids=[customer_id]).get(customer_id)
    if root is None:
        raise Refusal("core.not_found")
    return root


def family(*, customer_id: int) -> tuple[int, ...]:
    """All records of the person: the one kept first, then those merged into it."""
    root = root_of(customer_id=customer_id)
    merged = Customer.objects.filter(merged_into_id=root).order_by("id").values_list("id", flat=True)
    return (root, *merged)


def address(*, customer_id: int) -> str:
    """How to address the person: 王女士; what they asked for goes before what is made from the name."""
    return customer(customer_id=customer_id).address


def addresses(*, ids: Iterable[int]) -> dict[int, str]:
    """How to address many people, by the id that was asked for (a merged id: as the record kept). One query."""
    wanted = tuple(set(ids))
    if not wanted:
        return {}
    found = sql_rows(
        "SELECT asked.id, k.name, k.title, k.address_as FROM customers_customer asked "
        "JOIN customers_customer k ON k.id = COALESCE(asked.merged_into_id, asked.id) "
        f"WHERE asked.id IN ({_marks(wanted)})",
        wanted,
    )
    return {pk: address_of(name=name, title=title, address_as=asked_for) for pk, name, title, asked_for in found}


def address_of(*, name: str, title: str = "", address_as: str = "") -> str:
    """How to address somebody whose row was read elsewhere (the desk's lists read it with their own statement)."""
    return address_rules.address(name, title=title, address_as=address_as) or NOBODY


def timeline(*, customer_id: int, before: int | None = None, limit: int = 50) -> list[FactRow]:
    """What happened with the person, newest first, paged by the id of the last fact; over all their records."""
    return facts_of_customers(family(customer_id=customer_id), before=before, limit=limit)


class _Record(NamedTuple):
    """A customer's row as the tables keep it."""

    id: int
    name: str
    title: str
    address_as: str
    language: str
    tier: str
    value_fen: int | None
    made_at: Any
    erased_at: Any
    standing_at: Any


def _records(wanted: tuple[int, ...]) -> list[tuple[Any, ...]]:
    """Every record of the persons behind these ids: (id asked for, id of the record kept, the record)."""
    select = "SELECT asked.id, COALESCE(asked.merged_into_id, asked.id), " + ", ".join(
        f"k.{name}" for name in _Record._fields
    )
    asked = f"WHERE asked.id IN ({_marks(wanted)})"
    return sql_rows(
        f"{select} FROM customers_customer asked "
        f"JOIN customers_customer k ON k.id = COALESCE(asked.merged_into_id, asked.id) {asked} UNION ALL "
        f"{select} FROM customers_customer asked "
        f"JOIN customers_customer k ON k.merged_into_id = COALESCE(asked.merged_into_id, asked.id) {asked}",
        (*wanted, *wanted),
    )


def _person(
    root: int,
    records: dict[int, _Record],
    handles: Mapping[int, list[HandleRow]],
    sites: Mapping[int, list[int]],
) -> CustomerRow:
    kept = records[root]
    others = sorted(pk for pk in records if pk != root)
    every = [root, *others]
    return CustomerRow(
        id=root,
        name=kept.name,
        title=kept.title,
        address=address_of(name=kept.name, title=kept.title, address_as=kept.address_as),
        address_as=kept.address_as,
        language=kept.language,
        tier=kept.tier,
        value_fen=kept.value_fen,
        erased=kept.erased_at is not None,
        made_at=min(aware(row.made_at) for row in records.values()),
        standing_at=maybe_aware(kept.standing_at),
        handles=tuple(handle for pk in every for handle in handles.get(pk, ())),
        merged_ids=tuple(others),
        site_ids=tuple(dict.fromkeys(site for pk in every for site in sites.get(pk, ()))),
    )


def _handles(ids: list[int]) -> dict[int, list[HandleRow]]:
    found: dict[int, list[HandleRow]] = defaultdict(list)
    for owner, pk, kind, value, display, bounced_at in sql_rows(
        "SELECT customer_id, id, kind, value, display, bounced_at FROM customers_handle "
        f"WHERE customer_id IN ({_marks(ids)}) ORDER BY id",
        ids,
    ):
        found[owner].append(HandleRow(pk, kind, value, display, bounced_at is not None))
    return found


def _sites(ids: list[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for owner, site_id in sql_rows(
        f"SELECT customer_id, site_id FROM customers_customersite WHERE customer_id IN ({_marks(ids)}) ORDER BY id", ids
    ):
        found[owner].append(site_id)
    return found


def _marks(values: Sequence[Any]) -> str:
    return ", ".join(["%s"] * len(values))
