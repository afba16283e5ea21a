"""The ledger page: whose promises one may see, who takes over, and how sure a kept-rate is."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huitou.core.api import now, travel
from huitou.core.testing import Account, run_until_quiet
from huitou.desk import api as desk
from huitou.front.tests.pages_shop import open_shop, screen, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop():
    return open_shop()


def colleague(shop, name="小周", username="xiaozhou"):
    from huitou.core.api import SYSTEM, access
    from huitou.core.testing import PASSWORD
    from huitou.roster.api import add_member

    pk = access.make_account(username=username, name=name, password=PASSWORD, role="agent", actor=SYSTEM)
    add_member(team_id=shop.team_id, account_id=pk, actor=SYSTEM)
    return Account.objects.get(pk=pk)


def give(shop, found, account):
    desk.assign(conversation_id=found.conversation_id, to=account.pk, word="", actor=shop.by_lin)


def test_lin_sees_her_own_promises_and_no_team(shop):
    mine = shop.wrote("王芳", "13800138000")
    shop.promised(mine, "给您换一间安静的房")
    shop.lin, before = colleague(shop), shop.lin
    shop.promised(shop.wrote("李强", "13800138001"), "把发票寄给您")
    shop.lin = before
    for view in ("mine", "team", "late", "soon", "ended"):
        page = text_of(screen("agent").get("/promises", {"view": view}))
        assert "把发票寄给您" not in page
        assert "view=team" not in page
    assert "给您换一间安静的房" in text_of(screen("agent").get("/promises", {"view": "mine"}))
    assert "把发票寄给您" in text_of(screen("leader").get("/promises", {"view": "team"}))


def test_what_lin_may_not_see_does_not_leave_as_a_table_either(shop):
    shop.lin, before = colleague(shop), shop.lin
    shop.promised(shop.wrote("李强", "13800138001"), "把发票寄给您")
    shop.lin = before
    for query in ({"view": "team"}, {"view": "mine", "person": ""}, {"view": "team", "person": "1", "team": "all"}):
        assert "把发票寄给您" not in text_of(screen("agent").get("/promises.csv", query))
    assert "把发票寄给您" in text_of(screen("manager").get("/promises.csv", {"view": "team", "team": "all"}))


def test_the_table_holds_no_formula(shop):
    shop.promised(shop.wrote("王芳", "13800138000"), "=HYPERLINK(1)")
    assert "'=HYPERLINK(1)" in text_of(screen("agent").get("/promises.csv", {"view": "mine"}))


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({"kind": "refund"}, "退您一晚房费"),
        ({"kind": "reply"}, "给您答复换房的事"),
        ({"kind": "nonsense"}, "退您一晚房费"),
    ],
)
def test_a_kind_narrows_and_nonsense_narrows_nothing(shop, query, shown):
    found = shop.wrote("王芳", "13800138000")
    shop.promised(found)
    shop.promised(found, "退您一晚房费", kind="refund")
    page = text_of(screen("leader").get("/promises", {"view": "team", **query}))
    assert shown in page
    assert ("退您一晚房费" in page and "给您答复换房的事" in page) is (query["kind"] == "nonsense")


def test_a_late_promise_that_waits_for_zhou_has_his_button_and_one_press_makes_it_his(shop):
    promise_id = shop.late_promise(shop.wrote("王芳", "13800138000"))
    run_until_quiet()
    zhou = screen("leader")
    page = text_of(zhou.get("/promises", {"view": "waiting"}))
    assert f'action="/promises/{promise_id}/duty"' in page
    assert "/duty" not in text_of(screen("agent").get("/promises", {"view": "late"}))
    zhou.post(f"/promises/{promise_id}/duty")
    assert desk.promise(promise_id=promise_id).owner_id == shop.zhou.pk
    assert "没有等您接手的" in text_of(zhou.get("/promises", {"view": "waiting"}))


def test_the_same_button_stands_beside_the_open_conversation_for_him_alone(shop):
    found = shop.wrote("王芳", "13800138000")
    promise_id = shop.late_promise(found)
    run_until_quiet()
    desk_href = f"/desk/c/{found.conversation_id}"
    duty = f'hx-post="/desk/promises/{promise_id}/duty"'
    assert duty in text_of(screen("leader").get(desk_href))
    assert duty not in text_of(screen("agent").get(desk_href))
    screen("leader").post(f"/desk/promises/{promise_id}/duty")
    assert duty not in text_of(screen("leader").get(desk_href))
    assert desk.promise(promise_id=promise_id).owner_id == shop.zhou.pk


def test_a_kept_rate_of_few_promises_is_named_thin_and_shows_its_interval(shop):
    with travel(to=now() - timedelta(days=2)):
        promise_id = shop.promised(shop.wrote("王芳", "13800138000"))
        desk.keep(promise_id=promise_id, actor=shop.by_lin)
    page = text_of(screen("leader").get("/promises"))
    for card in ("兑现率 · 按团队", "兑现率 · 按种类", "兑现率 · 按说的人"):
        assert card in page
    assert "样本少" in page
    assert "区间 21% – 100%" in page
    own = text_of(screen("agent").get("/promises"))
    assert "我的兑现率" in own
    assert "按说的人" not in own


def test_the_ledger_is_paged_by_key(shop):
    found = shop.wrote("王芳", "13800138000")
    for n in range(27):
        shop.promised(found, f"第 {n:02} 件事", due_at=now() + timedelta(hours=30 + n))
    zhou = screen("leader")
    first = text_of(zhou.get("/promises", {"view": "team"}))
    second = text_of(zhou.get(first.split('class="more" href="')[1].split('"')[0].replace("&amp;", "&")))
    assert "第 24 件事" in first
    assert "第 25 件事" not in first
    assert "第 26 件事" in second
    assert "第 24 件事" not in second


@pytest.mark.parametrize("after", ["x", "2026-11-22~9", "~", "2026-11-22T00:00:00+00:00~abc", "~" * 200])
def test_a_key_that_is_none_of_ours_shows_the_first_page(shop, after):
    shop.promised(shop.wrote("王芳", "13800138000"))
    assert "给您答复换房的事" in text_of(screen("agent").get("/promises", {"view": "mine", "after": after}))


def test_it_asks_the_same_number_of_questions_for_two_and_for_twenty(shop):
    zhou = screen("leader")

    def asked():
        with CaptureQueriesContext(connection) as seen:
            zhou.get("/promises", {"view": "team"})
        return len(seen)

    for n in range(2):
        shop.promised(shop.wrote(f"客人{n}", f"1380013810{n}"))
    zhou.get("/promises")
    few = asked()
    for n in range(18):
        shop.promised(shop.wrote(f"客人{n}", f"138001382{n:02}"))
    assert asked() == few
