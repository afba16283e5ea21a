"""Workers for the test that kills them: `seed N` writes jobs, `torture N` starts and kills N workers.

A job writes a row and a fact, a listener of the fact another row: what is lost or done twice shows in what `tell` counts.
"""

from __future__ import annotations

import json
import os
import random
import select
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huitou.settings")

import django

django.setup()

# ruff: noqa: E402  Django comes first
from django.core.management import call_command

from huitou.core.api import NewJob, enqueue_all, fact, job, listens_to, now, record, record_all, writing
from huitou.core.jobs.worker import run_until_quiet, run_worker
from huitou.core.ledger.listeners import Heard
from huitou.core.models import Fact, Job, Setting, Whisper

SLOW = 0.002  # seconds inside a transaction, so that a kill finds it in the middle
AT_MOST = 20  # middles that one worker lives through: 20 workers leave work over, however fast the machine is
PATIENCE = 60  # seconds; a worker that does nothing for so long is itself the finding
_pipe: list[int] = []  # where a forked worker says that it is in the middle of something


def middle() -> None:
    """Here a job is half done: whoever waits to kill is told, and given a moment to do it."""
    if _pipe:
        os.write(_pipe[0], b".")
    time.sleep(SLOW)


@fact("core.test_counted.v1", "数过")
@dataclass(frozen=True, kw_only=True)
class Counted:
    """Number `number` was done by the kind of job `kind`."""

    number: int
    kind: str


@listens_to(Counted)
def heard(heard: Heard) -> None:
    """Write down that it was heard."""
    middle()
    Whisper.objects.create(kind=heard.fact.kind, conversation_id=heard.fact.number, account_id=heard.id, at=now())


@job("core.test_single")
def single(*, number: int) -> None:
    """Half before the pause, half after it: both or none."""
    Setting.objects.create(key=f"first:{number}", value=1)
    middle()
    record(Counted(number=number, kind="single"))


@job("core.test_timer", together=True)
def timer(calls: Sequence[Mapping[str, int]]) -> None:
    """Many at once."""
    facts = []
    for call in calls:
        Setting.objects.create(key=f"timer:{call['number']}", value=1)
        facts.append(Counted(number=call["number"], kind="timer"))
    middle()
    record_all(facts)


def seed(count: int) -> None:
    """`count` jobs of each kind, due now."""
    call_command("migrate", verbosity=0)
    with writing():
        for name in ("single", "timer"):
            enqueue_all(f"core.test_{name}", [NewJob({"number": n}, now(), f"{name}:{n}") for n in range(count)])


def torture(times: int) -> None:
    """A worker process, killed with -9 in the middle of a job, and the next one, `times` times.

    The processes are forked from this one, which has read the code and touched no database: they start at once.
    Whether a kill is early or late is counted in jobs and not in seconds, so that no machine is too fast or too slow.
    """
    chance = random.Random(20261122)
    for _ in range(times):
        ours, theirs = os.pipe()
        pid = os.fork()
        if not pid:
            os.close(ours)
            _pipe.append(theirs)
            work()
        os.close(theirs)
        left = chance.randint(1, AT_MOST)
        while left > 0:
            ready, _, _ = select.select([ours], [], [], PATIENCE)
            said = os.read(ours, left) if ready else b""
            if not said:
                sys.exit("the worker did nothing, or ended by itself")
            left -= len(said)
        time.sleep(chance.uniform(0, 2 * SLOW))
        os.kill(pid, signal.SIGKILL)
        _pid, status = os.waitpid(pid, 0)
        os.close(ours)
        assert os.WTERMSIG(status) == signal.SIGKILL


def work() -> None:
    """Until told to stop, or killed."""
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    run_worker(stop=stop)
    sys.exit()


def tell() -> None:
    """What there is now."""
    ours = Job.objects.exclude(name__startswith="core.forget")
    facts = Fact.objects.filter(name="core.test_counted.v1")
    said = {
        "waiting": ours.exclude(state=Job.DONE).count(),
        "failed": ours.exclude(error="").count(),
        "facts": _multiplicity((row["kind"], row["number"]) for row in facts.values_list("data", flat=True)),
        "heard": _multiplicity(Whisper.objects.values_list("kind", "conversation_id")),
        "first": Setting.objects.filter(key__startswith="first:").count(),
        "timers": Setting.objects.filter(key__startswith="timer:").count(),
    }
    print(json.dumps(said))


def _multiplicity(rows: object) -> dict[str, int]:
    counted = Counter(rows)  # type: ignore[call-overload]
    return {"different": len(counted), "most": max(counted.values(), default=0)}


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["seed", count]:
            seed(int(count))
        case ["torture", times]:
            torture(int(times))
        case ["finish"]:
            run_until_quiet(rounds=100_000)
        case ["tell"]:
            tell()
