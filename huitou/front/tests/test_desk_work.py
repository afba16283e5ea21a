"""The open conversation: for whom it says 您, and what it offers where no reply can leave."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from huitou.channels.api import make_channel
from huitou.core.api import SYSTEM
from huitou.desk import api as desk
from huitou.front.desk.work import why
from huitou.front.tests.pages_shop import Shop, open_shop, screen, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop() -> Shop:
    return open_shop()


def given(shop: Shop, *reasons: dict) -> SimpleNamespace:
    """A conversation that the rules gave to 小林 for these reasons."""
    told = SimpleNamespace(by_id=None, by_name="", word="", after_id=shop.lin.pk, reasons=reasons)
    return SimpleNamespace(assignment=told, owner_id=shop.lin.pk, owner_name="小林")


FULL = ({"code": "ready", "count": 4}, {"code": "below_load", "count": 1, "most": 6}, {"code": "only_one", "open": 2})
EQUAL = ({"code": "fewest_open", "open": 2, "count": 3}, {"code": "none_given_yet"})


def test_its_owner_reads_you_and_others_her_name(shop):
    assert "只有您还接得下" in why(given(shop, *FULL), account_id=shop.lin.pk)
    told = why(given(shop, *FULL), account_id=shop.chen.pk)
    assert "只有小林还接得下" in told
    assert "您" not in told


def test_it_says_why_the_other_free_ones_did_not_get_it(shop):
    told = why(given(shop, *FULL), account_id=shop.chen.pk)
    assert told.index("4 人空闲") < told.index("1 人手上没满 6 个") < told.index("小林")


def test_equal_loads_are_told_as_equal(shop):
    told = why(given(shop, *EQUAL), account_id=shop.chen.pk)
    assert "3 人手上同样最少" in told
    assert "小林今天还没有接过" in told


def test_where_no_reply_can_leave_none_is_offered_and_what_to_do_is_said(shop):
    archive = make_channel(kind="email_file", name="邮件存档", slug="cundang", team_id=shop.team_id, actor=SYSTEM)
    found = desk.receive(
        channel_id=archive, key="m1", handles=[("mail", "wang@example.com")], name="王芳", text="发票", subject="发票"
    )
    page = text_of(screen("agent").get(f"/desk/c/{found.conversation_id}"))
    assert "这个渠道只能导入" in page
    assert "再记一条备注" in page
    assert "btn-primary btn-s send" not in page
    sendable = shop.wrote("李强", "13800138001")
    assert "btn-primary btn-s send" in text_of(screen("agent").get(f"/desk/c/{sendable.conversation_id}"))
