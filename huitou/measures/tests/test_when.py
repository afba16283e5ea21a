"""小林 of 云栖酒店西湖店 writes times to 王女士 in every way people do; each is read, dated and told back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from time import perf_counter
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huitou.measures.tests.desk_hours import DeskHours
from huitou.measures.tests.when_table import READINGS
from huitou.measures.text import when

SHANGHAI = ZoneInfo("Asia/Shanghai")
DESK = DeskHours()
SAID = "2026-11-25 10:30"


def local(moment: datetime | None) -> str | None:
    return moment.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M") if moment is not None else None


def due(phrase: str, said: str = SAID) -> str | None:
    said_at = datetime.fromisoformat(said).replace(tzinfo=SHANGHAI)
    (found,) = when.find(phrase)
    return local(when.resolve(found.meaning, said_at=said_at, hours=DESK))


def test_the_table_is_as_long_as_was_asked() -> None:
    assert len({phrase for phrase, _meaning, _due in READINGS}) >= 180


@pytest.mark.parametrize(("phrase", "meaning", "due_at"), READINGS, ids=[row[0] for row in READINGS])
def test_a_phrase_its_meaning_and_when_it_is_due(phrase: str, meaning: when.Meaning, due_at: str | None) -> None:
    (found,) = when.find(phrase)
    assert found.meaning == meaning
    assert due(phrase) == due_at
    assert when.describe(meaning)


@pytest.mark.parametrize("phrase", [row[0] for row in READINGS if not isinstance(row[1], when.AfterEvent)])
def test_a_phrase_is_found_whole_in_the_middle_of_a_sentence(phrase: str) -> None:
    text = f"好的王女士，{phrase}给您回电话。"
    assert [found.text for found in when.find(text)] == [phrase]
    (found,) = when.find(text)
    assert text[found.start : found.end] == phrase


@pytest.mark.parametrize(
    ("phrase", "said", "due_at"),
    [
        # said on the day itself, or after work
        ("周三", "2026-11-25 10:30", "2026-11-25 18:00"),
        ("周三", "2026-11-25 19:00", "2026-11-25 23:59"),
        ("周五之前", "2026-11-27 09:00", "2026-11-27 18:00"),  # on Friday itself only the other reading is left
        ("周五之前", "2026-11-26 19:00", "2026-11-26 23:59"),
        ("周五下午三点", "2026-11-27 16:00", "2026-12-04 15:00"),
        ("本周五", "2026-11-28 10:00", None),  # past
        ("周一", "2026-11-28 10:00", "2026-11-30 18:00"),
        ("下周一", "2026-11-29 10:00", "2026-11-30 18:00"),  # said on Sunday: weeks begin on Monday
        ("今天", "2026-11-25 19:00", "2026-11-25 23:59"),
        ("今天", "2026-11-28 10:00", "2026-11-28 23:59"),  # a closed Saturday
        ("明天", "2026-11-27 10:00", "2026-11-28 23:59"),
        ("明天之前", "2026-11-25 19:00", "2026-11-25 23:59"),
        ("今天下班前", "2026-11-25 18:30", "2026-11-25 23:59"),
        ("下班前", "2026-11-25 18:30", "2026-11-26 18:00"),
        ("下班前", "2026-11-28 10:00", "2026-11-30 18:00"),
        ("今天上午", "2026-11-25 14:00", None),
        ("今天下午三点", "2026-11-25 16:00", None),
        ("今天凌晨1点", "2026-11-25 20:00", "2026-11-26 01:00"),
        ("下午三点前", "2026-11-25 16:00", "2026-11-26 15:00"),
        ("三点前", "2026-11-25 16:00", "2026-11-26 15:00"),
        ("九点前", "2026-11-25 08:00", "2026-11-25 09:00"),
        ("九点前", "2026-11-25 10:00", "2026-11-25 21:00"),
        ("12点前", "2026-11-25 10:00", "2026-11-25 12:00"),
        ("明天一上班就", "2026-11-27 10:00", "2026-11-30 10:00"),  # nobody works on Saturday
        ("上班后", "2026-11-25 08:00", "2026-11-25 10:00"),
        ("上班后", "2026-11-25 10:00", "2026-11-26 10:00"),
        ("三个工作日内", "2026-11-28 10:00", "2026-12-02 18:00"),
        ("2个工作小时内", "2026-11-27 17:00", "2026-11-30 10:00"),
        ("本周内", "2026-11-27 19:00", "2026-11-29 23:59"),
        ("月底前", "2026-11-30 19:00", "2026-11-30 23:59"),
        ("月底前", "2026-12-01 09:00", "2026-12-31 18:00"),
        ("15号", "2026-11-15 10:00", "2026-11-15 23:59"),
        ("15号前", "2026-11-16 10:00", "2026-12-14 18:00"),
        ("31号", "2026-12-02 10:00", "2026-12-31 18:00"),
        ("一个月内", "2027-01-31 10:00", "2027-02-28 23:59"),  # February has no 31st
        ("2月29日", "2027-01-05 10:00", None),
        ("元旦前", "2026-12-31 19:00", "2026-12-31 23:59"),
        ("端午前", "2026-11-25 10:30", None),  # the calendar does not know it
        ("24小时内", "2026-12-31 23:00", "2027-01-01 23:00"),
        ("3000天内", "9999-01-01 10:00", None),  # the end of the calendar
    ],
)
def test_the_same_words_at_another_moment(phrase: str, said: str, due_at: str | None) -> None:
    assert due(phrase, said) == due_at


@pytest.mark.parametrize(
    "text",
    [
        "昨天下午三点已经处理", "上周五联系过您", "上个月15号", "前天晚上八点", "去年10月", "三天前", "1小时前", "两年前",
        "每天下午三点", "每周一上午", "每月10号", "每24小时", "7天无理由退货", "三年质保", "24小时客服热线", "全天24小时",
        "7*24小时", "超过48小时", "提前两小时", "近三天", "最近一个月", "第三天", "第一点", "有两点需要说明", "快一点", "好一点",
        "10号楼", "3号线", "1号店", "满100元", "3.5折", "一般", "一下", "一起", "一直", "前台", "后台", "以后", "然后", "今后",
        "节假日顺延", "差一刻三点", "三点差五分", "农历八月十五", "农历正月初八", "周六日", "秒杀", "文件〔2017〕8号", "", "   ", "。。。", "1" * 500, "一" * 500, "十百" * 300,
    ],
)  # fmt: skip
def test_what_is_no_time_to_come_is_left_alone(text: str) -> None:
    assert when.find(text) == ()


def test_several_times_in_one_message() -> None:
    text = "您好，今天下班前先给您初步答复，三个工作日内出结果，最晚下周五上午十点电话告诉您。"
    assert [found.text for found in when.find(text)] == ["今天下班前", "三个工作日内", "最晚下周五上午十点"]


def test_tomorrow_is_counted_from_today_whatever_was_done_before_it() -> None:
    (phrase,) = when.find("我核对后明天中午前把款退给您")
    assert phrase.meaning == when.At(when.Offset(1), when.Part("中午"), "before")


def test_a_day_and_its_time_a_few_words_apart_are_one() -> None:
    (found,) = when.find("明日我们会有人三点之前给您回电")
    assert found.meaning == when.At(when.Offset(1), when.Clock(3, half_open=True), "before")


@pytest.mark.parametrize(
    ("phrase", "line"),
    [
        ("明天下午三点前", "明天 15:00 前"),
        ("24小时内", "24 小时内"),
        ("三个工作日内", "3 个工作日内（第 3 个工作日下班前）"),
        ("周五之前", "周五之前"),
        ("下周一上午十点", "下周一 10:00"),
        ("月底前", "本月底之前"),
        ("国庆节后第一个工作日", "国庆假期后第 1 个工作日下班前"),
        ("今晚一点", "今天 次日 01:00"),
        ("三点前", "3 点前"),
        ("一个半小时内", "1 小时 30 分钟内"),
        ("尽快", "「尽快」没有确切时间"),
        ("收到退货后3个工作日内", "从「收到退货」起算，3 个工作日内（第 3 个工作日下班前）"),
        ("明天一上班就", "明天上班后一小时内"),
    ],
)
def test_the_meaning_in_one_line(phrase: str, line: str) -> None:
    (found,) = when.find(phrase)
    assert when.describe(found.meaning) == line


PIECES = st.sampled_from(
    [
        *"零一二两三四五六七八九十半点时分号日月年周天前后内个工作小上下午晚早明今当底末，。？ 1234567890:/-（）Ａ",
        *[row[0] for row in READINGS],
    ]
)
SAYINGS = st.lists(PIECES, max_size=25).map("".join) | st.text(max_size=60)
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2030, 12, 31), timezones=st.just(UTC))


@settings(max_examples=400, deadline=None)
@given(text=SAYINGS)
def test_any_text_is_read_without_error_and_without_overlap(text: str) -> None:
    end = 0
    for found in when.find(text):
        assert found.start >= end
        assert text[found.start : found.end] == found.text != ""
        assert when.describe(found.meaning)
        end = found.end


@settings(max_examples=200, deadline=None)
@given(row=st.sampled_from(READINGS), said_at=MOMENTS)
def test_a_due_time_always_lies_ahead_and_is_utc(row: tuple, said_at: datetime) -> None:
    moment = when.resolve(row[1], said_at=said_at, hours=DESK)
    assert moment is None or (moment > said_at and moment.tzinfo is UTC)


@settings(max_examples=100, deadline=None)
@given(days=st.integers(1, 30), said_at=MOMENTS)
def test_more_time_is_never_due_earlier(days: int, said_at: datetime) -> None:
    for kind in (when.WithinDays, when.WithinWorkingDays):
        sooner, later = (when.resolve(kind(n), said_at=said_at, hours=DESK) for n in (days, days + 1))
        assert sooner is not None
        assert later is not None
        assert sooner <= later


def test_a_message_is_read_within_a_keystroke() -> None:
    """200 characters in well under a millisecond; the bound is wide, so that a busy machine does not break the test."""
    text = "王女士您好，您反映的空调问题我们已经安排维修部同事，今天下午三点前上门检查，最晚明天上午十点给您答复；" * 4
    best = min(timed(text[:200]) for _ in range(20))
    assert best < timedelta(milliseconds=3).total_seconds()


def timed(text: str) -> float:
    begin = perf_counter()
    when.promises_in(text)
    return perf_counter() - begin


@pytest.mark.parametrize(
    ("phrase", "why"),
    [
        ("今天上午9点前", "past"),
        ("11月3日前", "past"),
        ("2月30日前", "no_such_day"),
        ("本月31号", "no_such_day"),
        ("明年2月29日", "no_such_day"),
        ("尽快", ""),
        ("收到退货后三天内", ""),
    ],
)
def test_why_words_fix_no_moment(phrase: str, why: str) -> None:
    said_at = datetime.fromisoformat(SAID).replace(tzinfo=SHANGHAI)
    (found,) = when.find(phrase)
    assert when.resolve(found.meaning, said_at=said_at, hours=DESK) is None
    assert when.why_not(found.meaning, said_at=said_at, hours=DESK) == why


@pytest.mark.parametrize(
    ("phrase", "strict", "counted_in"),
    [
        ("周五之前", "2026-11-26 18:00", "2026-11-27 18:00"),
        ("12月1日前", "2026-11-30 18:00", "2026-12-01 18:00"),
        ("明天下午三点前", "2026-11-26 15:00", None),
        ("周五", "2026-11-27 18:00", None),
    ],
)
def test_before_a_day_is_read_in_two_ways(phrase: str, strict: str, counted_in: str | None) -> None:
    said_at = datetime.fromisoformat(SAID).replace(tzinfo=SHANGHAI)
    (found,) = when.find(phrase)
    other = when.inclusive(found.meaning)
    assert due(phrase) == strict
    assert (local(when.resolve(other, said_at=said_at, hours=DESK)) if other else None) == counted_in
