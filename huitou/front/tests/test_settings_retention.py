"""Whose data is kept too long: 陈经理's administrator looks first, and only then lets it go."""

from datetime import timedelta

import pytest

from huitou.core.api import now, travel
from huitou.core.testing import run_until_quiet, somebody
from huitou.customers import api as customers
from huitou.front.tests.pages_shop import open_shop, screen, text_of

pytestmark = pytest.mark.django_db


def test_those_not_seen_for_three_years_are_counted_first_and_go_only_when_it_is_said():
    long_ago = now() - timedelta(days=4 * 366)
    with travel(to=long_ago):
        shop = open_shop()
        old = shop.wrote("王芳", "13800138000").customer_id
        run_until_quiet()
    new = shop.wrote("李强", "13800138001").customer_id
    somebody("admin")
    office = screen("admin")
    assert "还没有看过" in text_of(office.get("/settings/retention"))
    assert office.post("/settings/retention", {"months": "36"}).status_code == 302
    run_until_quiet()
    page = text_of(office.get("/settings/retention"))
    (run,) = customers.retention_runs()
    assert (run.found, run.dry) == (1, True)
    assert f'action="/settings/retention/{run.id}/erasure"' in page
    assert customers.customer(customer_id=old).name == "王芳"
    office.post(f"/settings/retention/{run.id}/erasure")
    run_until_quiet()
    assert customers.customer(customer_id=old).erased
    assert not customers.customer(customer_id=new).erased
    assert "已清除" in text_of(office.get("/settings/retention"))


def test_months_that_make_no_sense_and_a_look_that_is_none_are_refused():
    somebody("admin")
    office = screen("admin")
    assert office.post("/settings/retention", {"months": "1"}).status_code == 422
    assert office.post("/settings/retention/99/erasure").status_code == 404
