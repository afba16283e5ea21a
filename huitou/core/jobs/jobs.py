"""Jobs: what is to be done later, written in the caller's transaction, done once.

A job that works on the database only is taken, done and marked as done in one transaction: a worker that dies in the
middle leaves nothing half-done and the job as it was, free for the next worker at once. A job that speaks to the outside
world cannot be rolled back: it is claimed with a lease first, and when its worker dies the lease runs out. Kept in
`core` because exactly this is what the product promises (measured: queues of others left jobs hanging after kill -9).
"""

from __future__ import annotations

import logging
import traceback
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Q

from huitou.core.clock.clock import now
from huitou.core.clock.wall import wall
from huitou.core.db import insert, insert_all, writing
from huitou.core.jobs import registry
from huitou.core.jobs.registry import JobKind
from huitou.core.models import Job
from huitou.core.wake import wake

LEASE = timedelta(seconds=60)
MOMENT = timedelta(seconds=10)  # longer than a reply can be undone, shorter than anything people wait for by the clock
GIVE_UP_AFTER = 12  # attempts: with the back-off below, about two days
BATCH = 500  # timers in one transaction: about a tenth of a second
TURN = 20  # single jobs before the timers are looked at again
log = logging.getLogger(__name__)
_WAITING = {"state": Job.WAITING, "attempts": 0, "lease": "", "error": ""}


class Side(Enum):
    """Who does what: timers are done many at once, the others one by one, those to the outside by threads of their own."""

    TIMERS = "timers"
    INSIDE = "inside"
    OUTSIDE = "outside"


@dataclass(frozen=True)
class NewJob:
    """A job to be written with others of its kind; fields as in `enqueue`."""

    args: Mapping[str, Any]
    run_at: datetime
    key: str | None = None


def enqueue(name: str, args: Mapping[str, Any], *, run_at: datetime | None = None, key: str | None = None) -> None:
    """Write a job. With `key`, a second one with the same key is not written (at most once per key, for ever)."""
    row = {"name": name, "args": dict(args), "key": key, "run_at": run_at or now(), **_WAITING}
    insert("core_job", row, once=key is not None)
    wake()


def enqueue_all(name: str, new: Iterable[NewJob]) -> None:
    """Write many jobs of one kind in one statement; what stands in `enqueue` holds for each."""
    rows = [{"name": name, "args": dict(one.args), "key": one.key, "run_at": one.run_at, **_WAITING} for one in new]
    insert_all("core_job", rows, once=True)
    wake()


def cancel(*keys: str) -> None:
    """Take back jobs that have not run yet; one that is being done right now is not waited for."""
    # Whoever changes a promise holds its conversation and wants its job; the worker holds the job and wants the
    # conversation. The former does not wait: the job, when it comes to it, sees what was changed.
    with transaction.atomic():
        free = _free(Job.objects.filter(key__in=keys, state=Job.WAITING)).values_list("pk", flat=True)
        Job.objects.filter(pk__in=list(free)).delete()


def next_due(*, side: Side | None = None) -> datetime | None:
    """When the next waiting job is due, or None; of one side or of all."""
    rows = Job.objects.filter(_of(side), state=Job.WAITING)
    return rows.order_by("run_at").values_list("run_at", flat=True).first()


def run_due(*, side: Side | None = None) -> int:
    """Do some of what is due, on one side or on all, and return how many were done; 0: nothing is due."""
    if side is None:
        return sum(run_due(side=one) for one in Side)
    # Every commit wakes the workers: looking must not stand in line with those who write.
    if not _due(side).exists() and not (side is Side.OUTSIDE and _lost().exists()):
        return 0
    if side is Side.TIMERS:
        return sum(_run_together(name) for name in sorted(registry.together_names()))
    if side is Side.OUTSIDE:
        return _run_outside()
    done = 0
    while done < TURN and _run_one():
        done += 1
    return done


def _of(side: Side | None) -> Q:
    timers, outside = registry.together_names(), registry.outside_names()
    match side:
        case Side.TIMERS:
            return Q(name__in=timers)
        case Side.OUTSIDE:
            return Q(name__in=outside)
        case Side.INSIDE:
            return ~Q(name__in=[*timers, *outside])
    return Q()


def _due(side: Side) -> Any:
    return Job.objects.filter(_of(side), state=Job.WAITING, run_at__lte=now()).order_by("run_at", "id")


def _lost() -> Any:
    return Job.objects.filter(state=Job.RUNNING, lease_until__lt=wall()).order_by("lease_until", "id")


def _free(rows: Any) -> Any:
    """Locked for this transaction; what another worker has locked is passed over."""
    locks = connection.features.has_select_for_update_skip_locked
    return rows.select_for_update(skip_locked=True) if locks else rows


# ── on the database only: done and marked in one transaction ────────────────────────────────────────────────────────
def _run_together(name: str, among: Sequence[int] | None = None) -> int:
    """Do the jobs of a kind that are due, in one transaction. When it fails, each half of them is done by itself, and so on.

    So one bad timer among five hundred costs the others ten transactions, not five hundred.
    """
    due = _due(Side.TIMERS).filter(name=name, **({} if among is None else {"pk__in": among}))
    rows: list[tuple[int, Any]] = []
    try:
        with writing():
            rows = list(_free(due).values_list("pk", "args")[:BATCH])
            if rows:
                registry.kind(name).run([args for _pk, args in rows])
                _done([pk for pk, _args in rows])
        return len(rows)
    except Exception:
        if not rows:
            raise
        log.warning("%s of %s together failed; done by halves", len(rows), name, exc_info=True)
    ids, half = [pk for pk, _args in rows], (len(rows) + 1) // 2
    for some in filter(None, (ids[:half], ids[half:])):
        _run_one(some[0]) if len(some) == 1 else _run_together(name, some)
    return len(rows)


def _run_one(job_id: int | None = None) -> bool:
    """Do the next job that is due (or this one); False when there is none that nobody has."""
    due = _due(Side.INSIDE) if job_id is None else Job.objects.filter(pk=job_id, state=Job.WAITING)
    row: Job | None = None
    try:
        with writing():
            row = next(iter(_free(due)[:1]), None)
            if row is not None:
                _call(registry.kind(row.name), row)
                _done([row.pk])
    except Exception:
        if row is None:
            raise
        _fail(row, traceback.format_exc())
    return row is not None


def _call(kind: JobKind, row: Job) -> None:
    if kind.together:
        kind.run([row.args])
    else:
        kind.run(**row.args)


# ── to the outside: claimed with a lease, done, marked ──────────────────────────────────────────────────────────────
def _run_outside() -> int:
    lease = uuid.uuid4().hex
    with writing():
        row = next(iter(_free(_due(Side.OUTSIDE))[:1]), None) or next(iter(_free(_lost())[:1]), None)
        if row is None:
            return 0
        row.state, row.lease, row.lease_until = Job.RUNNING, lease, wall() + LEASE
        row.save(update_fields=["state", "lease", "lease_until"])
    try:
        _call(registry.kind(row.name), row)
        with writing():
            _done([row.pk], lease=lease)
    except Exception:
        _fail(row, traceback.format_exc())
    return 1


def _done(ids: Sequence[int], lease: str = "") -> None:
    # With another's lease on it the job is theirs now; with its row gone it took itself back. Both are no failure.
    Job.objects.filter(pk__in=ids, lease=lease or F("lease")).update(
        state=Job.DONE, finished_at=now(), lease_until=None, attempts=F("attempts") + 1, error=""
    )


def _fail(row: Job, error: str) -> None:
    attempts = row.attempts + 1
    given_up = attempts >= GIVE_UP_AFTER
    with writing():
        # Only while it is as we had it: another worker may have done it meanwhile.
        Job.objects.filter(pk=row.pk, attempts=row.attempts, state=row.state, lease=row.lease).update(
            state=Job.GIVEN_UP if given_up else Job.WAITING,
            attempts=attempts,
            error=error[-4000:],
            lease_until=None,
            run_at=now() + back_off(attempts),
        )


def back_off(attempts: int) -> timedelta:
    """How long to wait after the n-th failure: 2 s, 8 s, 32 s … at most 6 hours."""
    return min(timedelta(seconds=2 * 4 ** (attempts - 1)), timedelta(hours=6))


def clock_set_back(by: timedelta) -> None:
    """The machine's clock was set back: what was to be done at once or in a moment does not wait for the old time.

    Timers keep their time, and so do jobs for a time that somebody chose (a conversation put aside until nine).
    """
    moment = now()
    in_a_moment = Q(attempts__gt=0) | _of(Side.OUTSIDE) | Q(run_at__lte=moment + by + MOMENT)
    with writing():
        waiting = Job.objects.filter(in_a_moment, state=Job.WAITING, run_at__gt=moment).exclude(_of(Side.TIMERS))
        waiting.update(run_at=F("run_at") - by)
        Job.objects.filter(state=Job.RUNNING, lease_until__gt=wall() + LEASE).update(lease_until=wall() + LEASE)
        # A periodic job is done once in a turn, and these turns come again.
        names = [kind.name for kind in registry.periodic()]
        Job.objects.filter(name__in=names, state=Job.DONE, finished_at__gt=moment).delete()


def enqueue_periodic() -> None:
    """Write the next run of every periodic job whose last one is done."""
    moment = now()
    for kind in registry.periodic():
        assert kind.every is not None
        turn = int(moment.timestamp() // kind.every.total_seconds())
        with transaction.atomic():
            enqueue(kind.name, {}, key=f"{kind.name}@{turn}")
