"""What the pages that everybody opens all day ask of the database: so many statements, however much there is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huitou.core.api import now, travel
from huitou.desk import api as desk
from huitou.front.tests.pages_shop import Shop, open_shop, screen, text_of

pytestmark = pytest.mark.django_db
LIST, CONVERSATION = 16, 35  # through the long way in; one more is a decision, not an accident


@pytest.fixture
def shop() -> Shop:
    return open_shop()


def asked(path: str, word: str) -> int:
    """How many statements the page takes when nothing in it is new; every few seconds one more looks at the clock."""
    client = screen("agent")
    assert word in text_of(client.get(path))
    counts = []
    for _ in range(3):
        with CaptureQueriesContext(connection) as asked:
            client.get(path)
        counts.append(len(asked.captured_queries))
    return min(counts)


def lively(shop: Shop, found: desk.Received) -> None:
    """Much is said, promised, kept and found late in one conversation."""
    for n in range(12):
        desk.write_note(
            conversation_id=found.conversation_id, text=f"工程部第{n}次回话", key=f"n{n}", actor=shop.by_lin
        )
        desk.reply(
            conversation_id=found.conversation_id,
            text=f"王女士，第{n}次告诉您进展",
            key=f"r{n}",
            actor=shop.by_lin,
            seen_message_id=2**60,
        )
    for n in range(4):
        with travel(to=now() - timedelta(days=1)):
            shop.promised(found, f"第{n}件事", due_at=now() + timedelta(hours=20 + n))
    desk.answer_question(case_id=found.case_id, question="explicit", text="换房", actor=shop.by_lin)


def test_a_long_conversation_asks_no_more_than_a_short_one(shop):
    short = shop.wrote("李强", "13800138001")
    shop.promised(short)
    long = shop.wrote("王芳", "13800138000")
    lively(shop, long)
    counts = {asked(f"/desk/c/{found.conversation_id}", word) for found, word in ((short, "李强"), (long, "第3件事"))}
    assert len(counts) == 1
    assert counts.pop() <= CONVERSATION


def test_a_full_list_asks_no_more_than_an_empty_one(shop):
    empty = asked("/desk?view=all", "/desk")
    for n in range(8):
        shop.promised(shop.wrote(f"王{n}", f"1380013800{n}"))
    assert asked("/desk?view=all", "王7") == empty <= LIST
