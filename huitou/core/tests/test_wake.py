"""Who sleeps is woken by the commit of another, on both databases, and by nothing else."""

from __future__ import annotations

import threading
import time

import pytest
from django.db import connection

from huitou.core.api import Sleeper, wake, writing
from huitou.core.models import Setting

pytestmark = pytest.mark.django_db(transaction=True)


def by_another(key: str, *, after: float = 0.0, fails: bool = False) -> threading.Thread:
    """Somebody on another connection writes."""

    def write() -> None:
        time.sleep(after)
        try:
            with writing():
                Setting.objects.create(key=key, value=1)
                wake()
                if fails:
                    raise InterruptedError
        except InterruptedError:
            pass
        finally:
            connection.close()

    thread = threading.Thread(target=write)
    thread.start()
    return thread


@pytest.fixture
def sleeper():
    found = Sleeper()
    found.look()
    yield found
    found.close()


def test_a_commit_ends_the_sleep_at_once(sleeper):
    thread = by_another("a", after=0.2)
    began = time.monotonic()
    assert sleeper.sleep(10) is True
    assert time.monotonic() - began < 2
    thread.join()


def test_without_a_commit_the_time_passes(sleeper):
    began = time.monotonic()
    assert sleeper.sleep(0.2) is False
    assert 0.15 < time.monotonic() - began < 1.5


def test_what_was_committed_between_looking_and_sleeping_is_not_missed(sleeper):
    by_another("a").join()
    assert sleeper.sleep(10) is True


def test_what_was_committed_before_looking_does_not_wake(sleeper):
    by_another("a").join()
    sleeper.look()
    assert sleeper.sleep(0.1) is False


def test_a_change_that_was_rolled_back_wakes_nobody(sleeper):
    thread = by_another("a", fails=True)
    assert sleeper.sleep(0.4) is False
    thread.join()
    assert not Setting.objects.filter(key="a").exists()
