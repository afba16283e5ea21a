"""What agents do with conversations: hand over, put aside, close, merge, split, tag, many at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from huitou.channels.api import make_channel
from huitou.core.api import SYSTEM, travel, who_is_here
from huitou.core.testing import Fact, Job, run_until_quiet
from huitou.customers.api import merge as merge_customers
from huitou.customers.testing import a_customer
from huitou.desk.conversations.actions.assigning import assign, take, transfer
from huitou.desk.conversations.actions.bulk import bulk
from huitou.desk.conversations.actions.canned import remove_view, save_view
from huitou.desk.conversations.actions.drafts import left, looking, typing
from huitou.desk.conversations.actions.merging import link, merge_conversations, split, undo_merge, unlink
from huitou.desk.conversations.actions.receive import receive
from huitou.desk.conversations.actions.reply import reply
from huitou.desk.conversations.actions.states import close, name_site, reopen, snooze, wake
from huitou.desk.conversations.actions.tags import make_tag, retire_tag, tag, untag
from huitou.desk.conversations.public import public_thread
from huitou.desk.conversations.reads.lists import tags, views
from huitou.desk.models import Assignment, Conversation, ConversationLink, ConversationTag, Message
from huitou.desk.promises.actions.making import make
from huitou.desk.tests.shop import FRIDAY_TEN, Shop, open_shop, promised, refused
from huitou.roster.testing import a_team_with, on_shift

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def shop() -> Iterator[Shop]:
    with travel(to=FRIDAY_TEN):
        yield open_shop()


def wrote(shop: Shop, key: str = "k1", text: str = "空调太吵", **more: object) -> Conversation:
    given = {"channel_id": shop.channel_id, "customer_id": shop.wang.pk, "thread_key": key, **more}
    got = receive(key=key, text=text, **given)  # type: ignore[arg-type]
    return Conversation.objects.get(pk=got.conversation_id)


def told(name: str) -> list[dict]:
    return list(Fact.objects.filter(name=f"desk.{name}.v1").order_by("id").values_list("data", flat=True))


# ── hands ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_of_two_who_take_it_one_has_it_and_the_other_is_told(shop: Shop) -> None:
    row = wrote(shop)
    take(conversation_id=row.pk, actor=shop.by_lin)
    take(conversation_id=row.pk, actor=shop.by_lin)
    with refused("desk.already_taken") as caught:
        take(conversation_id=row.pk, actor=shop.by_zhou)
    assert caught.value.params == {"name": shop.lin.name}
    take(conversation_id=row.pk, actor=shop.by_zhou, over=shop.lin.pk)
    assert [(one["before_id"], one["after_id"]) for one in told("conversation_assigned")] == [
        (None, shop.lin.pk),
        (shop.lin.pk, shop.zhou.pk),
    ]


def test_a_hand_over_needs_a_word(shop: Shop) -> None:
    row = wrote(shop)
    for word in ("", "  "):
        with refused("desk.handover_word_needed"):
            transfer(conversation_id=row.pk, to=shop.zhou.pk, word=word, actor=shop.by_lin)
    with refused("desk.nobody_named"):
        transfer(conversation_id=row.pk, word="请接手", actor=shop.by_lin)
    transfer(conversation_id=row.pk, to=shop.zhou.pk, word="需要退款授权", actor=shop.by_lin)
    row.refresh_from_db()
    assert row.owner_id == shop.zhou.pk
    assert Assignment.objects.order_by("-id").first().word == "需要退款授权"
    assert "退款授权" not in str(list(Fact.objects.values_list("data", flat=True)))


def test_a_hand_over_to_a_team_finds_somebody_there(shop: Shop) -> None:
    finance = a_team_with(shop.chen.pk, name="财务")
    on_shift(shop.chen.pk, team_id=finance, starts_at=FRIDAY_TEN - HOUR)
    row = wrote(shop, site_id=shop.site.pk)
    take(conversation_id=row.pk, actor=shop.by_lin)
    transfer(conversation_id=row.pk, team_id=finance, word="退款", actor=shop.by_lin)
    row.refresh_from_db()
    assert (row.team_id, row.owner_id) == (finance, shop.chen.pk)


def test_giving_it_back_puts_it_into_the_queue(shop: Shop) -> None:
    row = wrote(shop)
    assign(conversation_id=row.pk, to=shop.zhou.pk, actor=shop.by_lin)
    assign(conversation_id=row.pk, to=None, actor=shop.by_zhou)
    row.refresh_from_db()
    assert row.owner_id is None
    shop.zhou.is_active = False
    shop.zhou.save()
    with refused("desk.account_gone"):
        assign(conversation_id=row.pk, to=shop.zhou.pk, actor=shop.by_lin)


def test_a_closed_conversation_is_nobodys_to_take(shop: Shop) -> None:
    row = wrote(shop)
    close(conversation_id=row.pk, actor=shop.by_lin)
    with refused("desk.conversation_closed"):
        take(conversation_id=row.pk, actor=shop.by_lin)


# ── time ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_pains_23_a_snoozed_conversation_wakes_at_its_second(shop: Shop) -> None:
    row = wrote(shop)
    snooze(conversation_id=row.pk, until=FRIDAY_TEN + HOUR, actor=shop.by_lin)
    snooze(conversation_id=row.pk, until=FRIDAY_TEN + 2 * HOUR, actor=shop.by_lin)
    waiting = Job.objects.filter(name="desk.wake", state="waiting")
    assert [job.run_at for job in waiting] == [FRIDAY_TEN + 2 * HOUR]
    with travel(to=FRIDAY_TEN + 2 * HOUR - timedelta(milliseconds=1)):
        run_until_quiet()
    row.refresh_from_db()
    assert row.state == "snoozed"
    with travel(to=FRIDAY_TEN + 2 * HOUR):
        run_until_quiet()
    row.refresh_from_db()
    assert (row.state, row.snoozed_until) == ("open", None)
    assert [one["reason"] for one in told("conversation_woken")] == ["due"]


def test_a_conversation_can_sleep_again_until_the_same_time(shop: Shop) -> None:
    row = wrote(shop)
    for _turn in range(2):
        snooze(conversation_id=row.pk, until=FRIDAY_TEN + HOUR, actor=shop.by_lin)
        wake(conversation_id=row.pk, actor=shop.by_lin)
    snooze(conversation_id=row.pk, until=FRIDAY_TEN + HOUR, actor=shop.by_lin)
    with travel(to=FRIDAY_TEN + HOUR):
        run_until_quiet()
    row.refresh_from_db()
    assert row.state == "open"


def test_closing_ends_the_wait_and_reopening_finds_it_again(shop: Shop) -> None:
    row = wrote(shop)
    close(conversation_id=row.pk, actor=shop.by_lin)
    close(conversation_id=row.pk, actor=shop.by_lin)
    row.refresh_from_db()
    assert (row.state, row.waiting_since, row.closed_at) == ("closed", None, FRIDAY_TEN)
    assert len(told("conversation_closed")) == 1
    reopen(conversation_id=row.pk, actor=shop.by_lin)
    row.refresh_from_db()
    assert (row.state, row.waiting_since, row.closed_at) == ("open", FRIDAY_TEN, None)


def test_what_is_promised_keeps_a_conversation_open(shop: Shop) -> None:
    row = wrote(shop)
    due = FRIDAY_TEN + 5 * HOUR
    make(conversation_id=row.pk, new=promised(due), key="p1", actor=shop.by_lin)
    with refused("desk.promise_still_open"):
        close(conversation_id=row.pk, actor=shop.by_lin)


# ── merge, split, link ──────────────────────────────────────────────────────────────────────────────────────────────


def test_pains_11_merging_makes_one_thread_and_can_be_undone(shop: Shop) -> None:
    shop = replace(shop, channel_id=make_channel(kind="api", name="程序", slug="api", actor=SYSTEM))
    first, second = wrote(shop), wrote(shop, "k2", "忘了说房号 808")
    take(conversation_id=second.pk, actor=shop.by_zhou)
    merge = merge_conversations(kept_id=first.pk, gone_id=second.pk, actor=shop.by_lin)
    assert merge_conversations(kept_id=first.pk, gone_id=second.pk, actor=shop.by_lin) == merge
    for key in (first.key, second.key):  # whichever link the customer kept
        found = public_thread(conversation_key=key)
        assert found is not None
        assert [one.text for one in found.messages] == ["空调太吵", "忘了说房号 808"]
    third = receive(channel_id=shop.channel_id, key="k3", customer_id=shop.wang.pk, text="谢谢", thread_key="k2")
    assert third.conversation_id == first.pk
    undo_merge(merge_id=merge, actor=shop.by_lin)
    undo_merge(merge_id=merge, actor=shop.by_lin)
    second.refresh_from_db()
    assert (second.merged_into_id, second.state, second.owner_id) == (None, "open", shop.zhou.pk)
    assert second.waiting_since == FRIDAY_TEN
    found = public_thread(conversation_key=first.key)
    assert found is not None
    assert [one.text for one in found.messages] == ["空调太吵", "谢谢"]
    assert len(told("conversations_unmerged")) == 1


def test_pains_2_conversations_of_two_people_are_never_merged(shop: Shop) -> None:
    hers, his = wrote(shop), wrote(shop, "k2", customer_id=a_customer(name="李强", title="先生"))
    with refused("desk.other_customer"):
        merge_conversations(kept_id=hers.pk, gone_id=his.pk, actor=shop.by_lin)
    with refused("desk.same_conversation"):
        merge_conversations(kept_id=hers.pk, gone_id=hers.pk, actor=shop.by_lin)


def test_when_customers_are_parted_again_neither_reads_the_other(shop: Shop) -> None:
    other = a_customer(name="王芳")
    hers, maybe_hers = wrote(shop), wrote(shop, "k2", "别人的事", customer_id=other)
    from huitou.customers.api import unmerge

    merge = merge_customers(kept_id=shop.wang.pk, gone_id=other, why="同名同号", actor=shop.by_lin)
    merge_conversations(kept_id=hers.pk, gone_id=maybe_hers.pk, actor=shop.by_lin)
    unmerge(merge_id=merge, actor=shop.by_lin)
    found = public_thread(conversation_key=hers.key)
    assert found is not None
    assert [one.text for one in found.messages] == ["空调太吵"]
    theirs = public_thread(conversation_key=maybe_hers.key)
    assert theirs is not None
    assert [one.text for one in theirs.messages] == ["别人的事"]


def test_merging_a_sleeping_one_and_a_promise_keeps_both_in_sight(shop: Shop) -> None:
    first, second = wrote(shop), wrote(shop, "k2")
    due = FRIDAY_TEN + 5 * HOUR
    make(conversation_id=second.pk, new=promised(due), key="p1", actor=shop.by_lin)
    close(conversation_id=first.pk, actor=shop.by_lin)
    merge_conversations(kept_id=first.pk, gone_id=second.pk, actor=shop.by_lin)
    first.refresh_from_db()
    assert (first.state, first.promise_due) == ("open", due)


def test_splitting_gives_each_matter_its_own_conversation(shop: Shop) -> None:
    row = wrote(shop)
    got = receive(
        channel_id=shop.channel_id, key="k2", customer_id=shop.wang.pk, text="另外发票抬头错了", thread_key="k1"
    )
    new = split(conversation_id=row.pk, message_ids=[got.message_id], key="s1", subject="发票", actor=shop.by_lin)
    assert split(conversation_id=row.pk, message_ids=[got.message_id], key="s1", actor=shop.by_lin) == new
    made = Conversation.objects.get(pk=new)
    assert (made.split_from_id, made.subject, made.waiting_since) == (row.pk, "发票", FRIDAY_TEN)
    assert list(Message.objects.filter(conversation=made).values_list("pk", flat=True)) == [got.message_id]
    row.refresh_from_db()
    assert row.last_message_id != got.message_id
    assert ConversationLink.objects.filter(one=row, other=made).exists()
    for chosen in ([], [got.message_id], [row.last_message_id]):
        with refused("desk.nothing_to_split"):
            split(conversation_id=row.pk, message_ids=chosen, key=f"x{chosen}", actor=shop.by_lin)


def test_a_reply_on_its_way_is_not_split_off(shop: Shop) -> None:
    row = wrote(shop)
    sent = reply(conversation_id=row.pk, text="好的", key="r1", actor=shop.by_lin)
    with refused("desk.still_leaving"):
        split(conversation_id=row.pk, message_ids=[sent.message_id], key="s1", actor=shop.by_lin)


def test_links_are_made_once_in_either_order(shop: Shop) -> None:
    first, second = wrote(shop), wrote(shop, "k2")
    link(conversation_id=first.pk, other_id=second.pk, actor=shop.by_lin)
    link(conversation_id=second.pk, other_id=first.pk, actor=shop.by_lin)
    assert ConversationLink.objects.count() == 1
    unlink(conversation_id=second.pk, other_id=first.pk, actor=shop.by_lin)
    assert not ConversationLink.objects.exists()


# ── tags, sites, views, presence ────────────────────────────────────────────────────────────────────────────────────


def test_situations_are_tagged_once_and_follow_the_conversation(shop: Shop) -> None:
    row, noise = wrote(shop), make_tag(name="噪音")
    assert make_tag(name=" 噪音 ") == noise
    tag(conversation_id=row.pk, tag_id=noise, actor=shop.by_lin)
    tag(conversation_id=row.pk, tag_id=noise, actor=shop.by_lin)
    assert len(told("conversation_tagged")) == 1
    with travel(to=FRIDAY_TEN + HOUR):
        receive(channel_id=shop.channel_id, key="k2", customer_id=shop.wang.pk, text="更吵了", thread_key="k1")
    assert ConversationTag.objects.get().last_at == FRIDAY_TEN + HOUR
    untag(conversation_id=row.pk, tag_id=noise, actor=shop.by_lin)
    retire_tag(tag_id=noise)
    assert tags() == ()
    with refused("desk.no_tag"):
        tag(conversation_id=row.pk, tag_id=noise, actor=shop.by_lin)


def test_the_site_is_named_later(shop: Shop) -> None:
    row = wrote(shop)
    name_site(conversation_id=row.pk, site_id=shop.site.pk, actor=shop.by_lin)
    name_site(conversation_id=row.pk, site_id=shop.site.pk, actor=shop.by_lin)
    assert told("site_named") == [{"conversation_id": row.pk, "customer_id": shop.wang.pk, "site_id": shop.site.pk}]


def test_views_are_ones_own_or_everybodys(shop: Shop) -> None:
    save_view(name="逾期", query="?promise=late", account_id=None)
    mine = save_view(name="我的投诉", query="view=mine&kind=complaint", account_id=shop.lin.pk)
    assert [row.name for row in views(account_id=shop.lin.pk)] == ["逾期", "我的投诉"]
    assert [row.name for row in views(account_id=shop.zhou.pk)] == ["逾期"]
    with refused("core.not_found"):
        save_view(name="偷改", query="", account_id=shop.zhou.pk, view_id=mine)
    with refused("desk.bad_view"):
        save_view(name=" ", query="", account_id=shop.lin.pk)
    remove_view(view_id=mine, account_id=shop.zhou.pk)
    assert len(views(account_id=shop.lin.pk)) == 2


def test_colleagues_see_who_is_looking_and_typing(shop: Shop) -> None:
    row = wrote(shop)
    looking(conversation_id=row.pk, account_id=shop.lin.pk)
    typing(conversation_id=row.pk, account_id=shop.zhou.pk)
    assert who_is_here(row.pk) == {shop.lin.pk: "looking", shop.zhou.pk: "typing"}
    left(conversation_id=row.pk, account_id=shop.lin.pk)
    assert who_is_here(row.pk) == {shop.zhou.pk: "typing"}


# ── many at once ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_bulk_act_tells_what_became_of_each_and_is_done_once(shop: Shop) -> None:
    rows = [wrote(shop, f"k{i}") for i in range(3)]
    make(conversation_id=rows[1].pk, new=promised(FRIDAY_TEN + 5 * HOUR), key="p1", actor=shop.by_lin)
    ids = [row.pk for row in rows] + [987654]
    done = bulk(conversation_ids=ids, act="close", key="b1", actor=shop.by_lin)
    assert [one.code for one in done] == ["", "desk.promise_still_open", "", "desk.no_conversation"]
    reopen(conversation_id=rows[0].pk, actor=shop.by_lin)
    assert bulk(conversation_ids=ids, act="close", key="b1", actor=shop.by_lin) == done
    rows[0].refresh_from_db()
    assert rows[0].state == "open"


@pytest.mark.parametrize(
    ("act", "code"),
    [("delete", "desk.bad_act"), ("snooze", "desk.bad_act"), ("assign", "desk.bad_act"), ("tag", "desk.bad_act")],
)
def test_a_bulk_act_that_is_none_is_refused_as_a_whole(shop: Shop, act: str, code: str) -> None:
    with refused(code):
        bulk(conversation_ids=[wrote(shop).pk], act=act, key="b1", actor=shop.by_lin)
    with refused("desk.too_many"):
        bulk(conversation_ids=list(range(201)), act="close", key="b1", actor=SYSTEM)


def test_the_other_bulk_acts(shop: Shop) -> None:
    rows = [wrote(shop, f"k{i}") for i in range(2)]
    ids, noise, until = [row.pk for row in rows], make_tag(name="噪音"), FRIDAY_TEN + HOUR
    acts = (
        ("take", {}),
        ("tag", {"tag_id": noise}),
        ("snooze", {"until": until}),
        ("wake", {}),
        ("transfer", {"to": shop.zhou.pk, "word": "换班"}),
        ("seen", {}),
        ("untag", {"tag_id": noise}),
        ("return", {}),
        ("assign", {"to": shop.lin.pk}),
    )
    for act, more in acts:
        done = bulk(conversation_ids=ids, act=act, key=act, actor=shop.by_lin, **more)
        assert [one.code for one in done] == ["", ""], act
    assert set(Conversation.objects.values_list("owner_id", "state")) == {(shop.lin.pk, "open")}
