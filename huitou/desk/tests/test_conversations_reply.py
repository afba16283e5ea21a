"""小林 answers 王女士: what leaves, what is taken back, what is refused, what stays among colleagues."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from huitou.channels.api import make_channel, outbound_state
from huitou.core.api import SYSTEM, put_setting, search, travel
from huitou.core.testing import Fact, Job, run_until_quiet
from huitou.desk.conversations.actions.canned import make_canned, use_canned
from huitou.desk.conversations.actions.drafts import save_draft
from huitou.desk.conversations.actions.erasing import erase_texts
from huitou.desk.conversations.actions.notes import write_note
from huitou.desk.conversations.actions.receive import receive
from huitou.desk.conversations.actions.releasing import release_reply, retry_reply, undo
from huitou.desk.conversations.actions.reply import record_reply, reply
from huitou.desk.conversations.given import IncomingFile, Sent
from huitou.desk.conversations.public import public_thread
from huitou.desk.models import Conversation, Draft, Message, MessageFile, Note, Promise
from huitou.desk.tests.shop import FRIDAY_TEN, Shop, open_shop, promised, refused

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


@pytest.fixture
def shop() -> Iterator[Shop]:
    with travel(to=FRIDAY_TEN):
        yield open_shop()


@pytest.fixture
def wrote(shop: Shop) -> Conversation:
    got = receive(channel_id=shop.channel_id, key="k1", customer_id=shop.wang.pk, text="空调太吵，睡不着")
    return Conversation.objects.get(pk=got.conversation_id)


def answer(shop: Shop, conversation: Conversation, text: str = "王女士，马上为您换房。", **more: Any) -> Sent:
    given = {"key": "r1", "actor": shop.by_lin, **more}
    return reply(conversation_id=conversation.pk, text=text, **given)


def later(after: timedelta) -> None:
    with travel(to=FRIDAY_TEN + after):
        run_until_quiet()


def seen_by_customer(conversation: Conversation) -> list[str]:
    found = public_thread(conversation_key=conversation.key)
    assert found is not None
    return [message.text for message in found.messages]


def test_a_reply_leaves_after_five_seconds_and_nobody_waits_any_more(shop: Shop, wrote: Conversation) -> None:
    sent = answer(shop, wrote)
    assert sent.release_at == FRIDAY_TEN + 5 * SECOND
    later(4 * SECOND)
    wrote.refresh_from_db()
    assert wrote.waiting_since == FRIDAY_TEN
    assert seen_by_customer(wrote) == ["空调太吵，睡不着"]
    later(5 * SECOND)
    wrote.refresh_from_db()
    assert wrote.waiting_since is None
    assert wrote.last_message_id == sent.message_id
    assert seen_by_customer(wrote) == ["空调太吵，睡不着", "王女士，马上为您换房。"]
    fact = Fact.objects.get(name="desk.reply_sent.v1")
    assert (fact.actor_id, fact.data["waited_seconds"]) == (shop.lin.pk, 0)


def test_who_answers_what_nobody_has_has_it(shop: Shop, wrote: Conversation) -> None:
    answer(shop, wrote)
    wrote.refresh_from_db()
    assert wrote.owner_id == shop.lin.pk


def test_pains_3_a_retried_reply_is_one_message_with_one_promise(shop: Shop, wrote: Conversation) -> None:
    due = FRIDAY_TEN + timedelta(hours=5)
    first = answer(shop, wrote, promises=[promised(due)])
    assert answer(shop, wrote, promises=[promised(due)]) == first
    later(6 * SECOND)
    again = answer(shop, wrote, promises=[promised(due)])
    assert (again.message_id, again.promise_ids, again.release_at) == (first.message_id, first.promise_ids, None)
    assert Message.objects.filter(direction="out").count() == Promise.objects.count() == 1


def test_a_key_of_another_reply_is_refused(shop: Shop, wrote: Conversation) -> None:
    answer(shop, wrote)
    with refused("desk.key_used"):
        answer(shop, shop.conversation())
    with refused("desk.key_used"):
        answer(shop, wrote, actor=shop.by_zhou)


def test_pains_10_two_who_answer_one_customer(shop: Shop, wrote: Conversation) -> None:
    seen = wrote.last_message_id
    first = answer(shop, wrote, seen_message_id=seen)
    with refused("desk.colleague_answered") as caught:
        answer(shop, wrote, key="r2", actor=shop.by_zhou, seen_message_id=seen)
    assert caught.value.params == {"name": shop.lin.name, "message_id": first.message_id}
    answer(shop, wrote, key="r2", actor=shop.by_zhou, seen_message_id=first.message_id)
    answer(shop, wrote, key="r3", text="还有一句", seen_message_id=first.message_id + 100)


def test_what_was_taken_back_stops_no_colleague(shop: Shop, wrote: Conversation) -> None:
    seen = wrote.last_message_id
    undo(message_id=answer(shop, wrote, seen_message_id=seen).message_id, actor=shop.by_lin)
    answer(shop, wrote, key="r2", actor=shop.by_zhou, seen_message_id=seen)


def test_pains_17_what_was_undone_is_never_sent(shop: Shop, wrote: Conversation) -> None:
    before = wrote.last_message_id
    sent = answer(shop, wrote, promises=[promised(FRIDAY_TEN + timedelta(hours=5))])
    back = undo(message_id=sent.message_id, actor=shop.by_lin)
    assert back.draft == "王女士，马上为您换房。"
    release_reply(message_id=sent.message_id)  # a worker that had claimed the job already
    later(timedelta(minutes=1))
    wrote.refresh_from_db()
    assert (wrote.last_message_id, wrote.waiting_since, wrote.promise_due) == (before, FRIDAY_TEN, None)
    assert seen_by_customer(wrote) == ["空调太吵，睡不着"]
    assert Promise.objects.get().state == "taken_back"
    assert not search.find("换房")
    assert not Job.objects.filter(name="desk.release_reply").exists()
    assert undo(message_id=sent.message_id, actor=shop.by_lin) == back
    assert Fact.objects.filter(name="desk.reply_undone.v1").count() == 1


def test_an_undo_that_comes_too_late_is_told_so(shop: Shop, wrote: Conversation) -> None:
    sent = answer(shop, wrote)
    with refused("desk.not_your_message"):
        undo(message_id=sent.message_id, actor=shop.by_zhou)
    with travel(to=FRIDAY_TEN + 5 * SECOND), refused("desk.already_sent"):
        undo(message_id=sent.message_id, actor=shop.by_lin)
    with refused("desk.no_message"):
        undo(message_id=987654, actor=shop.by_lin)


def test_an_undone_reply_gives_its_files_back_to_its_writer_only(shop: Shop, wrote: Conversation) -> None:
    plan = IncomingFile(filename="平面图.pdf", content_type="application/pdf", content=b"%PDF-1.4\n%%EOF\n")
    back = undo(message_id=answer(shop, wrote, files=[plan]).message_id, actor=shop.by_lin)
    assert len(back.file_keys) == 1
    again = answer(shop, wrote, key="r2", kept_files=back.file_keys)
    assert MessageFile.objects.get(message_id=again.message_id).filename.endswith(".pdf")
    other = answer(shop, wrote, key="r3", actor=shop.by_zhou, kept_files=back.file_keys)
    assert not MessageFile.objects.filter(message_id=other.message_id).exists()


def test_the_undo_window_is_the_companys(shop: Shop, wrote: Conversation) -> None:
    put_setting("desk.undo_seconds", 0)
    answer(shop, wrote)
    later(timedelta(0))
    assert len(seen_by_customer(wrote)) == 2


def test_the_customer_wrote_again_before_the_reply_left(shop: Shop, wrote: Conversation) -> None:
    answer(shop, wrote)
    with travel(to=FRIDAY_TEN + 2 * SECOND):
        receive(channel_id=shop.channel_id, key="k2", text="还在吗", conversation_key=wrote.key)
    later(6 * SECOND)
    wrote.refresh_from_db()
    assert wrote.waiting_since == FRIDAY_TEN + 2 * SECOND


def test_an_answer_that_nobody_receives_does_not_look_like_one(shop: Shop) -> None:
    mails = make_channel(kind="email_file", name="邮件", slug="youjian", actor=SYSTEM)
    got = receive(channel_id=mails, key="m1", customer_id=shop.wang.pk, text="发票呢", subject="发票")
    conversation = Conversation.objects.get(pk=got.conversation_id)
    sent = answer(shop, conversation)
    later(6 * SECOND)
    message = Message.objects.get(pk=sent.message_id)
    assert (message.state, message.reason) == ("failed", "channels.no_way_out")
    conversation.refresh_from_db()
    assert conversation.waiting_since == FRIDAY_TEN
    with travel(to=FRIDAY_TEN + 60 * SECOND):
        retry_reply(message_id=message.pk, actor=shop.by_lin)
        run_until_quiet()
    message.refresh_from_db()
    assert message.state == "failed"
    assert Fact.objects.filter(name="desk.reply_failed.v1").count() == 2
    with refused("desk.not_failed"):
        retry_reply(message_id=got.message_id, actor=shop.by_lin)


def test_the_outbound_row_says_what_became_of_it(shop: Shop, wrote: Conversation) -> None:
    sent = answer(shop, wrote)
    later(6 * SECOND)
    row = outbound_state(key=f"message:{sent.message_id}:{int((FRIDAY_TEN + 5 * SECOND).timestamp() * 1000)}")
    assert row is not None
    assert (row.state, row.sent_at) == ("sent", FRIDAY_TEN + 6 * SECOND)


def test_places_are_filled_before_it_leaves_and_unknown_ones_refused(shop: Shop, wrote: Conversation) -> None:
    wrote.site = shop.site
    wrote.save()
    sent = answer(shop, wrote, "{称呼}，{门店}的{我的名字}为您服务。")
    text = Message.objects.get(pk=sent.message_id).text
    assert text == f"王女士，{shop.site.name}的{shop.lin.name}为您服务。"
    due = datetime(2026, 11, 20, 7, 0, tzinfo=FRIDAY_TEN.tzinfo)
    sent = answer(shop, wrote, "{承诺时间}前答复您", key="r2", promises=[promised(due)])
    assert Message.objects.get(pk=sent.message_id).text == "11月20日（周五）15:00前答复您"
    with refused("desk.placeholder_unknown"):
        answer(shop, wrote, "{房号}已备好", key="r3")
    wrote.refresh_from_db()


def test_a_canned_reply_is_filled_for_this_customer(shop: Shop, wrote: Conversation) -> None:
    pk = make_canned(shortcut="/qian", title="致歉", text="{称呼}，很抱歉让您久等，{承诺时间}前答复。")
    filled = use_canned(canned_id=pk, conversation_id=wrote.pk, account_id=shop.lin.pk)
    assert filled.text.startswith("王女士，很抱歉")
    assert filled.empty == ("承诺时间",)
    with refused("desk.placeholder_unknown"):
        make_canned(shortcut="x", title="x", text="{姓氏}您好")
    with refused("desk.shortcut_taken"):
        make_canned(shortcut="qian", title="x", text="好")


def test_pains_1_a_note_never_reaches_the_customer(shop: Shop, wrote: Conversation) -> None:
    note_id = write_note(conversation_id=wrote.pk, text="客户情绪激动，@老周 请看", key="n1", actor=shop.by_lin)
    assert write_note(conversation_id=wrote.pk, text="重试", key="n1", actor=shop.by_lin) == note_id
    assert "情绪" not in "".join(seen_by_customer(wrote))
    assert not search.find("情绪")
    assert [hit.ref_id for hit in search.find("情绪", stage=search.BACK)] == [note_id]
    wrote.refresh_from_db()
    assert wrote.waiting_since == FRIDAY_TEN  # a word among colleagues answers nobody
    assert "情绪" not in str(list(Fact.objects.values_list("data", flat=True)))


def test_a_draft_is_kept_per_agent_and_gone_when_sent(shop: Shop, wrote: Conversation) -> None:
    save_draft(conversation_id=wrote.pk, account_id=shop.lin.pk, kind="reply", text="王女士，")
    save_draft(conversation_id=wrote.pk, account_id=shop.zhou.pk, kind="reply", text="我来看看")
    answer(shop, wrote)
    assert list(Draft.objects.values_list("account_id", "text")) == [(shop.zhou.pk, "我来看看")]
    save_draft(conversation_id=wrote.pk, account_id=shop.zhou.pk, kind="reply", text=" ")
    assert not Draft.objects.exists()


def test_an_imported_answer_stands_as_sent_in_its_time(shop: Shop, wrote: Conversation) -> None:
    at = FRIDAY_TEN + timedelta(minutes=20)
    pk = record_reply(conversation_id=wrote.pk, text="已为您换到安静的房间", key="p1", at=at)
    assert record_reply(conversation_id=wrote.pk, text="已为您换到安静的房间", key="p1", at=at) == pk
    wrote.refresh_from_db()
    assert (wrote.waiting_since, wrote.last_at) == (None, at)
    assert Fact.objects.get(name="desk.reply_sent.v1").data["waited_seconds"] == 1200


def test_when_a_customer_is_erased_the_words_go_and_the_counts_stay(shop: Shop, wrote: Conversation) -> None:
    answer(shop, wrote, files=[IncomingFile(filename="a.txt", content_type="text/plain", content=b"hello")])
    write_note(conversation_id=wrote.pk, text="备注里的名字王芳", key="n1", actor=shop.by_lin)
    later(6 * SECOND)
    erase_texts(customer_id=shop.wang.pk)
    erase_texts(customer_id=shop.wang.pk)
    assert set(Message.objects.values_list("text", flat=True)) == {""}
    assert Note.objects.get().text == ""
    assert Message.objects.count() == 2
    assert not MessageFile.objects.exists()
    for word, stage in (("空调", search.FRONT), ("换房", search.FRONT), ("王芳", search.BACK)):
        assert not search.find(word, stage=stage, kinds=("message", "note", "conversation"))
