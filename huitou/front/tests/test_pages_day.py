"""陈经理's day: what is late, who waits, who has too much, and whether the house itself works."""

from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huitou.core.api import now, travel
from huitou.core.testing import Job, run_until_quiet
from huitou.desk import api as desk
from huitou.front.day.arrivals import hours_of
from huitou.front.day.dues import hours_of as due_hours_of
from huitou.front.tests.pages_shop import open_shop, screen, text_of
from huitou.roster.api import edit_team
from huitou.voice.api import invite, rate

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop():
    return open_shop()


@pytest.fixture
def chen(shop):
    return screen("manager")


def settled(shop, name, phone, experience, sign, text=""):
    """A complaint is closed and the customer rates it."""
    found = shop.wrote(name, phone)
    desk.close_case(case_id=found.case_id, actor=shop.by_lin, despite=["desk.case_incomplete"])
    invitation = invite(case_id=found.case_id, customer_id=found.customer_id, conversation_id=found.conversation_id)
    rate(invitation_id=invitation, experience=experience, sign=sign, touchpoints={}, text=text)
    return found


def test_a_late_promise_and_a_waiting_customer_are_the_first_things_he_reads(shop, chen):
    with travel(to=now() - timedelta(hours=4, minutes=20)):
        found = shop.wrote("王芳", "13800138000")
    shop.late_promise(found, "给您换一间安静的房")
    page = text_of(chen.get("/day"))
    assert "1 个承诺已经逾期。" in page
    assert "1 位客户在等我们，最久的等了 4 小时。" in page
    assert "给您换一间安静的房" in page


def test_nothing_to_do_is_said_plainly(shop, chen):
    assert "没有逾期，没有人等，也没有人超载。" in text_of(chen.get("/day"))


def test_lin_at_her_limit_is_named(shop, chen):
    edit_team(team_id=shop.team_id, name="西湖店客服", site_id=shop.site_id, most_open=2, actor=shop.by_lin)
    for n in range(2):
        shop.wrote(f"客人{n}", f"1380013810{n}")
    page = text_of(chen.get("/day"))
    assert "小林手里 2 个会话，到了上限 2。" in page
    assert 'class="load over"' in page


def test_another_teams_day_does_not_show_lins_work(shop, chen):
    from huitou.core.api import SYSTEM
    from huitou.roster.testing import a_team_with

    other = a_team_with(shop.chen.pk, name="物业服务组")
    shop.late_promise(shop.wrote("王芳", "13800138000"), "给您换一间安静的房")
    assert SYSTEM
    assert "给您换一间安静的房" in text_of(chen.get("/day", {"team": shop.team_id}))
    assert "给您换一间安静的房" not in text_of(chen.get("/day", {"team": other}))
    assert "给您换一间安静的房" in text_of(chen.get("/day", {"team": "all"}))


@pytest.mark.parametrize(
    ("minutes", "words"), [(None, "后台程序没有运行过"), (2, ""), (9, "后台程序已经 9 分钟 没有动静")]
)
def test_a_dead_worker_is_said_in_one_clear_line(shop, chen, minutes, words):
    Job.objects.all().delete()
    if minutes is not None:
        beat = now() - timedelta(minutes=minutes)
        Job.objects.create(name="core.beat", args={}, run_at=beat, state=Job.DONE, finished_at=beat)
    page = text_of(chen.get("/day"))
    assert (words in page) if words else ("后台程序" not in page)


def test_a_low_rating_of_the_week_leads_to_its_case(shop, chen):
    found = settled(shop, "王芳", "13800138000", 2, "below", "等了三天")
    settled(shop, "李强", "13800138001", 5, "exceeded", "很快")
    page = text_of(chen.get("/day"))
    number = desk.case(case_id=found.case_id).case.number
    assert f'href="/cases/{number}"' in page
    assert "等了三天" in page
    assert "很快" not in page
    assert "1/2" in page  # of two ratings one below, with its interval
    assert "样本少，只能参考" in page


def test_ratings_of_long_ago_are_not_this_week(shop, chen):
    with travel(to=now() - timedelta(days=20)):
        settled(shop, "王芳", "13800138000", 2, "below", "等了三天")
    page = text_of(chen.get("/day"))
    assert "等了三天" not in page
    assert "1/1" in page  # still among the last thirty days


def test_a_visit_that_is_due_is_listed_with_its_owner(shop, chen):
    with travel(to=now() - timedelta(days=14)):
        settled(shop, "王芳", "13800138000", 4, "met")
    run_until_quiet()
    page = text_of(chen.get("/day"))
    assert "打电话回访" in page
    assert "该回访的" in page


@pytest.mark.parametrize(
    ("past", "usual_at_nine"),
    [
        ([], 0.0),  # too young to say
        ([Counter({9: 4}), Counter({9: 2})], 0.0),
        ([Counter({9: 4}), Counter({9: 2}), Counter()], 2.0),
        ([Counter({9: 4}), Counter({9: 1}), Counter({9: 3}), Counter({9: 100})], 3.5),  # one wild day moves little
    ],
)
def test_the_usual_is_the_median_of_enough_weeks(past, usual_at_nine):
    bars = {bar.label: bar for bar in hours_of(Counter({9: 6, 22: 1}), past, 10)}
    assert bars["9"].usual == usual_at_nine
    assert bars["9"].value == 6
    assert bars["22"].value == 1
    assert bars["10"].now
    assert bars["11"].ahead


def test_letters_of_today_stand_at_their_hour(shop, chen):
    shop.wrote("王芳", "13800138000")
    assert '<span class="tile-value">1</span><span class="tile-hint">还看不出往常有多少</span>' in text_of(
        chen.get("/day")
    )


def test_it_asks_the_same_number_of_questions_for_two_and_for_twenty(shop, chen):
    def asked():
        with CaptureQueriesContext(connection) as seen:
            chen.get("/day")
        return len(seen)

    shop.promised(shop.wrote("客人", "13800138100"))
    settled(shop, "客人", "13800138099", 2, "below")
    chen.get("/day")
    few = asked()
    for n in range(9):
        shop.promised(shop.wrote(f"客人{n}", f"138001382{n:02}"))
        settled(shop, f"客人{n}", f"138001383{n:02}", 2, "below")
    assert asked() == few


def test_the_hours_show_where_the_day_slipped():
    became = [(9, "kept"), (9, "late"), (14, "ahead"), (22, "ahead")]
    hours = {one.label: one for one in due_hours_of(became, now=9)}
    assert (hours["9"].kept, hours["9"].late, hours["9"].total) == (1, 1, 2)
    assert hours["9"].now and not hours["14"].now
    first, last = min(hours, key=int), max(hours, key=int)
    assert (first, last) == ("8", "22"), "the working day is drawn whole, and what lies outside with it"
    assert due_hours_of([], now=9) == ()


def test_a_promise_of_today_that_is_over_is_counted_as_late(shop, chen):
    with travel(to=now().replace(hour=4, minute=0)):
        shop.late_promise(shop.wrote("王芳", "13800138000"), "给您换一间安静的房")
        page = text_of(chen.get("/day"))
    assert "按时 0 · 迟了 1 · 未到期 0" in page
