"""The clock of the house: in a demo it runs ahead, in a test one travels, in a real company it is the wall's."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from huitou.core.api import look_again, now, put_setting, travel, writing
from huitou.core.clock import clock
from huitou.core.clock.wall import wall

NEARLY = timedelta(seconds=2)


@pytest.fixture(autouse=True)
def _forget():
    look_again()
    yield
    look_again()


@pytest.mark.django_db
def test_in_a_company_it_is_the_time_of_the_wall_whatever_the_demo_setting_says():
    with writing():
        put_setting("demo.ahead_seconds", 3600)
    look_again()
    assert abs(now() - wall()) < NEARLY
    assert now().tzinfo is UTC


@pytest.mark.django_db
def test_the_demos_clock_runs_ahead_and_other_processes_see_it_at_the_next_look():
    with writing():
        put_setting("demo", True)
        put_setting("demo.ahead_seconds", 3600)
    look_again()
    assert abs(now() - wall() - timedelta(hours=1)) < NEARLY
    with writing():
        put_setting("demo.ahead_seconds", 7200)
    assert abs(now() - wall() - timedelta(hours=1)) < NEARLY  # read a moment ago
    clock._ahead = (clock._ahead[0] - clock.LOOK_AGAIN_DEMO - 0.01, clock._ahead[1])
    assert abs(now() - wall() - timedelta(hours=2)) < NEARLY


def test_one_travels_and_comes_back_also_from_a_journey_within_a_journey():
    past, older = datetime(2026, 5, 1, tzinfo=UTC), datetime(2025, 5, 1, tzinfo=UTC)
    with travel(to=past):
        with travel(to=older):
            assert now() == older
        assert now() == past
        with pytest.raises(ValueError, match="lost"), travel(to=older):
            raise ValueError("lost")
        assert now() == past
