"""Jobs: what is to be done later, written in the caller's transaction, done once.

A worker claims a job with a lease. The job's effect and its completion are one transaction: a worker that dies in
the middle leaves nothing half-done, the lease runs out, another one takes it. Kept in `core` because exactly this is
what the product promises (measured: queues of others left jobs hanging after kill -9).
"""

from __future__ import annotations

import logging
import traceback
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Q

from huitou.core.clock.clock import now
from huitou.core.db import writing
from huitou.core.jobs import registry
from huitou.core.models import Job
from huitou.core.wake import wake

LEASE = timedelta(seconds=60)
log = logging.getLogger(__name__)
GIVE_UP_AFTER = 12  # attempts: with the back-off below, about two days
BATCH = 200


class LeaseLost(RuntimeError):
    """Another worker took the job while this one was busy: what was done here is rolled back."""


def enqueue(name: str, args: Mapping[str, Any], *, run_at: datetime | None = None, key: str | None = None) -> None:
    """Write a job. With `key`, a second one with the same key is not written (at most once per key, for ever)."""
    row = Job(name=name, args=dict(args), run_at=run_at or now(), key=key)
    Job.objects.bulk_create([row], ignore_conflicts=key is not None)
    wake()


@dataclass(frozen=True)
class NewJob:
    """A job to be written with others of its kind; fields as in `enqueue`."""

    args: Mapping[str, Any]
    run_at: datetime
    key: str | None = None


def enqueue_all(name: str, new: Iterable[NewJob]) -> None:
    """Write many jobs of one kind in one statement; what stands in `enqueue` holds for each."""
    rows = [Job(name=name, args=dict(one.args), run_at=one.run_at, key=one.key) for one in new]
    Job.objects.bulk_create(rows, ignore_conflicts=True)
    wake()


def reschedule(key: str, *, run_at: datetime) -> None:
    """Move a job that has not run yet to another time."""
    Job.objects.filter(key=key, state=Job.WAITING).update(run_at=run_at)
    wake()


def cancel(*keys: str) -> None:
    """Take back jobs that have not run yet."""
    Job.objects.filter(key__in=keys, state=Job.WAITING).delete()


def next_due(*, outside: bool | None = None) -> datetime | None:
    """When the next waiting job is due, or None; `outside` as in `run_due`."""
    rows = Job.objects.filter(_side(outside), state=Job.WAITING)
    return rows.order_by("run_at").values_list("run_at", flat=True).first()


def run_due(*, limit: int = BATCH, outside: bool | None = None) -> int:
    """Claim and run the jobs that are due; return how many were taken.

    `outside` True: only those that speak to the outside world, False: only the others, None: all.
    """
    lease = uuid.uuid4().hex
    claimed = _claim(limit, outside, lease)
    together, singly = _grouped(claimed)
    for ids in together:
        _run_together(ids, lease)
    for job_id in singly:
        _run(job_id, lease)
    return len(claimed)


def _claim(limit: int, outside: bool | None, lease: str) -> list[tuple[int, str]]:
    moment, wall = now(), _wall()
    due = _unclaimed(outside, Q(state=Job.WAITING, run_at__lte=moment), "run_at")
    lost = _unclaimed(outside, Q(state=Job.RUNNING, lease_until__lt=wall), "lease_until")
    # Every commit wakes the workers: looking must not stand in line with those who write.
    if not due.exists() and not lost.exists():
        return []
    with writing():
        # Two questions, each with its own index in the right order; asked as one, a backlog is sorted every time.
        found = _few(due, limit)
        found += _few(lost, limit - len(found))
        if found:
            ids = [pk for pk, _name in found]
            Job.objects.filter(pk__in=ids).update(state=Job.RUNNING, lease=lease, lease_until=wall + LEASE)
    return found


def _unclaimed(outside: bool | None, which: Q, order: str) -> Any:
    return Job.objects.filter(_side(outside), which).order_by(order, "id")


def _few(rows: Any, limit: int) -> list[tuple[int, str]]:
    if limit <= 0:
        return []
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True)
    return list(rows.values_list("pk", "name")[:limit])


def _grouped(claimed: Sequence[tuple[int, str]]) -> tuple[list[list[int]], list[int]]:
    """Those of a kind that is done together, by kind; and the others in their order. Timers are the former: they go first."""
    names = registry.together_names()
    together: dict[str, list[int]] = defaultdict(list)
    for pk, name in claimed:
        if name in names:
            together[name].append(pk)
    return list(together.values()), [pk for pk, name in claimed if name not in names]


def _side(outside: bool | None) -> Q:
    if outside is None:
        return Q()
    names = registry.outside_names()
    return Q(name__in=names) if outside else ~Q(name__in=names)


def _run_together(ids: Sequence[int], lease: str) -> None:
    """Do jobs of one kind in one transaction. When one of them fails, each is done by itself and only that one fails."""
    rows = list(Job.objects.filter(pk__in=ids, lease=lease, state=Job.RUNNING).order_by("run_at", "id"))
    if not rows:
        return
    try:
        with writing():
            registry.kind(rows[0].name).run([row.args for row in rows])
            _finish(rows, lease)
    except Exception:
        log.warning("%s of %s together failed; one by one", len(rows), rows[0].name, exc_info=True)
        for row in rows:
            _run(row.pk, lease)


def _run(job_id: int, lease: str) -> None:
    row = Job.objects.get(pk=job_id)
    if row.lease != lease or row.state != Job.RUNNING:
        return
    try:
        kind = registry.kind(row.name)
        if kind.outside:
            kind.run(**row.args)
            with writing():
                _finish([row], lease)
        else:
            with writing():
                kind.run([row.args]) if kind.together else kind.run(**row.args)
                _finish([row], lease)
    except LeaseLost:
        return
    except Exception:
        _fail(row, lease, traceback.format_exc())


def _finish(rows: Sequence[Job], lease: str) -> None:
    done = Job.objects.filter(pk__in=[row.pk for row in rows], lease=lease, state=Job.RUNNING).update(
        state=Job.DONE, finished_at=now(), lease_until=None, attempts=F("attempts") + 1, error=""
    )
    if done != len(rows):
        raise LeaseLost([row.pk for row in rows])


def _fail(row: Job, lease: str, error: str) -> None:
    attempts = row.attempts + 1
    given_up = attempts >= GIVE_UP_AFTER
    with writing():
        Job.objects.filter(pk=row.pk, lease=lease).update(
            state=Job.GIVEN_UP if given_up else Job.WAITING,
            attempts=attempts,
            error=error[-4000:],
            lease_until=None,
            run_at=now() + back_off(attempts),
        )


def back_off(attempts: int) -> timedelta:
    """How long to wait after the n-th failure: 2 s, 8 s, 32 s … at most 6 hours."""
    return min(timedelta(seconds=2 * 4 ** (attempts - 1)), timedelta(hours=6))


def enqueue_periodic() -> None:
    """Write the next run of every periodic job whose last one is done."""
    moment = now()
    for kind in registry.periodic():
        assert kind.every is not None
        turn = int(moment.timestamp() // kind.every.total_seconds())
        with transaction.atomic():
            enqueue(kind.name, {}, key=f"{kind.name}@{turn}")


def _wall() -> datetime:
    # Leases live by the wall clock: moving the demo's clock must not steal a job from the worker that has it.
    from datetime import UTC

    return datetime.now(UTC)
