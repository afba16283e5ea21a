"""The clock of the machine is set back by an hour while the worker works."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from huitou.core.api import enqueue, now, run_due_jobs, travel
from huitou.core.clock import steps
from huitou.core.clock.steps import Steps
from huitou.core.jobs import jobs, registry, worker
from huitou.core.jobs.jobs import Side
from huitou.core.testing import Job

HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
SIX = datetime(2026, 11, 20, 10, tzinfo=UTC)


@pytest.fixture
def done() -> Iterator[list[str]]:
    """Kinds of jobs that note their names: t.plain, t.timer, t.out, t.turn."""
    made: list[str] = []
    before = dict(registry._kinds)

    def kind(name: str, **more: object) -> None:
        registry.job(name, **more)(lambda *_calls, **_args: made.append(name))  # type: ignore[arg-type]

    kind("t.plain")
    kind("t.timer", together=True)
    kind("t.out", outside=True)
    kind("t.turn", every=timedelta(minutes=1))
    yield made
    registry._kinds.clear()
    registry._kinds.update(before)


@pytest.mark.parametrize(
    ("moves", "told"),
    [
        ([(1, 1)], 0),  # both clocks went on by a second
        ([(1, 1.4), (1, 0.7)], 0),  # kept right, a little at a time
        ([(1, -3599)], 3600),
        ([(1, 3601)], 0),  # set ahead: what is due is due
        ([(1, -3599), (1, 1)], 0),  # told once
    ],
)
def test_a_clock_that_was_set_back_is_noticed_once(monkeypatch, moves, told):
    at = {"wall": SIX, "other": 100.0}
    monkeypatch.setattr(steps, "wall", lambda: at["wall"])
    monkeypatch.setattr(steps.time, "monotonic", lambda: at["other"])
    watch, back = Steps(), timedelta(0)
    for other, wall in moves:
        at["other"] += other
        at["wall"] += timedelta(seconds=wall)
        back = watch.set_back()
    assert back == timedelta(seconds=told)


@pytest.mark.django_db
def test_what_was_to_be_done_at_once_or_in_a_moment_does_not_wait_an_hour(done):
    with travel(to=SIX):
        enqueue("t.plain", {})
        enqueue("t.out", {}, run_at=SIX + timedelta(minutes=8))  # tried again in a while
        enqueue("t.timer", {}, run_at=SIX + SECOND)
        enqueue("t.plain", {}, run_at=SIX + 5 * SECOND, key="undo")
        enqueue("t.plain", {}, run_at=SIX + HOUR, key="put aside")
    with travel(to=SIX - HOUR):
        assert run_due_jobs() == 0
        jobs.clock_set_back(HOUR)
        assert (run_due_jobs(), done) == (1, ["t.plain"])
    with travel(to=SIX - HOUR + 5 * SECOND):
        assert run_due_jobs() == 1
    with travel(to=SIX - HOUR + timedelta(minutes=8)):
        assert (run_due_jobs(), done[-1]) == (1, "t.out")
    assert set(Job.objects.filter(state=Job.WAITING).values_list("name", "run_at")) == {
        ("t.timer", SIX + SECOND),
        ("t.plain", SIX + HOUR),
    }


@pytest.mark.django_db
def test_the_turns_of_a_periodic_job_come_again(done):
    for moment in (SIX, SIX - HOUR):
        with travel(to=moment):
            jobs.clock_set_back(HOUR)
            jobs.enqueue_periodic()
            run_due_jobs(side=Side.INSIDE)
    with travel(to=SIX):  # by the new clock this minute was not yet
        jobs.enqueue_periodic()
        run_due_jobs(side=Side.INSIDE)
    assert done.count("t.turn") == 3


@pytest.mark.django_db(transaction=True)
def test_the_worker_notices_it_and_goes_on_with_what_waited(done, monkeypatch):
    enqueue("t.plain", {}, run_at=now() + HOUR)  # at once, by the clock as it was
    stop, told = threading.Event(), iter([HOUR])
    monkeypatch.setattr(worker.Steps, "set_back", lambda _self: next(told, timedelta(0)))
    monkeypatch.setattr(jobs, "enqueue_periodic", lambda: stop.set() if "t.plain" in done else None)
    monkeypatch.setattr(worker, "LONGEST_SLEEP", 0.05)
    threading.Timer(10, stop.set).start()
    worker._work(stop, Side.INSIDE)
    assert done == ["t.plain"]
