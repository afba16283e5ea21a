"""The ledger: written with the change or not at all, heard exactly once, also when the worker is killed in the middle."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from huitou.core.api import SYSTEM, Actor, OutsideTransaction, enqueue, from_data, record, record_all, writing
from huitou.core.jobs.worker import run_until_quiet
from huitou.core.ledger import facts, listeners
from huitou.core.ledger.facts import fact
from huitou.core.ledger.listeners import Heard, listens_to
from huitou.core.models import Fact, Job, Whisper

KILLS = 20
MOMENT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class RoomChanged:
    """A guest moved."""

    customer_id: int
    conversation_id: int | None
    at: datetime


@pytest.fixture
def room_changed() -> Iterator[list[Heard]]:
    """The fact is registered, and a listener that keeps what it hears and writes a row."""
    told: list[Heard] = []
    fact("core.room_changed.v1", "换了房间")(RoomChanged)

    def keep(heard: Heard) -> None:
        told.append(heard)
        Whisper.objects.create(kind="heard", conversation_id=heard.id, account_id=0, at=heard.at)

    listens_to(RoomChanged)(keep)
    yield told
    facts._kinds.pop("core.room_changed.v1")
    facts._names.pop(RoomChanged)
    listeners._by_fact.pop("core.room_changed.v1")


def changed(conversation_id: int | None = 7) -> RoomChanged:
    return RoomChanged(customer_id=3, conversation_id=conversation_id, at=MOMENT)


@pytest.mark.django_db(transaction=True)
def test_a_fact_outside_a_transaction_is_refused(room_changed):
    with pytest.raises(OutsideTransaction):
        record(changed())
    with pytest.raises(OutsideTransaction):
        record_all([changed()])
    assert not Fact.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_change_that_fails_leaves_no_fact_and_nobody_hears(room_changed):
    def fail() -> None:
        with writing():
            record(changed())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    run_until_quiet()
    assert not Fact.objects.exists()
    assert room_changed == []


@pytest.mark.django_db
def test_who_what_and_when_are_kept_and_come_back_as_they_were(room_changed):
    with writing():
        pk = record(changed(), actor=Actor.account(5), at=MOMENT)
    row = Fact.objects.get(pk=pk)
    assert (row.actor_kind, row.actor_id, row.customer_id, row.conversation_id, row.at) == ("account", 5, 3, 7, MOMENT)
    assert from_data(row.name, row.data) == changed()
    assert from_data(row.name, {**row.data, "of_a_later_version": 1}) == changed()


@pytest.mark.django_db
def test_many_facts_are_written_in_their_order(room_changed):
    with writing():
        ids = record_all([changed(n) for n in range(5)], actor=SYSTEM)
    assert list(Fact.objects.filter(pk__in=ids).order_by("pk").values_list("conversation_id", flat=True)) == [*range(5)]
    assert ids == sorted(ids)


@pytest.mark.django_db
def test_a_listener_hears_once_however_often_it_is_delivered(room_changed):
    with writing():
        pk = record(changed())
    run_until_quiet()
    delivery = Job.objects.get(name="core.deliver")
    assert delivery.state == Job.DONE
    with writing():  # somebody writes the same delivery again: the receipt is already there
        enqueue("core.deliver", delivery.args, key=delivery.key)
    run_until_quiet()
    assert [heard.id for heard in room_changed] == [pk]
    assert room_changed[0].fact == changed()


@pytest.mark.django_db(transaction=True)
def test_a_listener_that_fails_leaves_nothing_behind_and_is_asked_again(room_changed, monkeypatch):
    name = next(name for name in listeners.of("core.room_changed.v1") if "keep" in name)
    good = listeners._by_name[name]

    def bad(heard: Heard) -> None:
        good(heard)
        raise OSError("the disk is full")

    monkeypatch.setitem(listeners._by_name, name, bad)
    with writing():
        record(changed())
    run_until_quiet()
    delivery = Job.objects.get(name="core.deliver")
    assert not Whisper.objects.exists()
    assert (delivery.state, delivery.attempts) == (Job.WAITING, 1)
    assert "the disk is full" in delivery.error
    monkeypatch.setitem(listeners._by_name, name, good)
    Job.objects.update(run_at=MOMENT)
    run_until_quiet()
    assert Whisper.objects.count() == 1


def run(command: str, env: dict[str, str], *more: str) -> str:
    args = [sys.executable, "-m", "huitou.core.tests.killed_worker", command, *more]
    return subprocess.run(args, env=env, check=True, capture_output=True, text=True, timeout=600).stdout


def test_a_worker_killed_twenty_times_in_the_middle_loses_nothing_and_does_nothing_twice(fresh_database):
    env = {**fresh_database, "HUITOU_LOG": "ERROR"}
    count = 400
    run("seed", env, str(count))
    run("torture", env, str(KILLS))
    midway = json.loads(run("tell", env))
    assert midway["facts"]["different"] > 0, "nothing was ever finished: the kills came too early to mean anything"
    assert midway["waiting"] > 0, "all was finished before the last kill: the test proves too little"
    run("finish", env)
    told = json.loads(run("tell", env))
    assert told == {
        "waiting": 0,
        "failed": 0,
        "facts": {"different": 2 * count, "most": 1},
        "heard": {"different": 2 * count, "most": 1},
        "first": count,
        "timers": count,
    }
