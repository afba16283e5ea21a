"""What users of today's desks suffer from, by the numbers of the list we keep of it; each told as one short story.

The rooms' own tests go further into each; these exercise the doors only, as a page or a program would.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huitou.core.api import Actor, search, tail_end, travel
from huitou.core.calendar.festivals import ChinaFestivals
from huitou.core.calendar.rules import Hours, Interval
from huitou.core.testing import Job, run_until_quiet
from huitou.customers import api as customers
from huitou.desk import api as desk
from huitou.desk.models import Conversation, Message
from huitou.desk.tests.shop import FRIDAY_TEN, Shop, open_shop, promised, refused
from huitou.front.push.hub import missed
from huitou.roster.testing import on_shift

HANGZHOU = ZoneInfo("Asia/Shanghai")
HOUR, MINUTE, SECOND = timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1)


@pytest.fixture
def shop(db) -> Iterator[Shop]:
    with travel(to=FRIDAY_TEN):
        yield open_shop()


def wrote(shop: Shop, text: str, *, key: str, phone: str = "13812345678", **more: object) -> desk.Received:
    return desk.receive(channel_id=shop.channel_id, key=key, handles=[("phone", phone)], name="王芳", text=text, **more)


def at(day: str, clock: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), time.fromisoformat(clock), HANGZHOU)


def office(**more: object) -> Hours:
    day = (Interval(time(9), time(12)), Interval(time(13, 30), time(18)))
    return Hours("Asia/Shanghai", (day, day, day, day, day, (), ()), festivals=ChinaFestivals(), **more)


def test_desk_pain_6_a_list_asks_the_database_as_often_for_fifty_rows_as_for_two(shop):
    def statements() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page = desk.inbox(filter=desk.InboxFilter(view="all"), account_id=shop.lin.pk, limit=25)
        assert not any("OFFSET" in query["sql"].upper() for query in asked.captured_queries)
        sizes.append(len(page.rows))
        return len(asked)

    sizes: list[int] = []
    for n in range(2):
        shop.conversation(at=FRIDAY_TEN + n * SECOND)
    few = statements()
    for n in range(48):
        shop.conversation(at=FRIDAY_TEN + n * MINUTE)
    assert statements() == few
    assert sizes == [2, 25]


@pytest.mark.parametrize("asked", ["早餐", "燕麦", "麦粥", "西湖边"])
def test_desk_pain_7_two_characters_of_a_letter_of_last_year_are_found(shop, asked):
    with travel(to=FRIDAY_TEN - timedelta(days=400)):
        letter = wrote(shop, "西湖边的早餐能加一碗燕麦粥吗？", key="old")
    wrote(shop, "停车场几点关门？", key="new", phone="13900000000")
    hits = search.find(asked, stage=search.FRONT, kinds=("message",))
    assert [hit.ref_id for hit in hits] == [letter.message_id]


@pytest.mark.django_db(transaction=True)
def test_desk_pain_9_whoever_was_away_hears_on_return_what_a_colleague_answered():
    with travel(to=FRIDAY_TEN):
        shop = open_shop()
        letter = wrote(shop, "热水不热。", key="one")
        stood = tail_end()
        desk.reply(conversation_id=letter.conversation_id, text="师傅这就来。", key="r", actor=shop.by_lin)
        told = b"".join(missed(stood)).decode()
    assert "desk.reply_queued.v1" in told
    assert f'"conversation_id":{letter.conversation_id}' in told
    assert "师傅" not in told, "push says that something happened; each page fetches what with its own rights"


def test_desk_pain_10_of_two_agents_who_answer_one_customer_the_second_is_stopped_and_told(shop):
    letter = wrote(shop, "能延迟退房吗？", key="one")
    desk.reply(
        conversation_id=letter.conversation_id,
        text="可以延到两点。",
        key="lin",
        actor=shop.by_lin,
        seen_message_id=letter.message_id,
    )
    with refused("desk.colleague_answered"):
        desk.reply(
            conversation_id=letter.conversation_id,
            text="不能延迟。",
            key="zhou",
            actor=shop.by_zhou,
            seen_message_id=letter.message_id,
        )
    ours = Message.objects.filter(conversation_id=letter.conversation_id, direction=Message.OUT)
    assert [row.text for row in ours] == ["可以延到两点。"]


def test_desk_pain_11_matters_are_merged_taken_apart_again_split_and_linked(shop):
    one, two = shop.conversation(), shop.conversation()
    merged = desk.merge_conversations(kept_id=one.pk, gone_id=two.pk, actor=shop.by_lin)
    assert desk.header(conversation_id=two.pk, account_id=shop.lin.pk).id == one.pk
    desk.undo_merge(merge_id=merged, actor=shop.by_lin)
    assert desk.header(conversation_id=two.pk, account_id=shop.lin.pk).id == two.pk
    other = Message.objects.create(
        conversation=one, direction=Message.IN, text="还有，发票呢？", at=FRIDAY_TEN, key="x"
    )
    new = desk.split(conversation_id=one.pk, message_ids=[other.pk], key="s", subject="发票", actor=shop.by_lin)
    assert Message.objects.get(pk=other.pk).conversation_id == new != one.pk
    desk.link(conversation_id=one.pk, other_id=two.pk, actor=shop.by_lin)
    assert two.pk in {
        link.conversation_id for link in desk.header(conversation_id=one.pk, account_id=shop.lin.pk).links
    }


@pytest.mark.parametrize(
    ("said", "start", "hours", "due"),
    [
        ("across the lunch break", at("2026-11-20", "11:30"), 1, at("2026-11-20", "14:00")),
        ("across a weekend", at("2026-11-20", "17:30"), 1, at("2026-11-23", "09:30")),
        ("across the National Day holiday", at("2026-09-30", "17:30"), 1, at("2026-10-08", "09:30")),
        ("on a make-up Saturday 调休", at("2026-10-10", "10:00"), 1, at("2026-10-10", "11:00")),
        ("across New Year", at("2025-12-31", "17:30"), 1, at("2026-01-04", "09:30")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_desk_pain_12_lunch_holidays_and_make_up_days_are_known(said, start, hours, due):
    assert office().add_working(start, hours * HOUR) == due


def test_desk_pain_12_a_night_shift_is_working_time_to_the_next_morning():
    night = (Interval(time(22), time(6)),)
    hours = Hours("Asia/Shanghai", (night,) * 7)
    assert hours.add_working(at("2026-11-20", "23:30"), 8 * HOUR) == at("2026-11-21", "23:30").replace(
        hour=23, minute=30
    )
    assert hours.working_between(at("2026-11-20", "23:00"), at("2026-11-21", "02:00")) == 3 * HOUR


@pytest.mark.parametrize("minutes", [1, 59, 60, 179, 180, 181, 450, 451, 2251])
def test_desk_pain_13_a_pause_an_update_or_two_steps_never_move_a_deadline(minutes):
    """Adding in two parts equals adding at once, and measuring back gives what was added."""
    start, hours = at("2026-11-19", "11:13"), office()
    whole = hours.add_working(start, minutes * MINUTE)
    for first in (0, minutes // 3, minutes - 1):
        assert hours.add_working(hours.add_working(start, first * MINUTE), (minutes - first) * MINUTE) == whole
    assert hours.working_between(start, whole) == minutes * MINUTE


def test_desk_pain_13_a_conversation_put_aside_does_not_stop_the_promise_to_the_customer(shop):
    conversation = shop.conversation()
    due = FRIDAY_TEN + 5 * HOUR
    made = desk.make_promise(conversation_id=conversation.pk, new=promised(due), key="p", actor=shop.by_lin)
    desk.snooze(conversation_id=conversation.pk, until=FRIDAY_TEN + 24 * HOUR, actor=shop.by_lin)
    assert desk.promise(promise_id=made).due_at == due
    assert Job.objects.filter(key=f"promise:{made}:due", run_at=due, state=Job.WAITING).exists()


def test_desk_pain_14_what_is_late_is_moved_to_a_named_person_not_mailed_about(shop):
    conversation = shop.conversation()
    due = FRIDAY_TEN + 5 * HOUR
    made = desk.make_promise(conversation_id=conversation.pk, new=promised(due), key="p", actor=shop.by_lin)
    with travel(to=due):
        run_until_quiet()
        row = desk.promise(promise_id=made)
        seen = desk.public_promises(customer_ids=[shop.wang.pk])[0]
        assert row.ended_at is None
        assert seen.by_name == shop.zhou.name, "the customer reads who has it now"
        desk.take_escalation(promise_id=made, actor=shop.by_zhou)
        assert desk.promise(promise_id=made).owner_id == shop.zhou.pk


def test_desk_pain_15_work_is_dealt_out_evenly_and_what_nobody_can_take_waits_in_the_queue(shop):
    from huitou.channels.api import make_channel

    way_in = make_channel(kind="form", name="西湖店留言", slug="xihu", team_id=shop.team.pk)

    def letter(n: int) -> desk.Received:
        return desk.receive(
            channel_id=way_in, key=f"k{n}", handles=[("phone", f"1390000000{n}")], name=f"客人{n}", text=f"第 {n} 封"
        )

    waiting = letter(0)
    assert Conversation.objects.get(pk=waiting.conversation_id).owner_id is None, "nobody is on duty"
    for who in (shop.lin, shop.zhou):
        on_shift(who.pk, team_id=shop.team.pk, starts_at=FRIDAY_TEN - HOUR)
    for n in range(1, 7):
        with travel(to=FRIDAY_TEN + n * MINUTE):
            letter(n)
    with travel(to=FRIDAY_TEN + 10 * MINUTE):
        desk.assign_waiting()
    owners = list(Conversation.objects.filter(channel_id=way_in).values_list("owner_id", flat=True))
    assert None not in owners
    assert abs(owners.count(shop.lin.pk) - owners.count(shop.zhou.pk)) <= 1


def test_desk_pain_16_a_number_on_the_ledger_can_be_counted_again_by_hand_and_carries_its_interval(shop):
    conversation = shop.conversation()
    made = [
        desk.make_promise(
            conversation_id=conversation.pk,
            new=promised(FRIDAY_TEN + HOUR + n * MINUTE, despite=("desk.promise_overlap",)),
            key=f"p{n}",
            actor=shop.by_lin,
        )
        for n in range(4)
    ]
    for promise_id in made[:3]:
        desk.keep(promise_id=promise_id, actor=shop.by_lin)
    desk.admit_broken(promise_id=made[3], word="忘了", actor=shop.by_lin)
    with travel(to=FRIDAY_TEN + 3 * HOUR):
        (rate,) = desk.kept_rates(by="all", since=FRIDAY_TEN)
        ended = [desk.promise(promise_id=promise_id).state for promise_id in made]
    assert (rate.kept, rate.not_kept) == (ended.count("kept"), ended.count("broken")) == (3, 1)
    assert rate.rate.low < 0.75 < rate.rate.high
    assert rate.warning, "four cases are too few to judge anybody by"


def test_desk_pain_17_what_was_undone_never_leaves_and_what_was_put_off_comes_back(shop):
    letter = wrote(shop, "早餐几点？", key="one")
    sent = desk.reply(conversation_id=letter.conversation_id, text="七点半。", key="r", actor=shop.by_lin)
    desk.undo(message_id=sent.message_id, actor=shop.by_lin)
    desk.snooze(conversation_id=letter.conversation_id, until=FRIDAY_TEN + HOUR, actor=shop.by_lin)
    with travel(to=FRIDAY_TEN + HOUR):
        run_until_quiet()
    shown = desk.public_thread(conversation_key=letter.conversation_key)
    assert [row.text for row in shown.messages] == ["早餐几点？"]
    assert Conversation.objects.get(pk=letter.conversation_id).state == Conversation.OPEN


def test_desk_pain_17_a_reply_can_be_sent_later_and_never_crosses_what_the_customer_writes(shop):
    later = {"send_at": FRIDAY_TEN + 3 * HOUR, "actor": shop.by_lin}
    quiet = wrote(shop, "早餐几点？", key="one")
    desk.reply(conversation_id=quiet.conversation_id, text="七点半。", key="r1", **later)
    lively = wrote(shop, "空调太吵", key="two", phone="13812345679")
    desk.reply(conversation_id=lively.conversation_id, text="马上来人。", key="r2", **later)
    wrote(shop, "已经好了", key="three", phone="13812345679", conversation_key=lively.conversation_key)
    with travel(to=FRIDAY_TEN + 3 * HOUR):
        run_until_quiet()
    said = [
        [row.text for row in desk.public_thread(conversation_key=letter.conversation_key).messages]
        for letter in (quiet, lively)
    ]
    assert said == [["早餐几点？", "七点半。"], ["空调太吵", "已经好了"]]


def test_desk_pain_18_a_persons_texts_are_erased_and_the_counts_stay(shop):
    letter = wrote(shop, "我的身份证丢在房间了。", key="one")
    desk.write_note(conversation_id=letter.conversation_id, text="身份证在前台保险箱。", key="n", actor=shop.by_lin)
    before = Message.objects.count()
    customers.erase(customer_id=letter.customer_id, actor=Actor.account(shop.chen.pk))
    run_until_quiet()
    assert search.find("身份证", stage=search.FRONT) == []
    assert search.find("身份证", stage=search.BACK) == []
    assert Message.objects.count() == before
    assert not Message.objects.filter(text__contains="身份证").exists()


def test_desk_pain_23_a_timer_is_due_at_its_second_and_not_at_the_next_sweep(shop):
    due = FRIDAY_TEN + 5 * HOUR + 17 * SECOND
    conversation = shop.conversation()
    desk.make_promise(conversation_id=conversation.pk, new=promised(due), key="p", actor=shop.by_lin)

    def late_told() -> bool:
        return desk.public_promises(customer_ids=[shop.wang.pk])[0].by_name == shop.zhou.name

    with travel(to=due - SECOND):
        run_until_quiet()
        assert not late_told()
    with travel(to=due):
        run_until_quiet()
        assert late_told()
