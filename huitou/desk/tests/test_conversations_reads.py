"""The list and the thread: right, constant in statements, along an index whatever the filter."""

from __future__ import annotations

import dataclasses
import itertools
import random
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huitou.core.api import travel
from huitou.core.testing import run_until_quiet
from huitou.customers.api import merge as merge_customers
from huitou.customers.testing import a_customer
from huitou.desk.conversations.actions.drafts import mark_seen, mark_unseen, save_draft
from huitou.desk.conversations.actions.merging import link, merge_conversations
from huitou.desk.conversations.actions.notes import write_note
from huitou.desk.conversations.actions.receive import receive
from huitou.desk.conversations.actions.releasing import undo
from huitou.desk.conversations.actions.reply import reply
from huitou.desk.conversations.actions.tags import make_tag, tag
from huitou.desk.conversations.given import IncomingFile
from huitou.desk.conversations.public import public_file, public_thread
from huitou.desk.conversations.reads.filters import InboxFilter, branches
from huitou.desk.conversations.reads.header import conversation_id_of, header
from huitou.desk.conversations.reads.inbox import counts, inbox
from huitou.desk.conversations.reads.lists import conversations_of, messages_found, notes_found, staff_file
from huitou.desk.conversations.reads.sql import moment
from huitou.desk.conversations.reads.thread import ThreadMessage, ThreadNote, thread, thread_message
from huitou.desk.models import Conversation, ConversationTag, Message, Seen, Tag
from huitou.desk.tests.shop import FRIDAY_TEN, Shop, open_shop, refused
from huitou.roster.testing import a_site, a_team_with

pytestmark = pytest.mark.django_db
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
KINDS, STATES = ("", "complaint", "inquiry", "praise"), ("open", "snoozed", "closed")


@pytest.fixture
def shop() -> Iterator[Shop]:
    with travel(to=FRIDAY_TEN):
        yield open_shop()


def wrote(shop: Shop, key: str = "k1", text: str = "空调太吵", **more: Any) -> Conversation:
    given = {"channel_id": shop.channel_id, "customer_id": shop.wang.pk, "thread_key": key, **more}
    return Conversation.objects.get(pk=receive(key=key, text=text, **given).conversation_id)


def fill(shop: Shop, many: int) -> dict[str, int]:
    """A desk with `many` conversations of every sort, some at the very same second."""
    chance = random.Random(7)
    other_team, other_site, noise = a_team_with(name="夜班"), a_site(code="binjiang", name="滨江店"), Tag(name="噪音")
    noise.save()
    made = Conversation.objects.bulk_create(
        Conversation(
            key=f"key-{i}",
            customer=shop.wang,
            channel_id=shop.channel_id,
            state=chance.choice(STATES),
            owner_id=chance.choice([None, shop.lin.pk, shop.zhou.pk]),
            team_id=chance.choice([None, shop.team.pk, other_team]),
            site_id=chance.choice([None, shop.site.pk, other_site]),
            kind=chance.choice(KINDS),
            opened_at=FRIDAY_TEN,
            last_at=FRIDAY_TEN - timedelta(seconds=chance.randrange(many // 2 + 1)),
            waiting_since=chance.choice([None, FRIDAY_TEN]),
            promise_due=chance.choice([None, FRIDAY_TEN - HOUR, FRIDAY_TEN + HOUR]),
        )
        for i in range(many)
    )
    tagged = [row for row in made if chance.random() < 0.2]
    ConversationTag.objects.bulk_create(
        ConversationTag(conversation=row, tag=noise, last_at=row.last_at) for row in tagged
    )
    return {"team": other_team, "site": other_site, "tag": noise.pk}


def filters(shop: Shop, ids: dict[str, int]) -> list[InboxFilter]:
    """Every filter alone and every two together."""
    single: list[dict[str, Any]] = [
        {"view": "mine"},
        {"view": "unassigned"},
        {"view": "team"},
        {"team_id": ids["team"]},
        {"owner_id": shop.zhou.pk},
        {"waiting": True},
        {"promise": "late"},
        {"promise": "open"},
        {"kind": "praise"},
        {"site_id": ids["site"]},
        {"tag_id": ids["tag"]},
        {"channel_id": shop.channel_id},
        {"state": "closed"},
        {"state": "any"},
    ]
    pairs = [{**one, **other} for one, other in itertools.combinations(single, 2)]
    return [InboxFilter(), *(InboxFilter(**given) for given in single + pairs)]


def plainly(chosen: InboxFilter, shop: Shop) -> list[int]:
    """The same list, asked in the plainest way."""
    rows = Conversation.objects.filter(merged_into=None)
    exact = {"team_id": chosen.team_id, "site_id": chosen.site_id, "channel_id": chosen.channel_id}
    exact |= {"owner_id": shop.lin.pk if chosen.view == "mine" else chosen.owner_id, "kind": chosen.kind or None}
    rows = rows.filter(**{name: value for name, value in exact.items() if value is not None})
    if chosen.state != "any":
        rows = rows.filter(state=chosen.state)
    if chosen.view == "mine" and chosen.owner_id is not None:
        rows = rows.filter(owner_id=chosen.owner_id)
    if chosen.view == "unassigned":
        rows = rows.filter(owner=None)
    if chosen.view == "team" and chosen.team_id is None:
        rows = rows.filter(team_id=shop.team.pk)
    if chosen.waiting:
        rows = rows.exclude(waiting_since=None)
    if chosen.promise:
        rows = rows.exclude(promise_due=None)
    if chosen.promise == "late":
        rows = rows.filter(promise_due__lt=FRIDAY_TEN)
    if chosen.tag_id:
        rows = rows.filter(pk__in=ConversationTag.objects.filter(tag_id=chosen.tag_id).values("conversation_id"))
    return list(rows.order_by("-last_at", "-id").values_list("pk", flat=True))


def test_every_filter_and_every_pair_pages_through_exactly_its_conversations(shop: Shop) -> None:
    ids = fill(shop, 240)
    for chosen in filters(shop, ids):
        got, after = [], None
        while True:
            page = inbox(filter=chosen, account_id=shop.lin.pk, after=after, limit=23)
            got += [row.id for row in page.rows]
            after = page.next
            if after is None:
                break
        expected = plainly(chosen, shop)
        assert got == expected, chosen
        found = counts(filters={"it": chosen}, account_id=shop.lin.pk)["it"]
        assert found == min(100, len(expected)), chosen


@pytest.mark.parametrize("view", ["mine", "unassigned", "all"])
def test_pains_6_the_list_is_one_statement_however_many_there_are(
    shop: Shop, view: Any, django_assert_num_queries: Any
) -> None:
    fill(shop, 120)
    with django_assert_num_queries(1):
        inbox(filter=InboxFilter(view=view), account_id=shop.lin.pk)
    with django_assert_num_queries(1):
        counts(filters={name: InboxFilter(view=name) for name in ("mine", "unassigned", "all")}, account_id=1)


@pytest.mark.sqlite_only(reason="reads SQLite's plan; PostgreSQL's depends on its statistics")
def test_pains_6_no_filter_sorts_or_scans_everything(shop: Shop) -> None:
    ids = fill(shop, 60)
    for chosen in filters(shop, ids):
        for branch in branches(chosen, account_id=shop.lin.pk, after=None, limit=26):
            with connection.cursor() as cursor:
                parameters = [moment(one) if hasattr(one, "tzinfo") else one for one in branch.parameters]
                cursor.execute(f"EXPLAIN QUERY PLAN {branch.sql}", parameters)
                plan = [row[3] for row in cursor.fetchall()]
            assert not [line for line in plan if "TEMP B-TREE" in line], (chosen, plan)
            assert not [line for line in plan if line.startswith("SCAN") and "INDEX" not in line], (chosen, plan)
            assert plan[0].startswith("SEARCH"), (chosen, plan)


def test_a_position_that_is_none_of_ours_is_refused(shop: Shop) -> None:
    for after in ("x", "1-", "-1", "1-1-1", "9" * 30 + "-1", "１-1", "1-" + "9" * 30):
        with refused("desk.bad_cursor"):
            inbox(filter=InboxFilter(), account_id=shop.lin.pk, after=after)


def test_a_row_says_who_what_and_since_when(shop: Shop) -> None:
    row = wrote(shop, subject="空调", text="第一行\n第二行", site_id=shop.site.pk)
    tag(conversation_id=row.pk, tag_id=make_tag(name="噪音"), actor=shop.by_lin)
    found = inbox(filter=InboxFilter(), account_id=shop.lin.pk).rows[0]
    assert (found.customer_address, found.last_text, found.subject) == ("王女士", "第一行 第二行", "空调")
    assert (found.site_name, found.channel_kind, found.tags) == (shop.site.name, "form", ("噪音",))
    assert found.waiting_since == found.last_at == FRIDAY_TEN
    assert (found.last_direction, found.unread, found.promises_open) == ("in", True, 0)


def test_what_was_seen_is_read_until_the_customer_writes_again(shop: Shop) -> None:
    row = wrote(shop)

    def unread(account_id: int) -> bool:
        return inbox(filter=InboxFilter(), account_id=account_id).rows[0].unread

    mark_seen(conversation_id=row.pk, account_id=shop.lin.pk)
    assert (unread(shop.lin.pk), unread(shop.zhou.pk)) == (False, True)
    wrote(shop, "k2", conversation_key=row.key)
    assert unread(shop.lin.pk)
    mark_seen(conversation_id=row.pk, account_id=shop.lin.pk)
    mark_seen(conversation_id=row.pk, account_id=shop.lin.pk, message_id=1)  # an old page says less: nothing goes back
    assert not unread(shop.lin.pk)
    mark_unseen(conversation_id=row.pk, account_id=shop.lin.pk)
    assert unread(shop.lin.pk)
    assert Seen.objects.count() == 1


def test_a_merged_customer_is_shown_as_the_person_they_are(shop: Shop) -> None:
    gone = a_customer(name="王小芳")
    wrote(shop, customer_id=gone)
    merge_customers(kept_id=shop.wang.pk, gone_id=gone, why="同一人", actor=shop.by_lin)
    found = inbox(filter=InboxFilter(), account_id=shop.lin.pk).rows[0]
    assert (found.customer_id, found.customer_name) == (shop.wang.pk, "王芳")


# ── the thread ──────────────────────────────────────────────────────────────────────────────────────────────────────


def talk(shop: Shop, turns: int) -> Conversation:
    row = wrote(shop, text="第0句")
    for i in range(1, turns):
        with travel(to=FRIDAY_TEN + (i // 2) * MINUTE):  # two things at the same moment
            if i % 3 == 0:
                write_note(conversation_id=row.pk, text=f"第{i}句", key=f"n{i}", actor=shop.by_lin)
            else:
                receive(
                    channel_id=shop.channel_id,
                    key=f"t{i}",
                    customer_id=shop.wang.pk,
                    text=f"第{i}句",
                    conversation_key=row.key,
                )
    return row


def words(conversation_id: int, limit: int) -> list[list[str]]:
    pages, before = [], None
    while True:
        page = thread(conversation_id=conversation_id, limit=limit, before=before)
        pages.append([item.text for item in page.items])
        before = page.older
        if before is None:
            return pages


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 50])
def test_messages_and_notes_are_interleaved_and_paged_without_gap_or_double(shop: Shop, limit: int) -> None:
    row = talk(shop, 20)
    whole = words(row.pk, 500)[0]
    assert sorted(whole) == sorted(f"第{i}句" for i in range(20))
    assert [text for page in reversed(words(row.pk, limit)) for text in page] == whole
    with refused("desk.bad_cursor"):
        thread(conversation_id=row.pk, before="2-1-1")


def test_the_thread_is_four_statements(shop: Shop, django_assert_num_queries: Any) -> None:
    row = talk(shop, 30)
    with django_assert_num_queries(4):
        thread(conversation_id=row.pk)
    with django_assert_num_queries(3):
        header(account_id=shop.lin.pk, key=row.key)


def test_what_was_taken_back_is_not_in_the_thread(shop: Shop) -> None:
    row = wrote(shop)
    sent = reply(conversation_id=row.pk, text="写错了", key="r1", actor=shop.by_lin)
    shown = thread_message(message_id=sent.message_id)
    assert shown is not None
    assert (shown.state, shown.release_at, shown.author_name) == ("queued", sent.release_at, shop.lin.name)
    undo(message_id=sent.message_id, actor=shop.by_lin)
    assert thread_message(message_id=sent.message_id) is None
    assert words(row.pk, 50) == [["空调太吵"]]


def test_files_stand_with_their_message_and_note(shop: Shop) -> None:
    text = IncomingFile(filename="说明.txt", content_type="text/plain", content=b"hello")
    row = wrote(shop, files=[text])
    write_note(conversation_id=row.pk, text="见附件", key="n1", actor=shop.by_lin, files=[text])
    message, note = thread(conversation_id=row.pk).items
    assert isinstance(message, ThreadMessage)
    assert isinstance(note, ThreadNote)
    assert [one.size for one in (*message.files, *note.files)] == [5, 5]
    for file in (*message.files, *note.files):
        assert staff_file(key=file.key) == file
    assert public_file(conversation_key=row.key, file_key=message.files[0].key) is not None
    assert public_file(conversation_key=row.key, file_key=note.files[0].key) is None
    assert public_file(conversation_key=wrote(shop, "k9").key, file_key=message.files[0].key) is None


def test_a_merged_thread_is_read_as_one(shop: Shop) -> None:
    first, second = talk(shop, 8), wrote(shop, "k2", "另一条")
    write_note(conversation_id=second.pk, text="另一条备注", key="nn", actor=shop.by_zhou)
    merge_conversations(kept_id=first.pk, gone_id=second.pk, actor=shop.by_lin)
    whole = words(first.pk, 500)[0]
    assert len(whole) == 10
    assert [text for page in reversed(words(first.pk, 3)) for text in page] == whole
    found = header(account_id=shop.lin.pk, conversation_id=second.pk)
    assert found is not None
    assert found.id == first.pk == conversation_id_of(key=second.key)
    assert [(one.how, one.conversation_id) for one in found.links] == [("merged", second.pk)]


def test_the_header_knows_whose_it_is_why_and_what_was_typed(shop: Shop) -> None:
    row, other = wrote(shop, site_id=shop.site.pk), wrote(shop, "k2")
    link(conversation_id=row.pk, other_id=other.pk, actor=shop.by_lin)
    save_draft(conversation_id=row.pk, account_id=shop.lin.pk, kind="note", text="记得")
    found = header(account_id=shop.lin.pk, key=row.key)
    assert found is not None
    assert (found.customer_address, found.site_name, found.team_name) == ("王女士", shop.site.name, shop.team.name)
    assert (found.note_draft, found.reply_draft, found.no_way_out) == ("记得", "", "")
    assert found.assignment is not None
    assert found.assignment.reasons[-1]["code"] == "nobody_on_duty"
    assert [one.conversation_id for one in found.links] == [other.pk]
    theirs = header(account_id=shop.zhou.pk, conversation_id=row.pk)
    assert theirs is not None
    assert theirs.note_draft == ""
    assert header(account_id=shop.lin.pk, key="guessed") is None


def test_hits_of_a_search_are_shown_where_they_stand(shop: Shop) -> None:
    row = wrote(shop)
    note_id = write_note(conversation_id=row.pk, text="备注", key="n1", actor=shop.by_lin)
    message_id = row.last_message_id
    assert messages_found(ids=[message_id])[message_id].conversation_key == row.key
    assert notes_found(ids=[note_id])[note_id].direction == "note"
    assert [one.id for one in conversations_of(customer_ids=[shop.wang.pk])] == [row.pk]


# ── front stage ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_pains_1_the_public_reader_asks_no_table_of_the_back_stage(shop: Shop) -> None:
    row = wrote(shop)
    write_note(conversation_id=row.pk, text="绝密备注", key="n1", actor=shop.by_lin)
    save_draft(conversation_id=row.pk, account_id=shop.lin.pk, kind="reply", text="草稿绝密")
    reply(conversation_id=row.pk, text="还没发出", key="r1", actor=shop.by_lin)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        found = public_thread(conversation_key=row.key)
    assert found is not None
    told = repr(dataclasses.asdict(found))
    assert not [word for word in ("绝密", "草稿", "还没发出", "@", shop.lin.username) if word in told]
    for back in ("desk_note", "desk_draft", "desk_assignment", "core_fact"):
        assert not [one for one in asked.captured_queries if back in one["sql"]]
    with travel(to=FRIDAY_TEN + MINUTE):
        run_until_quiet()
    again = public_thread(conversation_key=row.key)
    assert again is not None
    assert [(one.ours, one.by_name, one.text) for one in again.messages] == [
        (False, "", "空调太吵"),
        (True, shop.lin.name, "还没发出"),
    ]
    assert public_thread(conversation_key="guessed") is None
    assert Message.objects.count() == 2
