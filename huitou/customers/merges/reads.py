"""Merges that hold, and records that may be one person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from huitou.customers.merges import rules
from huitou.customers.merges.rules import Known
from huitou.customers.models import Customer, CustomerSite, Handle, Merge, MergeSuggestion
from huitou.customers.profile.reads import family, root_of, roots_of

NAMESAKES = 30


@dataclass(frozen=True)
class MergeRow:
    """One merge that holds: `gone_id` was found to be `kept_id`; undone by `unmerge(merge_id=id)`."""

    id: int
    kept_id: int
    gone_id: int
    why: str
    at: datetime
    by: int | None


@dataclass(frozen=True)
class SuggestionRow:
    """Two persons that may be one, and why: handles, name_and_number, name_and_mail, name_and_site."""

    customer_id: int
    other_id: int
    reason: str


def merges_of(*, customer_id: int) -> tuple[MergeRow, ...]:
    """The merges that hold among the records of a person, newest first."""
    ids = family(customer_id=customer_id)
    rows = Merge.objects.filter(gone_id__in=ids, undone_at=None).order_by("-at", "-id")
    return tuple(MergeRow(*row) for row in rows.values_list("id", "kept_id", "gone_id", "why", "at", "by_id"))


def suggestions(*, customer_id: int) -> tuple[SuggestionRow, ...]:
    """Who else may be this person: what was noticed before, and namesakes with something in common. Strongest first."""
    root = root_of(customer_id=customer_id)
    ids = set(family(customer_id=customer_id))
    noticed, settled = _noticed(ids)
    reasons = {other: reason for other, reason in noticed.items() if other not in settled}
    for other, reason in _namesakes(root, ids).items():
        if other not in settled:
            reasons.setdefault(other, reason)
    return tuple(SuggestionRow(root, other, reason) for other, reason in rules.strongest(reasons))


def open_suggestions(*, after: int | None = None, limit: int = 50) -> list[tuple[int, SuggestionRow]]:
    """Noticed pairs that nobody has settled, newest first, with the key of the page: (key, pair).

    Fewer than `limit` only at the end.
    """
    pairs: list[tuple[int, SuggestionRow]] = []
    while len(pairs) < limit:
        found = _unsettled(after, limit)
        roots = roots_of(ids=[pk for _key, one, other, _reason in found for pk in (one, other)])
        known = [(key, SuggestionRow(roots[one], roots[other], reason)) for key, one, other, reason in found]
        pairs += [(key, pair) for key, pair in known if pair.customer_id != pair.other_id]
        if len(found) < limit:
            break
        after = found[-1][0]
    return pairs[:limit]


def _unsettled(after: int | None, limit: int) -> list[tuple[int, int, int, str]]:
    rows = MergeSuggestion.objects.filter(settled_at=None, one__erased_at=None, other__erased_at=None)
    if after is not None:
        rows = rows.filter(id__lt=after)
    return list(rows.order_by("-id").values_list("id", "one_id", "other_id", "reason")[:limit])


def _noticed(ids: set[int]) -> tuple[dict[int, str], set[int]]:
    rows = MergeSuggestion.objects.filter(Q(one_id__in=ids) | Q(other_id__in=ids))
    found = list(rows.values_list("one_id", "other_id", "reason", "settled_at"))
    roots = roots_of(ids={pk for one, other, *_rest in found for pk in (one, other)} - ids)
    noticed: dict[int, str] = {}
    settled: set[int] = set()
    for one, other, reason, settled_at in found:
        stranger = roots.get(other if one in ids else one)
        if stranger is None or stranger in ids:
            continue
        if settled_at is None:
            noticed[stranger] = reason
        else:
            settled.add(stranger)
    return noticed, settled


def _namesakes(root: int, ids: set[int]) -> dict[int, str]:
    name = Customer.objects.filter(pk=root).values_list("name", flat=True).first()
    if not name:
        return {}
    rows = Customer.objects.filter(name=name, merged_into=None, erased_at=None).exclude(pk__in=ids)
    others = list(rows.order_by("-id").values_list("id", flat=True)[:NAMESAKES])
    if not others:
        return {}
    known = _known(name, [*ids, *others])
    mine = _joined(name, [known[pk] for pk in ids])
    found = {other: rules.why_same(mine, known[other]) for other in others}
    return {other: reason for other, reason in found.items() if reason}


def _known(name: str, ids: Iterable[int]) -> dict[int, Known]:
    wanted = list(ids)
    handles: dict[int, set[tuple[str, str]]] = defaultdict(set)
    for owner, kind, value in Handle.objects.filter(customer_id__in=wanted).values_list("customer_id", "kind", "value"):
        handles[owner].add((kind, value))
    sites: dict[int, set[int]] = defaultdict(set)
    for owner, site_id in CustomerSite.objects.filter(customer_id__in=wanted).values_list("customer_id", "site_id"):
        sites[owner].add(site_id)
    return {pk: Known(name, frozenset(handles[pk]), frozenset(sites[pk])) for pk in wanted}


def _joined(name: str, records: list[Known]) -> Known:
    handles = frozenset(handle for record in records for handle in record.handles)
    return Known(name, handles, frozenset(site for record in records for site in record.site_ids))
