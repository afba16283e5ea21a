"""What the doctor finds that nobody told it."""

import pytest
from django.test import Client

from huitou.core.api import setting
from huitou.front.tests.pages_shop import open_shop
from huitou.ops.doctor import _web

pytestmark = pytest.mark.django_db


def test_the_doctor_says_when_a_proxy_stands_before_us_and_nobody_told_us(settings) -> None:
    open_shop()
    form = {"name": "某人", "contact": "13800001111", "text": "在吗", "key": "k"}
    Client().post("/f/liuyan", form)
    assert not setting("proxy.seen")
    Client().post("/f/liuyan", form | {"key": "k2"}, HTTP_X_FORWARDED_FOR="198.51.100.7")
    assert "HUITOU_BEHIND_PROXY" in "".join(found.todo for found in _web())
    settings.BEHIND_PROXY = True
    assert "HUITOU_BEHIND_PROXY" not in "".join(found.todo for found in _web())
