"""Customers in lists: by key with filters, and found by words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q

from huitou.core.api import last_seen
from huitou.core.api import search as index
from huitou.customers.details.actions import KIND as DETAIL
from huitou.customers.models import Consent, Customer, CustomerSite, Detail, Handle
from huitou.customers.profile.reads import CustomerRow, customers, roots_of
from huitou.customers.profile.records import KIND

MOST_HITS = 200
MOST_COUNTED = 1000


@dataclass(frozen=True)
class CustomerFilter:
    """Which customers a list shows. Empty fields do not filter.

    `words` are searched in names and handles; `consent` is a purpose that was agreed to and not taken back; `reach` a kind
    of handle that is there and works; `made_since` when the record was made.
    """

    words: str = ""
    site_id: int | None = None
    tier: str = ""
    language: str = ""
    consent: str = ""
    reach: str = ""
    made_since: datetime | None = None


@dataclass(frozen=True)
class ListedCustomer:
    """A line of the list: the person, and when something last happened with them (None: only their record was made)."""

    customer: CustomerRow
    last_seen_at: datetime | None


@dataclass(frozen=True)
class CustomerPage:
    """A page of persons, newest record first; `next_key` goes into `after` for the next page, None at the end."""

    rows: tuple[ListedCustomer, ...]
    next_key: int | None


@dataclass(frozen=True)
class FoundCustomer:
    """A person who was found; `by` says in what: customer (name or handle) or detail (back-stage)."""

    customer: CustomerRow
    by: str


def page(*, filter: CustomerFilter | None = None, after: int | None = None, limit: int = 25) -> CustomerPage:
    """Persons (merged and erased records left out), paged by key: constant number of queries, no OFFSET."""
    rows = _matching(filter or CustomerFilter())
    if after is not None:
        rows = rows.filter(id__lt=after)
    ids = list(rows.order_by("-id").values_list("id", flat=True)[: limit + 1])
    shown = ids[:limit]
    return CustomerPage(_listed(shown), shown[-1] if len(ids) > limit else None)


def count(*, filter: CustomerFilter | None = None) -> int:
    """How many persons match, counted up to 1000 (so that a list of a million stays quick)."""
    return _matching(filter or CustomerFilter())[:MOST_COUNTED].count()


def matching_ids(*, filter: CustomerFilter, after: int, limit: int) -> list[int]:
    """Ids in ascending order after a key: for exports that walk over all of them."""
    return list(_matching(filter).filter(id__gt=after).order_by("id").values_list("id", flat=True)[:limit])


def search(*, query: str, limit: int = 20) -> list[FoundCustomer]:
    """Persons by words in names, handles (also the last four digits) and, for colleagues only, details. Newest first."""
    hits = index.find(query, kinds=(KIND,), limit=limit)
    found = {hit.ref_id: KIND for hit in hits}
    heard = [hit.ref_id for hit in index.find(query, stage=index.BACK, kinds=(DETAIL,), limit=limit)]
    owners = dict(Detail.objects.filter(pk__in=heard).values_list("id", "customer_id"))
    for detail_id in heard:
        if detail_id in owners:
            found.setdefault(owners[detail_id], DETAIL)
    persons = customers(ids=found)
    unique: dict[int, FoundCustomer] = {}
    for pk, by in found.items():
        person = persons.get(pk)
        if person is not None and not person.erased:
            unique.setdefault(person.id, FoundCustomer(person, by))
    return list(unique.values())[:limit]


def _matching(chosen: CustomerFilter) -> Any:
    rows = Customer.objects.filter(merged_into=None, erased_at=None)
    if chosen.words.strip():
        hits = index.find(chosen.words, kinds=(KIND,), limit=MOST_HITS)
        rows = rows.filter(pk__in=set(roots_of(ids=[hit.ref_id for hit in hits]).values()))
    if chosen.site_id is not None:
        rows = rows.filter(Exists(_of_family(CustomerSite).filter(site_id=chosen.site_id)))
    if chosen.tier:
        rows = rows.filter(tier=chosen.tier)
    if chosen.language:
        rows = rows.filter(language=chosen.language)
    if chosen.reach:
        rows = rows.filter(Exists(_of_family(Handle).filter(kind=chosen.reach, bounced_at=None)))
    if chosen.consent:
        newest = _of_family(Consent).filter(purpose=chosen.consent).order_by("-at", "-id").values("given")[:1]
        rows = rows.annotate(agreed=newest).filter(agreed=True)
    if chosen.made_since is not None:
        rows = rows.filter(made_at__gte=chosen.made_since)
    return rows


def _of_family(model: Any) -> Any:
    return model.objects.filter(Q(customer_id=OuterRef("pk")) | Q(customer__merged_into_id=OuterRef("pk")))


def _listed(ids: list[int]) -> tuple[ListedCustomer, ...]:
    persons = customers(ids=ids)
    members = {pk: (pk, *persons[pk].merged_ids) for pk in ids if pk in persons}
    seen = last_seen([one for family_ids in members.values() for one in family_ids])
    return tuple(
        ListedCustomer(persons[pk], max((seen[one] for one in family_ids if one in seen), default=None))
        for pk, family_ids in members.items()
    )
