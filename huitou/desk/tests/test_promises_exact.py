"""Exact to two seconds with 10,000 open promises (the real worker, a database of its own), and what a crowd costs."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huitou.core.api import NewJob, enqueue_all, run_due_jobs, travel
from huitou.core.testing import Fact, Job, Side
from huitou.desk.models import Escalation, Promise
from huitou.desk.promises.actions import lateness
from huitou.desk.tests.shop import FRIDAY_TEN, open_shop

EXACT = 2.0  # seconds
SIX = FRIDAY_TEN + timedelta(hours=8)


def run(command: str, env: dict[str, str], *more: str) -> str:
    args = [sys.executable, "-m", "huitou.desk.tests.ten_thousand", command, *more]
    return subprocess.run(args, env=env, check=True, stdout=subprocess.PIPE, text=True, timeout=300).stdout


def test_reminders_and_lateness_are_exact_to_two_seconds_with_ten_thousand_open(fresh_database):
    run("seed", fresh_database)
    run("work", fresh_database, "34")
    told = json.loads(run("tell", fresh_database))
    assert told["open"] == 10_000  # late is not ended: the duty goes on
    assert (told["late"], told["reminded"], told["handed_over"]) == (1_000, 1_000, 1_000)
    assert 0 <= told["late_from"] <= told["late_to"] < EXACT
    assert 0 <= told["reminded_from"] <= told["reminded_to"] < EXACT


def crowd(shop, many):
    """Everybody promised "before six": so many promises, each in a conversation of its own, due in one instant."""
    talks = [shop.conversation() for _ in range(many)]
    rows = Promise.objects.bulk_create(
        Promise(
            conversation=talk,
            customer=shop.wang,
            kind="reply",
            text="给您答复",
            owner=shop.lin,
            made_by=shop.lin,
            team=shop.team,
            made_at=FRIDAY_TEN,
            due_at=SIX,
            key=f"p{talk.pk}",
        )
        for talk in talks
    )
    enqueue_all("desk.promise_due", [NewJob({"promise_id": row.pk}, SIX, f"promise:{row.pk}:due") for row in rows])
    return rows


def falling_due():
    """The statements of one turn of the timers at six o'clock; who listens outside is looked up once a second anyway."""
    with travel(to=SIX), CaptureQueriesContext(connection) as asked:
        run_due_jobs(side=Side.TIMERS)
    return [one["sql"] for one in asked.captured_queries if "front_webhook" not in one["sql"]]


@pytest.mark.django_db
def test_a_crowd_that_falls_due_in_one_instant_costs_as_many_statements_as_one_promise(shop):
    crowd(shop, 1)
    alone = falling_due()
    crowd(shop, 120)
    many = falling_due()
    assert Escalation.objects.count() == Promise.objects.filter(late_at=SIX).count() == 121
    assert len(many) == len(alone) <= 40
    assert [sql.split()[0] for sql in many] == [sql.split()[0] for sql in alone]  # and as many transactions


@pytest.mark.django_db(transaction=True)
def test_of_a_crowd_that_could_not_be_handed_over_nothing_is_kept_not_even_the_receipts(shop, monkeypatch):
    crowd(shop, 3)

    def gone(*_):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(lateness, "hand_over", gone)
    with travel(to=SIX):
        run_due_jobs(side=Side.TIMERS)
    assert not Promise.objects.filter(late_at__isnull=False).exists()
    assert not Fact.objects.filter(name="desk.promise_late.v1").exists()
    assert set(Job.objects.filter(name="desk.promise_due").values_list("state", "attempts")) == {(Job.WAITING, 1)}


@pytest.fixture
def shop():
    with travel(to=FRIDAY_TEN):
        yield open_shop()
