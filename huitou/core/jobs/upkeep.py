"""The worker's own upkeep: a sign of life, and receipts that nobody needs any more."""

from __future__ import annotations

from datetime import datetime, timedelta

from huitou.core.clock.clock import now
from huitou.core.jobs.registry import job
from huitou.core.models import Job

KEPT = timedelta(days=30)


@job("core.beat", every=timedelta(minutes=1))
def beat() -> None:
    """Nothing but a done row: `huitou doctor` and the manager's page see that a worker lives."""


@job("core.forget_jobs", every=timedelta(hours=1))
def forget_jobs() -> None:
    """Throw away old receipts; signs of life after an hour."""
    moment = now()
    Job.objects.filter(state=Job.DONE, finished_at__lt=moment - KEPT).delete()
    Job.objects.filter(state=Job.DONE, name="core.beat", finished_at__lt=moment - timedelta(hours=1)).delete()


def forget_beats() -> None:
    """Throw away the signs of life of another installation's workers (after a restore)."""
    Job.objects.filter(state=Job.DONE, name="core.beat").delete()


def last_beat() -> datetime | None:
    """When a worker last gave a sign of life."""
    rows = Job.objects.filter(name="core.beat", state=Job.DONE).order_by("-finished_at")
    return rows.values_list("finished_at", flat=True).first()


def overdue(*, by: timedelta) -> int:
    """How many jobs wait longer than `by` after their time."""
    return Job.objects.filter(state=Job.WAITING, run_at__lt=now() - by).count()


def given_up() -> list[tuple[str, str]]:
    """Name and error of jobs that were given up."""
    return list(Job.objects.filter(state=Job.GIVEN_UP).values_list("name", "error")[:100])
