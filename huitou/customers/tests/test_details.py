"""What 小林 hears in passing about 王女士: kept with when and by whom, about situations, never about her."""

from datetime import UTC, date, datetime

import pytest

from huitou.core.api import Refusal, travel
from huitou.core.testing import Fact
from huitou.customers import api as customers
from huitou.customers.details.rules import judging_word
from huitou.customers.testing import Detail, a_customer


@pytest.mark.parametrize(
    "text",
    [
        "这位客人很难缠",
        "刁民一个",
        "神经病",
        "就是来找茬的",
        "事儿多",
        "事儿真多",
        "难 缠",
        "难·缠",
        "难\u200b缠",
        "无理取闹，要全额退款",
        "典型的职业投诉人",
        "没素质",
        "脾气特别暴",
        "爱占便宜",
        "这人有病吧",
        "蠢",
    ],
)
def test_words_that_judge_the_person_are_noticed(text):
    assert judging_word(text)


@pytest.mark.parametrize(
    "text",
    [
        "三次来电问同一笔退款",
        "家中有病人，需要安静",
        "有病史，忌海鲜",
        "在神经病学科工作",
        "这事儿多亏了前台小张",
        "被前台刁难，要求道歉",
        "脾胃不好，忌辛辣",
        "要小气泡水",
        "麻烦帮忙留靠窗的座位",
        "蠢蠢欲动想去西湖",
        "孩子怕黑，需要夜灯",
        "喜欢安静、靠窗",
        "",
    ],
)
def test_situations_are_written_down(text):
    assert judging_word(text) is None


def test_a_verdict_is_refused_and_a_situation_is_offered(lin):
    wang = a_customer()
    with pytest.raises(Refusal) as refused:
        customers.add_detail(customer_id=wang, kind="other", text="这位客人很难缠", actor=lin)
    assert refused.value.code == "customers.judges_person"
    assert refused.value.params["word"] == "难缠"
    assert judging_word(refused.value.params["instead"]) is None
    assert not Detail.objects.exists()


def test_a_detail_says_when_by_whom_and_where_it_was_heard(lin):
    wang = a_customer()
    heard = datetime(2026, 3, 12, 2, tzinfo=UTC)
    with travel(to=heard):
        pk = customers.add_detail(customer_id=wang, kind="like", text=" 靠窗、安静的房间 ", heard_in=77, actor=lin)
    (row,) = customers.details(customer_id=wang)
    assert row == customers.DetailRow(pk, "like", "靠窗、安静的房间", None, heard, lin.id, 77, None, wang)
    assert Fact.objects.get(name="customers.detail_heard.v1").conversation_id == 77


def test_a_detail_that_no_longer_holds_is_not_shown_and_not_found(lin):
    wang = a_customer()
    pk = customers.add_detail(customer_id=wang, kind="dislike", text="不吃香菜", actor=lin)
    assert [(hit.customer.id, hit.by) for hit in customers.search(query="香菜")] == [(wang, "detail")]
    for _time in range(2):
        customers.end_detail(detail_id=pk, actor=lin)
    assert customers.details(customer_id=wang) == ()
    assert len(customers.details(customer_id=wang, ended_too=True)) == 1
    assert customers.search(query="香菜") == []
    assert Fact.objects.filter(name="customers.detail_ended.v1").count() == 1


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"kind": "like", "text": " \u200b "}, "customers.empty"),
        ({"kind": "like", "text": "茶" * 301}, "customers.too_long"),
        ({"kind": "like", "text": "茶" * 100_000}, "customers.too_long"),
        ({"kind": "verdict", "text": "茶"}, "customers.bad_detail_kind"),
        ({"kind": "date", "text": "结婚纪念日"}, "customers.detail_needs_date"),
    ],
)
def test_what_is_no_detail_is_refused(lin, given, code):
    with pytest.raises(Refusal) as refused:
        customers.add_detail(customer_id=a_customer(), actor=lin, **given)
    assert refused.value.code == code


def test_a_date_is_kept_with_its_day(lin):
    wang = a_customer()
    customers.add_detail(customer_id=wang, kind="date", text="结婚纪念日", on_date=date(2016, 5, 20), actor=lin)
    assert customers.details(customer_id=wang)[0].on_date == date(2016, 5, 20)
