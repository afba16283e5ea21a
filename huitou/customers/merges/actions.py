"""Records are merged into one person here, and parted again; pairs are suggested and settled."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _

from huitou.core.api import Actor, Refusal, now, record, writing
from huitou.customers import facts
from huitou.customers.merges import rules
from huitou.customers.models import Customer, Merge, MergeSuggestion
from huitou.customers.profile.reads import roots_of
from huitou.customers.profile.records import locked
from huitou.customers.profile.rules import line

MOST_WHY = 200


def merge(*, kept_id: int, gone_id: int, why: str = "", actor: Actor) -> int:
    """Two records are one person: `gone_id` and all that was merged into it go to `kept_id`; returns the merge's id.

    No row is moved, so that `unmerge` gives back exactly what was. Refuses customers.same_customer, .erased, .too_long.
    """
    why = line(why, field=_("理由"), most=MOST_WHY)
    with writing():
        kept, gone = _both_locked(kept_id, gone_id)
        by = actor.id if actor.kind == "account" else None
        row = Merge.objects.create(kept=kept, gone=gone, why=why, at=now(), by_id=by)
        _settle(kept.pk, gone.pk)
        # The chain stays one step deep: what pointed at the one that goes points at the one kept.
        Customer.objects.filter(Q(pk=gone.pk) | Q(merged_into=gone)).update(merged_into=kept)
        record(facts.CustomersMerged(customer_id=kept.pk, gone_id=gone.pk, merge_id=row.pk), actor=actor)
    return row.pk


def unmerge(*, merge_id: int, actor: Actor) -> None:
    """They are two persons after all: the record that went, and what had been merged into it before, stand alone again.

    Refuses core.not_found, customers.merge_undone, customers.erased.
    """
    with writing():
        row = Merge.objects.select_for_update().filter(pk=merge_id).first()
        if row is None:
            raise Refusal("core.not_found")
        if row.undone_at is not None:
            raise Refusal("customers.merge_undone")
        root = locked(row.gone_id)
        within = Q(gone__merged_into=root) & Q(undone_at=None)
        holding = list(Merge.objects.filter(within).exclude(pk=merge_id).values_list("gone_id", "kept_id"))
        going = rules.under(row.gone_id, holding)
        Customer.objects.filter(pk__in=going).update(merged_into=row.gone_id)
        Customer.objects.filter(pk=row.gone_id).update(merged_into=None)
        Merge.objects.filter(pk=merge_id).update(
            undone_at=now(), undone_by_id=actor.id if actor.kind == "account" else None
        )
        record(facts.CustomersParted(customer_id=root.pk, gone_id=row.gone_id, merge_id=merge_id), actor=actor)


def suggest(customer_id: int, other_id: int, *, reason: str, actor: Actor) -> None:
    """Notice that two records may be one person; noticed once, and never again when somebody said that they are not."""
    one, other = sorted((customer_id, other_id))
    with writing():
        row, new = MergeSuggestion.objects.get_or_create(
            one_id=one, other_id=other, defaults={"reason": reason, "at": now()}
        )
        if new:
            happened = facts.MergeSuggested(customer_id=customer_id, other_id=other_id, reason=row.reason)
            record(happened, actor=actor)


def not_same(*, customer_id: int, other_id: int, actor: Actor) -> None:
    """Somebody looked: these are two persons. The pair is not suggested again."""
    with writing():
        roots = roots_of(ids=[customer_id, other_id])
        if len(roots) < 2:
            raise Refusal("core.not_found")
        one, other = sorted((roots[customer_id], roots[other_id]))
        if one == other:
            raise Refusal("customers.same_customer")
        moment = now()
        MergeSuggestion.objects.get_or_create(one_id=one, other_id=other, defaults={"reason": "", "at": moment})
        _settle(one, other)
        record(facts.SuggestionDismissed(customer_id=roots[customer_id], other_id=roots[other_id]), actor=actor)


def _both_locked(kept_id: int, gone_id: int) -> tuple[Customer, Customer]:
    # Locked in one order, so that two people who merge the same pair the other way round do not block each other.
    first, second = sorted((kept_id, gone_id))
    rows = {first: locked(first), second: locked(second)}
    if rows[kept_id].pk == rows[gone_id].pk:
        raise Refusal("customers.same_customer")
    return rows[kept_id], rows[gone_id]


def _settle(one_id: int, other_id: int) -> None:
    families = [Customer.objects.filter(Q(pk=pk) | Q(merged_into_id=pk)).values("pk") for pk in (one_id, other_id)]
    pair = Q(one__in=families[0], other__in=families[1]) | Q(one__in=families[1], other__in=families[0])
    MergeSuggestion.objects.filter(pair, settled_at=None).update(settled_at=now())
