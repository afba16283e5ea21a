"""Jobs: written in the caller's transaction, done once, together when they are timers, again when they failed."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from huitou.core.api import NewJob, cancel, enqueue, enqueue_all, now, travel, writing
from huitou.core.clock.wall import wall
from huitou.core.jobs import jobs, registry
from huitou.core.jobs.jobs import Side
from huitou.core.jobs.worker import run_until_quiet, run_worker
from huitou.core.models import Job, Setting

MINUTE = timedelta(minutes=1)


@pytest.fixture
def kinds() -> Iterator[Callable[..., list[Any]]]:
    """Make a kind of job that notes its calls; all are forgotten after the test."""
    made: list[str] = []

    def make(name: str, *, fails: Callable[[Any], bool] = lambda _: False, **more: Any) -> list[Any]:
        calls: list[Any] = []

        def run(given: Any = None, **args: Any) -> None:
            asked = given if given is not None else args
            calls.append(asked)
            Setting.objects.create(key=f"{name}{len(calls)}", value=1)
            if fails(asked):
                raise OSError("broken")

        registry.job(name, **more)(run)
        made.append(name)
        return calls

    yield make
    for name in made:
        registry._kinds.pop(name)


def states(name: str) -> list[str]:
    return list(Job.objects.filter(name=name).order_by("id").values_list("state", flat=True))


@pytest.mark.django_db(transaction=True)
def test_a_job_of_a_transaction_that_failed_was_never_written(kinds):
    calls = kinds("t.a")

    def fail() -> None:
        with writing():
            enqueue("t.a", {"n": 1})
            raise OSError("no")

    with pytest.raises(OSError, match="no"):
        fail()
    run_until_quiet()
    assert calls == []


@pytest.mark.django_db
def test_the_same_key_is_one_job_for_ever(kinds):
    calls = kinds("t.a")
    for _ in range(2):
        enqueue("t.a", {"n": 1}, key="k")
        enqueue_all("t.a", [NewJob({"n": 2}, now(), "k"), NewJob({"n": 3}, now(), "other")])
        run_until_quiet()
    assert calls == [{"n": 1}, {"n": 3}]


@pytest.mark.django_db
def test_nothing_runs_before_its_time_and_what_is_due_first_runs_first(kinds):
    calls = kinds("t.a")
    start = now()
    for minutes in (3, 1, 2):
        enqueue("t.a", {"n": minutes}, run_at=start + minutes * MINUTE)
    assert jobs.next_due() == start + MINUTE
    run_until_quiet()
    assert calls == []
    with travel(to=start + 2 * MINUTE):
        run_until_quiet()
        assert calls == [{"n": 1}, {"n": 2}]
    assert jobs.next_due() == start + 3 * MINUTE


@pytest.mark.django_db
def test_what_was_cancelled_is_not_done(kinds):
    calls = kinds("t.a")
    start = now()
    enqueue("t.a", {"n": 1}, key="a", run_at=start + MINUTE)
    enqueue("t.a", {"n": 2}, key="b", run_at=start + MINUTE)
    cancel("a", "never heard of")
    with travel(to=start + MINUTE):
        run_until_quiet()
    assert calls == [{"n": 2}]


@pytest.mark.django_db(transaction=True)
def test_a_job_that_fails_leaves_nothing_and_is_tried_again_later_and_later(kinds):
    calls = kinds("t.a", fails=lambda args: len(calls) < 3)
    enqueue("t.a", {"n": 1})
    start, moment = now(), now()
    for attempt in (1, 2):
        with travel(to=moment):
            run_until_quiet()
        row = Job.objects.get(name="t.a")
        assert (row.state, row.attempts) == (Job.WAITING, attempt)
        assert "OSError: broken" in row.error
        assert not Setting.objects.filter(key__startswith="t.a").exists()
        assert row.run_at - moment == jobs.back_off(attempt)
        moment = row.run_at
    with travel(to=moment):
        run_until_quiet()
    row = Job.objects.get(name="t.a")
    assert (row.state, row.error, len(calls)) == (Job.DONE, "", 3)
    assert moment - start >= timedelta(seconds=10)


@pytest.mark.django_db(transaction=True)
def test_after_two_days_it_is_given_up_and_its_error_stays(kinds):
    kinds("t.a", fails=lambda _: True)
    enqueue("t.a", {})
    for _ in range(jobs.GIVE_UP_AFTER + 1):
        with travel(to=Job.objects.get(name="t.a").run_at):
            run_until_quiet()
    row = Job.objects.get(name="t.a")
    assert (row.state, row.attempts) == (Job.GIVEN_UP, jobs.GIVE_UP_AFTER)
    assert "broken" in row.error


@pytest.mark.django_db
def test_a_job_that_no_code_knows_any_more_harms_nobody(kinds):
    calls = kinds("t.a")
    enqueue("t.gone", {}, run_at=now() - MINUTE)
    enqueue("t.a", {"n": 1})
    run_until_quiet()
    assert calls == [{"n": 1}]
    assert "KeyError" in Job.objects.get(name="t.gone").error


@pytest.mark.django_db
def test_timers_that_are_due_are_one_call(kinds):
    calls = kinds("t.timer", together=True)
    enqueue_all("t.timer", [NewJob({"n": n}, now()) for n in range(jobs.BATCH + 5)])
    run_until_quiet()
    assert [len(call) for call in calls] == [jobs.BATCH, 5]
    assert [one["n"] for call in calls for one in call] == list(range(jobs.BATCH + 5))
    assert set(states("t.timer")) == {Job.DONE}


@pytest.mark.django_db(transaction=True)
def test_one_bad_timer_does_not_keep_the_others_from_their_time(kinds):
    calls = kinds("t.timer", together=True, fails=lambda call: any(one["n"] == 2 for one in call))
    enqueue_all("t.timer", [NewJob({"n": n}, now()) for n in range(4)])
    jobs.run_due(side=Side.TIMERS)
    assert states("t.timer") == [Job.DONE, Job.DONE, Job.WAITING, Job.DONE]
    told = [[one["n"] for one in call] for call in calls]
    assert told == [[0, 1, 2, 3], [0, 1], [2, 3], [2], [3]]
    assert Setting.objects.filter(key__startswith="t.timer").count() == 2  # of those two calls that did not fail


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("bad", [0, 63, 99])
def test_a_crowd_of_timers_is_halved_until_the_bad_one_stands_alone(kinds, bad):
    calls = kinds("t.timer", together=True, fails=lambda call: any(one["n"] == bad for one in call))
    enqueue_all("t.timer", [NewJob({"n": n}, now()) for n in range(100)])
    jobs.run_due(side=Side.TIMERS)
    waiting = Job.objects.filter(name="t.timer", state=Job.WAITING)
    assert [(row.args, row.attempts) for row in waiting] == [({"n": bad}, 1)]
    assert states("t.timer").count(Job.DONE) == 99
    assert len(calls) <= 16


@pytest.mark.django_db
def test_a_job_may_take_itself_back(kinds):
    def run(**_: Any) -> None:
        cancel("mine")

    kinds("t.self")
    registry.job("t.self")(run)
    enqueue("t.self", {}, key="mine")
    run_until_quiet()
    assert "".join(Job.objects.filter(name="t.self").values_list("error", flat=True)) == ""


@pytest.mark.django_db
def test_what_speaks_to_the_outside_is_claimed_with_a_lease_and_taken_over_when_its_worker_died(kinds):
    calls = kinds("t.out", outside=True)
    enqueue("t.out", {"n": 1})
    Job.objects.filter(name="t.out").update(state=Job.RUNNING, lease="dead", lease_until=wall() + MINUTE)
    run_until_quiet()
    assert calls == []
    Job.objects.filter(name="t.out").update(lease_until=wall() - MINUTE)
    run_until_quiet()
    assert calls == [{"n": 1}]
    assert states("t.out") == [Job.DONE]


@pytest.mark.django_db
def test_whose_lease_ran_out_while_busy_does_not_mark_what_another_has(kinds):
    def slow(**_: Any) -> None:
        Job.objects.filter(name="t.out").update(lease="another", lease_until=wall() + MINUTE)

    kinds("t.out", outside=True)
    registry.job("t.out", outside=True)(slow)
    enqueue("t.out", {})
    jobs.run_due(side=Side.OUTSIDE)
    row = Job.objects.get(name="t.out")
    assert (row.state, row.lease) == (Job.RUNNING, "another")


@pytest.mark.django_db
def test_a_periodic_job_is_written_once_per_turn(kinds):
    calls = kinds("t.often", every=MINUTE)
    start = now().replace(second=10, microsecond=0)
    for seconds in (0, 20, 40, 60):
        with travel(to=start + timedelta(seconds=seconds)):
            jobs.enqueue_periodic()
            run_until_quiet()
    assert len(calls) == 2


@pytest.mark.django_db
def test_jobs_that_make_jobs_for_ever_are_found_out(kinds):
    def again(**_: Any) -> None:
        enqueue("t.loop", {})

    kinds("t.loop")
    registry.job("t.loop")(again)
    enqueue("t.loop", {})
    with pytest.raises(RuntimeError, match="jobs keep making jobs"):
        run_until_quiet(rounds=5)


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgres_only(reason="SQLite has one writer: nobody holds a job while another looks")
def test_who_holds_a_conversation_never_waits_for_the_worker_that_wants_it(kinds):
    kinds("t.a")
    enqueue("t.a", {}, key="a", run_at=now() + MINUTE)
    held, done = threading.Event(), threading.Event()

    def worker() -> None:
        with writing():
            list(Job.objects.select_for_update().filter(key="a"))
            held.set()
            done.wait(10)
        connection.close()

    thread = threading.Thread(target=worker)
    thread.start()
    held.wait(10)
    began = time.monotonic()
    cancel("a")
    assert time.monotonic() - began < 1
    done.set()
    thread.join()
    assert Job.objects.filter(key="a").exists()


@pytest.mark.django_db(transaction=True)
def test_the_running_worker_does_a_timer_in_time_while_an_outside_job_hangs(kinds):
    done: list[Any] = []
    stop = threading.Event()

    def hang(**_: Any) -> None:
        stop.wait(20)

    def timer(calls: Any) -> None:
        done.append(now())

    kinds("t.hang")
    kinds("t.timer")
    registry.job("t.hang", outside=True)(hang)
    registry.job("t.timer", together=True)(timer)
    for _ in range(3):
        enqueue("t.hang", {})
    due = now() + timedelta(seconds=1.5)
    enqueue("t.timer", {}, run_at=due)
    threading.Timer(3, stop.set).start()
    run_worker(stop=stop)
    assert len(done) == 1
    assert timedelta(0) <= done[0] - due < timedelta(seconds=1)
