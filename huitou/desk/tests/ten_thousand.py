"""A company of its own with 10,000 open promises, for the test of exactness: `seed` fills it, `work SECONDS` runs the real
worker, `tell` says how far reminders and lateness were from their times, in seconds."""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Iterable
from datetime import datetime, timedelta

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huitou.settings")

import django

django.setup()

# ruff: noqa: E402  Django comes first
from django.core.management import call_command

from huitou.core.api import NewJob, enqueue_all, now, writing
from huitou.core.testing import Fact, run_worker
from huitou.desk.models import Conversation, Escalation, Promise, PromiseState
from huitou.desk.tests.shop import open_shop

OPEN, DUE = 10_000, 1_000
WINDOW = timedelta(seconds=10)
AHEAD = timedelta(seconds=12)  # until the first reminder: the worker has to start
REMINDED_BEFORE = timedelta(seconds=5)


def seed() -> None:
    """10,000 open promises with their timers: 1,000 fall due within ten seconds, the others in the days after."""
    call_command("migrate", verbosity=0)
    shop, moment = open_shop(), now()
    conversations = Conversation.objects.bulk_create(
        Conversation(
            key=f"c{n}",
            customer=shop.wang,
            channel_id=shop.channel_id,
            owner=shop.lin,
            team=shop.team,
            opened_at=moment,
            last_at=moment,
        )
        for n in range(OPEN)
    )
    first = now() + AHEAD + REMINDED_BEFORE
    soon = [first + n * WINDOW / DUE for n in range(DUE)]
    later = [first + timedelta(hours=1) + n * timedelta(minutes=1) for n in range(OPEN - DUE)]
    rows = Promise.objects.bulk_create(
        Promise(
            conversation=conversation,
            customer=shop.wang,
            kind="reply",
            text="给您答复",
            owner=shop.lin,
            made_by=shop.lin,
            team=shop.team,
            made_at=moment,
            due_at=due_at,
            key=f"p{conversation.pk}",
        )
        for conversation, due_at in zip(conversations, soon + later, strict=True)
    )
    PromiseState.objects.bulk_create(PromiseState(promise=row, state=row.state, at=moment, by=shop.lin) for row in rows)
    with writing():
        enqueue_all("desk.promise_due", _timers(rows, "due", timedelta(0)))
        enqueue_all("desk.promise_remind", _timers(rows, "remind", REMINDED_BEFORE))


def work(seconds: float) -> None:
    """The worker as the product runs it, for so long."""
    stop = threading.Event()
    threading.Timer(seconds, stop.set).start()
    run_worker(stop=stop)


def tell() -> None:
    """How late, at the most, and how many."""
    late = Promise.objects.filter(late_at__isnull=False).values_list("late_at", "due_at")
    reminded = Fact.objects.filter(name="desk.promise_reminded.v1").values_list("at", "data")
    lateness = [(late_at - due_at).total_seconds() for late_at, due_at in late]
    reminders = [(at - _due(data) + REMINDED_BEFORE).total_seconds() for at, data in reminded]
    told = {
        "open": Promise.objects.filter(state=Promise.OPEN).count(),
        "late": len(lateness),
        "late_from": min(lateness, default=0),
        "late_to": max(lateness, default=0),
        "reminded": len(reminders),
        "reminded_from": min(reminders, default=0),
        "reminded_to": max(reminders, default=0),
        "handed_over": Escalation.objects.count(),
    }
    print(json.dumps(told))


def _timers(rows: Iterable[Promise], name: str, before: timedelta) -> list[NewJob]:
    return [NewJob({"promise_id": row.pk}, row.due_at - before, f"promise:{row.pk}:{name}") for row in rows]


def _due(data: dict[str, str]) -> datetime:
    return datetime.fromisoformat(data["due_at"])


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["seed"]:
            seed()
        case ["work", seconds]:
            work(float(seconds))
        case ["tell"]:
            tell()
