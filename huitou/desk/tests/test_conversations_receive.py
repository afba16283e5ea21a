"""王女士 writes to 云栖酒店西湖店: once, into the right conversation, to somebody who is there, findable."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from huitou.channels.api import make_channel
from huitou.core.api import SYSTEM, Actor, read_file, search, travel
from huitou.core.testing import Fact, run_until_quiet, somebody
from huitou.customers.testing import a_customer
from huitou.desk.conversations.actions.assigning import assign_waiting
from huitou.desk.conversations.actions.erasing import erase_texts
from huitou.desk.conversations.actions.merging import merge_conversations
from huitou.desk.conversations.actions.receive import receive
from huitou.desk.conversations.actions.states import close, snooze
from huitou.desk.conversations.given import IncomingFile, NewCase, Received
from huitou.desk.conversations.public import public_thread
from huitou.desk.conversations.rules.finding import findable
from huitou.desk.models import (
    Assignment,
    Case,
    Conversation,
    ConversationLink,
    Message,
    MessageFile,
    RefusedFile,
)
from huitou.desk.tests.shop import FRIDAY_TEN, Shop, open_shop, refused
from huitou.desk.texts import search_texts
from huitou.roster.testing import can, on_shift, ready

pytestmark = pytest.mark.django_db
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da63fcffff3f030005fe02fea7"
    "d5e0b90000000049454e44ae426082"
)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def shop() -> Shop:
    with travel(to=FRIDAY_TEN):
        return open_shop()


def write(
    shop: Shop, key: str = "k1", text: str = "空调太吵，睡不着", after: timedelta = timedelta(0), **more: Any
) -> Received:
    given: dict[str, Any] = {"channel_id": shop.channel_id, "customer_id": shop.wang.pk, **more}
    with travel(to=FRIDAY_TEN + after):
        return receive(key=key, text=text, **given)


def the(received: Received) -> Conversation:
    return Conversation.objects.get(pk=received.conversation_id)


def named(*names: str) -> list[str]:
    return [name for name in Fact.objects.order_by("id").values_list("name", flat=True) if name in names]


def test_a_first_message_makes_a_conversation_that_waits(shop: Shop) -> None:
    got = write(shop)
    conversation = the(got)
    assert got.new
    assert not got.duplicate
    assert conversation.waiting_since == conversation.last_at == FRIDAY_TEN
    assert conversation.last_message_id == got.message_id
    assert len(conversation.key) >= 20
    assert named("desk.conversation_opened.v1", "desk.message_received.v1") == [
        "desk.conversation_opened.v1",
        "desk.message_received.v1",
    ]


def test_pains_3_the_same_key_is_one_message_and_the_same_answer(shop: Shop) -> None:
    first, again = write(shop), write(shop, text="换了内容的重试", after=HOUR)
    assert again == Received(**{**_fields(first), "new": False, "duplicate": True})
    assert Message.objects.count() == Conversation.objects.count() == 1
    assert len(named("desk.message_received.v1")) == 1


def _fields(received: Received) -> dict[str, Any]:
    return {name: getattr(received, name) for name in received.__dataclass_fields__}


def test_the_same_key_on_another_channel_is_another_message(shop: Shop) -> None:
    other = make_channel(kind="api", name="接口", slug="api", actor=SYSTEM)
    assert write(shop).message_id != write(shop, channel_id=other).message_id


def test_a_message_is_found_by_two_characters_at_once(shop: Shop) -> None:
    got = write(shop, subject="换房申请")
    assert [hit.ref_id for hit in search.find("空调", kinds=("message",))] == [got.message_id]
    assert [hit.ref_id for hit in search.find("换房", kinds=("conversation",))] == [got.conversation_id]


def by_program(shop: Shop) -> Shop:
    """The shop where 王女士 writes by a program that knows who she is."""
    return replace(shop, channel_id=make_channel(kind="api", name="程序", slug="api", actor=SYSTEM))


def test_what_a_program_brings_soon_after_is_the_same_matter(shop: Shop) -> None:
    shop = by_program(shop)
    first = write(shop)
    second = write(shop, "k2", "现在更吵了", after=HOUR)
    assert second.conversation_id == first.conversation_id
    assert not second.new
    assert the(first).waiting_since == FRIDAY_TEN  # still since the first unanswered word
    assert the(first).last_message_id == second.message_id


def test_after_three_days_it_is_a_new_matter(shop: Shop) -> None:
    assert write(shop).conversation_id != write(shop, "k2", after=73 * HOUR).conversation_id


def test_a_snoozed_conversation_wakes_when_the_customer_writes(shop: Shop) -> None:
    first = write(shop)
    with travel(to=FRIDAY_TEN):
        snooze(conversation_id=first.conversation_id, until=FRIDAY_TEN + DAY, actor=shop.by_lin)
    write(shop, "k2", after=HOUR, conversation_key=first.conversation_key)
    assert the(first).state == "open"
    with travel(to=FRIDAY_TEN + 2 * DAY):
        run_until_quiet()
    assert named("desk.conversation_woken.v1") == ["desk.conversation_woken.v1"]


@pytest.mark.parametrize(("after", "reopened"), [(6 * DAY, True), (8 * DAY, False)])
def test_a_closed_thread_reopens_for_a_week_then_a_linked_one_begins(
    shop: Shop, after: timedelta, reopened: bool
) -> None:
    first = write(shop, thread_key="case-1")
    with travel(to=FRIDAY_TEN):
        close(conversation_id=first.conversation_id, actor=shop.by_lin)
    second = write(shop, "k2", after=after, thread_key="case-1")
    assert (second.conversation_id == first.conversation_id) is reopened
    assert the(first).state == ("open" if reopened else "closed")
    links = ConversationLink.objects.filter(one_id=first.conversation_id, other_id=second.conversation_id)
    assert links.exists() is not reopened


def test_pains_4_a_mail_thread_is_kept_by_its_references_not_its_subject(shop: Shop) -> None:
    mails = make_channel(kind="email_file", name="邮件", slug="youjian", actor=SYSTEM)
    first = write(shop, "m1", channel_id=mails, subject="空调", known_as="<a@mail>")
    answer = write(
        shop,
        "m2",
        channel_id=mails,
        subject="回复：完全不同",
        refers_to=["<x@?>", "<a@mail>"],
        known_as="<b@mail>",
        after=9 * DAY,
    )
    third = write(shop, "m3", channel_id=mails, subject="Re", refers_to=["<b@mail>"], after=10 * DAY)
    assert first.conversation_id == answer.conversation_id == third.conversation_id
    lone = write(shop, "m4", channel_id=mails, subject="空调", after=20 * DAY)
    assert lone.conversation_id != first.conversation_id


def test_pains_2_a_stranger_who_answers_the_thread_gets_a_conversation_of_his_own(shop: Shop) -> None:
    mails = make_channel(kind="email_file", name="邮件", slug="youjian", actor=SYSTEM)
    hers = write(shop, "m1", channel_id=mails, known_as="<a@mail>")
    his = write(shop, "m2", channel_id=mails, customer_id=a_customer(name="李强"), refers_to=["<a@mail>"])
    assert his.conversation_id != hers.conversation_id
    assert ConversationLink.objects.filter(one_id=hers.conversation_id, other_id=his.conversation_id).exists()
    hers_again = write(shop, "m3", channel_id=mails, refers_to=["<a@mail>"])
    assert hers_again.conversation_id == hers.conversation_id


def test_the_customers_own_page_writes_into_its_conversation(shop: Shop) -> None:
    first = write(shop)
    got = write(shop, "k2", after=80 * HOUR, customer_id=None, conversation_key=first.conversation_key)
    assert (got.conversation_id, got.customer_id) == (first.conversation_id, first.customer_id)
    with refused("desk.no_conversation"):
        write(shop, "k3", customer_id=None, conversation_key="guessed")


def test_who_writes_is_found_by_the_handle(shop: Shop) -> None:
    phone = [("phone", "138 0013 9999")]
    first = write(shop, customer_id=None, handles=phone, name="赵敏")
    second = write(shop, "k2", customer_id=None, handles=[("phone", "+8613800139999")], name="赵敏")
    assert first.customer_id == second.customer_id != shop.wang.pk


def test_who_types_her_number_into_the_form_never_gets_to_her_page(shop: Shop) -> None:
    phone = [("phone", "13800139999")]
    hers = write(shop, customer_id=None, handles=phone, name="赵敏")
    strangers = write(shop, "k2", customer_id=None, handles=phone, name="某人", after=HOUR)
    assert strangers.new
    assert strangers.conversation_key != hers.conversation_key
    # Back stage it is the same record, and the agent sees which one it may belong to.
    assert strangers.customer_id == hers.customer_id
    (link,) = ConversationLink.objects.all()
    assert (link.one_id, link.other_id) == (hers.conversation_id, strangers.conversation_id)
    assert (the(hers).writer_name, the(strangers).writer_name) == ("赵敏", "某人")


@pytest.mark.parametrize("kept", ["hers", "strangers"])
def test_an_agent_who_merges_them_does_not_show_her_words_to_the_stranger(shop: Shop, kept: str) -> None:
    hers = write(shop, text="身份证号 110105")
    strangers = write(shop, "k2", "我也住过", after=HOUR)
    ids = (hers.conversation_id, strangers.conversation_id)
    one, other = ids if kept == "hers" else ids[::-1]
    with travel(to=FRIDAY_TEN + 2 * HOUR):
        merge_conversations(kept_id=one, gone_id=other, actor=shop.by_lin)
    write(shop, "k3", "补一句", after=3 * HOUR, conversation_key=strangers.conversation_key)

    def read(key: str) -> list[str]:
        found = public_thread(conversation_key=key)
        assert found is not None
        return [line.text for line in found.messages]

    assert read(strangers.conversation_key) == ["我也住过", "补一句"]
    assert "身份证号 110105" in read(hers.conversation_key)


def test_words_that_stand_only_in_the_page_of_a_mail_are_found_and_forgotten(shop: Shop) -> None:
    page = "<style>p{}</style><p>您好，</p><table><tr><td>订单 <b>HZ</b>-8812</td></tr></table><img alt='发票照片'>"
    got = write(shop, text="您好，", html=page)
    for words in ("HZ-8812", "订单", "发票照片"):
        assert [hit.ref_id for hit in search.find(words)] == [got.message_id], words
    assert any("HZ-8812" in one.text for one in search_texts()), "also when the index is made anew"
    erase_texts(customer_id=shop.wang.pk)
    assert search.find("订单") == search.find("您好") == []


@pytest.mark.parametrize(
    ("text", "html", "found"),
    [
        ("空调太吵", "", "空调太吵"),
        ("空调 太吵", "<p>空调太吵</p>", "空调 太吵"),
        ("附件", "<div>空调<i>太</i>吵</div><div>附件</div>", "附件\n空调太吵"),
        ("", "<title>x</title><p>一</p><p>二</p><p>一</p>", "\n一\n二"),
        ("好", "<p>&lt;b&gt; &amp; ©</p>", "好\n<b> & ©"),
    ],
)
def test_a_message_is_found_by_its_text_and_what_only_its_page_says(text: str, html: str, found: str) -> None:
    assert findable(text, html) == found


def test_the_form_opens_a_case_with_the_message(shop: Shop) -> None:
    got = write(shop, open_case=NewCase(kind="complaint", severity=3, summary="空调"), site_id=shop.site.pk)
    case = Case.objects.get(pk=got.case_id)
    assert (case.conversation_id, case.by_customer, case.kind) == (got.conversation_id, True, "complaint")
    assert the(got).kind == "complaint"
    assert write(shop).case_id == got.case_id  # the retry answers the same


def test_a_bounce_is_kept_but_nobody_waits_for_an_answer(shop: Shop) -> None:
    got = write(shop, automatic=True)
    assert the(got).waiting_since is None
    first = write(shop, "k2", after=HOUR, thread_key="t")
    with travel(to=FRIDAY_TEN + HOUR):
        close(conversation_id=first.conversation_id, actor=shop.by_lin)
    write(shop, "k3", after=2 * HOUR, thread_key="t", automatic=True)
    assert the(first).state == "closed"


def test_files_are_kept_by_content_and_named_unguessably(shop: Shop) -> None:
    picture = IncomingFile(filename="空调.png", content_type="image/png", content=PNG)
    got = write(shop, text="", files=[picture])
    file = MessageFile.objects.get(message_id=got.message_id)
    assert read_file(file.blob_id) == PNG
    assert len(file.key) >= 20
    write(shop, "k2", files=[picture])
    assert MessageFile.objects.values("blob_id").distinct().count() == 1


def test_a_program_as_a_file_is_refused_with_nothing_half_written(shop: Shop) -> None:
    virus = IncomingFile(filename="发票.exe", content_type="application/pdf", content=b"MZ\x90\x00" + b"\0" * 200)
    with refused("attachments.program") as caught:
        write(shop, files=[virus])
    assert caught.value.params["filename"]
    assert Message.objects.count() == Conversation.objects.count() == 0
    got = write(shop)  # the same key is free: the customer sends again without the file
    assert not got.duplicate
    mail = write(shop, "k2", files=[virus], lenient=True)
    assert RefusedFile.objects.get(message_id=mail.message_id).code == "attachments.program"


@pytest.mark.parametrize("text", ["", "  \n", "\0"])
def test_an_empty_message_is_refused(shop: Shop, text: str) -> None:
    with refused("desk.empty_text"):
        write(shop, text=text)


def test_ugly_texts_are_kept(shop: Shop) -> None:
    text = "𠮷田先生👨‍👩‍👧 \u202eabc\u202c <script>alert(1)</script> ' OR 1=1 --"
    assert Message.objects.get(pk=write(shop, text=text).message_id).text == text


def test_an_unreadable_address_does_not_lose_an_imported_mail(shop: Shop) -> None:
    got = write(shop, customer_id=None, handles=[("mail", "not an address")], name="某人", lenient=True)
    assert got.new


def test_an_import_of_old_mails_stands_where_its_time_is(shop: Shop) -> None:
    new = write(shop, "k1", thread_key="t")
    old = write(shop, "k0", "更早的一封", thread_key="t", at=FRIDAY_TEN - DAY)
    conversation = the(new)
    assert (conversation.last_at, conversation.last_message_id) == (FRIDAY_TEN, new.message_id)
    assert old.conversation_id == new.conversation_id


# ── to whom it goes ─────────────────────────────────────────────────────────────────────────────────────────────────


def put_on_shift(shop: Shop, *who: int, hours: float = 8) -> None:
    with travel(to=FRIDAY_TEN - HOUR):
        for one in who:
            on_shift(one, team_id=shop.team.pk, starts_at=FRIDAY_TEN - HOUR, hours=hours)


def test_a_new_conversation_goes_to_who_is_on_duty_and_the_page_can_say_why(shop: Shop) -> None:
    put_on_shift(shop, shop.lin.pk)
    got = write(shop)
    assert the(got).owner_id == shop.lin.pk
    row = Assignment.objects.get(conversation_id=got.conversation_id)
    assert row.reasons[0] == {"code": "on_duty", "count": 1}
    assert row.reasons[-1]["code"] == "only_one"


def test_conversations_are_dealt_out_in_turn(shop: Shop) -> None:
    put_on_shift(shop, shop.lin.pk, shop.zhou.pk)
    owners = [the(write(shop, f"k{i}", customer_id=a_customer(), after=i * HOUR)).owner_id for i in range(4)]
    assert sorted(owners[:2]) == sorted(owners[2:]) == sorted([shop.lin.pk, shop.zhou.pk])


def test_a_complaint_goes_to_who_can_handle_complaints(shop: Shop) -> None:
    put_on_shift(shop, shop.lin.pk, shop.zhou.pk)
    can(shop.zhou.pk, "complaint")
    assert the(write(shop, open_case=NewCase(kind="complaint"))).owner_id == shop.zhou.pk


def test_pains_15_what_nobody_can_take_waits_in_the_queue_and_is_given_later(shop: Shop) -> None:
    put_on_shift(shop, shop.lin.pk)
    with travel(to=FRIDAY_TEN):
        ready(shop.lin.pk, "break")
    got = write(shop)
    assert the(got).owner_id is None
    assert Assignment.objects.get(conversation_id=got.conversation_id).reasons[-1]["code"] == "nobody_ready"
    with travel(to=FRIDAY_TEN + HOUR):
        assert assign_waiting() == 0
        assert assign_waiting() == 0
    assert named("desk.conversation_queued.v1") == ["desk.conversation_queued.v1"]  # told once, not each minute
    with travel(to=FRIDAY_TEN + HOUR):
        ready(shop.lin.pk)
        run_until_quiet()
    assert the(got).owner_id == shop.lin.pk


def test_when_a_shift_begins_the_queue_is_given_within_the_minute(shop: Shop) -> None:
    with travel(to=FRIDAY_TEN - HOUR):
        on_shift(shop.lin.pk, team_id=shop.team.pk, starts_at=FRIDAY_TEN + HOUR)
    got = write(shop)
    assert the(got).owner_id is None
    with travel(to=FRIDAY_TEN + HOUR + timedelta(seconds=1)):
        assert assign_waiting() == 1
    assert the(got).owner_id == shop.lin.pk


def test_a_full_desk_gets_the_next_one_when_a_place_is_free(shop: Shop) -> None:
    put_on_shift(shop, shop.lin.pk)
    shop.team.most_open = 1
    shop.team.save()
    first = write(shop)
    second = write(shop, "k2", customer_id=a_customer())
    assert the(second).owner_id is None
    with travel(to=FRIDAY_TEN + HOUR):
        close(conversation_id=first.conversation_id, actor=Actor.account(shop.lin.pk))
        run_until_quiet()
    assert the(second).owner_id == shop.lin.pk


def test_what_somebody_had_who_left_goes_back_to_the_queue(shop: Shop) -> None:
    put_on_shift(shop, shop.lin.pk)
    got = write(shop)
    shop.lin.is_active = False
    shop.lin.save()
    put_on_shift(shop, shop.zhou.pk)
    with travel(to=FRIDAY_TEN + HOUR):
        assert assign_waiting() == 1
    assert the(got).owner_id == shop.zhou.pk


def test_a_closed_channel_takes_nothing(shop: Shop) -> None:
    from huitou.channels.api import edit_channel

    edit_channel(channel_id=shop.channel_id, active=False, actor=Actor.account(somebody("admin").pk))
    with refused("channels.unknown"):
        write(shop)
