"""A person's data is deleted here: names, handles, details and texts go, facts and counts stay."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from huitou.core.api import SYSTEM, Actor, Refusal, enqueue, now, record, search, writing
from huitou.customers import facts
from huitou.customers.details.actions import KIND as DETAIL
from huitou.customers.erasures import rules
from huitou.customers.erasures.reads import unseen
from huitou.customers.models import (
    Consent,
    Customer,
    CustomValue,
    Detail,
    Handle,
    ImportRefusal,
    Merge,
    MergeSuggestion,
    RetentionRun,
)
from huitou.customers.profile.reads import family
from huitou.customers.profile.records import findable, locked

JOB = "customers.retention"
STEP, STEP_DRY = 20, 500  # persons in one transaction


def erase(*, customer_id: int, actor: Actor) -> int:
    """Delete the personal data of a person, over all records merged into one; returns how many records that were.

    One customers.erased.v1 for each record: rooms that hold texts of the customer delete them on hearing it. It cannot be
    taken back. Refuses core.not_found, customers.erased.
    """
    with writing():
        root = locked(customer_id).pk
        members = family(customer_id=root)
        _scrub_imports(members)
        for pk in members:
            _erase_record(pk, root, actor)
        Merge.objects.filter(Q(kept_id__in=members) | Q(gone_id__in=members)).update(why="")
        MergeSuggestion.objects.filter(Q(one_id__in=members) | Q(other_id__in=members)).delete()
    return len(members)


def start_retention(*, months: int, dry: bool = True, actor: Actor) -> int:
    """Look for persons not seen for so many months, and erase them unless `dry`; returns the run's id.

    Seen means that anything happened with them but work on their record. Refuses customers.retention_months.
    """
    moment = now()
    cutoff = rules.cutoff(at=moment, months=months)
    with writing():
        run = RetentionRun.objects.create(
            months=months,
            cutoff=cutoff,
            dry=dry,
            made_at=moment,
            by_id=actor.id if actor.kind == "account" else None,
            customers=_old(cutoff).count(),
        )
        record(facts.RetentionStarted(run_id=run.pk, months=months, dry=dry), actor=actor)
        enqueue(JOB, {"run_id": run.pk, "after": 0}, key=f"{JOB}:{run.pk}:0")
    return run.pk


def go_on(*, run_id: int, after: int) -> None:
    """Look at the next persons of a run, and write the job for those after them."""
    with writing():
        run = RetentionRun.objects.select_for_update().get(pk=run_id)
        if run.state == "done" or run.after != after:
            return
        actor = Actor.account(run.by_id) if run.by_id else SYSTEM
        step = STEP_DRY if run.dry else STEP
        ids = list(_old(run.cutoff).filter(id__gt=after).order_by("id").values_list("id", flat=True)[:step])
        gone = unseen(ids, cutoff=run.cutoff)
        for pk in [] if run.dry else gone:
            _erase_quietly(pk, actor)
        run.looked += len(ids)
        run.found += len(gone)
        run.state, run.after = ("running", ids[-1]) if ids else ("done", after)
        run.save()
        if ids:
            enqueue(JOB, {"run_id": run_id, "after": ids[-1]}, key=f"{JOB}:{run_id}:{ids[-1]}")
        else:
            record(facts.RetentionFinished(run_id=run_id, dry=run.dry, found=run.found), actor=actor)


def _erase_quietly(customer_id: int, actor: Actor) -> None:
    try:
        erase(customer_id=customer_id, actor=actor)
    except Refusal:
        return  # Merged or erased by somebody while the run was under way.


def _old(cutoff: datetime) -> QuerySet[Customer]:
    return Customer.objects.filter(merged_into=None, erased_at=None, made_at__lt=cutoff)


def _erase_record(customer_id: int, root_id: int, actor: Actor) -> None:
    details = Detail.objects.filter(customer_id=customer_id)
    for pk, text in details.filter(ended_at=None).values_list("id", "text"):
        search.forget(stage=search.BACK, kind=DETAIL, ref_id=pk, text=text)
    with findable(customer_id):
        handles, _rows = Handle.objects.filter(customer_id=customer_id).delete()
        heard, _rows = details.delete()
        Customer.objects.filter(pk=customer_id).update(name="", title="", address_as="", erased_at=now())
    CustomValue.objects.filter(customer_id=customer_id).delete()
    Consent.objects.filter(customer_id=customer_id).update(how="")
    happened = facts.CustomerErased(customer_id=customer_id, root_id=root_id, handles=handles, details=heard)
    record(happened, actor=actor)


def _scrub_imports(members: tuple[int, ...]) -> None:
    """Refused rows of imports in which the person's number or address stands."""
    wanted = Q()
    for value, display in Handle.objects.filter(customer_id__in=members).values_list("value", "display"):
        bare = value.removeprefix("+86")
        wanted |= Q(cells__icontains=bare) | Q(cells__icontains=display)
    if wanted:
        rows = ImportRefusal.objects.annotate(cells=Cast("raw", TextField()))
        rows.filter(wanted).delete()
