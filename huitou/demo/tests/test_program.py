"""A program moves the demo's clock, as the bar above every page does."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from huitou.core.api import now, put_setting, travel
from huitou.core.testing import issue_token, somebody

pytestmark = pytest.mark.django_db
CLOCK = "/api/v1/demo/clock"


@pytest.fixture
def post():
    headers = {"Authorization": f"Bearer {issue_token(somebody('agent'))}"}
    return lambda body, **more: Client().post(CLOCK, body, "application/json", headers={**headers, **more})


def test_the_clock_goes_forward_by_an_hour_once_per_key(post):
    put_setting("demo", True)
    before = now()
    first = post({"by": "hour"}, **{"Idempotency-Key": "c"})
    again = post({"by": "hour"}, **{"Idempotency-Key": "c"})
    assert first.status_code == 200, first.content
    assert again.json() == first.json()
    assert timedelta(minutes=59) < datetime.fromisoformat(first.json()["now"]) - before < timedelta(minutes=61)


def test_a_real_company_refuses_it(post):
    with travel(to=now()):
        answer = post({"by": "day"})
    assert (answer.status_code, answer.json()["code"]) == (409, "demo.not_a_demo")


def test_the_route_is_described_with_the_others():
    described = Client().get("/api/v1/openapi.json").json()["paths"]
    assert CLOCK in described
