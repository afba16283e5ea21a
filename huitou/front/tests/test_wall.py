"""表 and 里: generated words of the back stage stand everywhere they can stand, and no door for customers lets one out.

Every address that a stranger may open is fetched as the customer (with the keys that a customer holds) and as a stranger
(with wrong ones); the live stream's events too. None of the words may appear, not even a piece of one.
"""

import random
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from huitou.channels.api import make_channel
from huitou.core.api import SYSTEM, Actor, Position, right_of, tail
from huitou.core.testing import run_until_quiet, somebody
from huitou.customers import api as customers
from huitou.desk import api as desk
from huitou.front.push.public import for_customer
from huitou.roster import api as roster
from huitou.voice import api as voice

pytestmark = pytest.mark.django_db
WORDS = 40
PIECE = 6


def secret(luck: random.Random) -> str:
    """A back-stage word of Chinese characters that stands nowhere else."""
    return "".join(chr(luck.randrange(0x5000, 0x9000)) for _ in range(12))


class BackStage:
    """A conversation of 王女士 with secrets in every place of the back stage."""

    def __init__(self, seed: int) -> None:
        self.luck = random.Random(seed)
        self.secrets: list[str] = []
        lin, zhou = somebody("agent"), somebody("leader")
        actor = Actor.account(lin.pk)
        team = roster.make_team(name="酒店服务组", actor=SYSTEM)
        for account in (lin, zhou):
            roster.add_member(team_id=team, account_id=account.pk, actor=SYSTEM)
            roster.set_presence(account_id=account.pk, state="ready", actor=SYSTEM)
        channel_id = make_channel(kind="form", name="留言", slug="liuyan", team_id=team)
        self.got = desk.receive(
            channel_id=channel_id,
            key="wang",
            handles=[("phone", "13800001111")],
            name="王芳",
            text="空调坏了",
            open_case=desk.NewCase(kind="complaint", summary="空调"),
        )
        conversation_id, case_id = self.got.conversation_id, self.got.case_id or 0
        for number in range(WORDS):
            desk.write_note(conversation_id=conversation_id, text=self.new(), key=f"n{number}", actor=actor)
        desk.assign(conversation_id=conversation_id, to=zhou.pk, word=self.new(), actor=actor)
        desk.save_draft(conversation_id=conversation_id, account_id=lin.pk, kind="reply", text=self.new())
        desk.save_draft(conversation_id=conversation_id, account_id=lin.pk, kind="note", text=self.new())
        desk.tag(conversation_id=conversation_id, tag_id=desk.make_tag(name=self.new()), actor=actor)
        for question in ("explicit", "implicit", "satisfied", "expectation", "follow_up"):
            desk.answer_question(case_id=case_id, question=question, text=self.new(), actor=actor)
        customers.add_detail(customer_id=self.got.customer_id, kind="other", text=self.new(), actor=actor)
        sent = desk.reply(
            conversation_id=conversation_id,
            text="马上就来",
            key="r",
            actor=Actor.account(zhou.pk),
            seen_message_id=None,
        )
        undone = desk.reply(
            conversation_id=conversation_id,
            text=self.new(),
            key="u",
            actor=Actor.account(zhou.pk),
            seen_message_id=None,
        )
        desk.undo(message_id=undone.message_id, actor=Actor.account(zhou.pk))
        desk.save_draft(conversation_id=conversation_id, account_id=zhou.pk, kind="reply", text="")
        assert sent.message_id
        other = desk.receive(
            channel_id=channel_id, key="li", handles=[("phone", "13900002222")], name=self.new(), text=self.new()
        )
        self.stranger_key = other.conversation_key
        desk.finish(conversation_id=conversation_id, actor=Actor.account(zhou.pk), despite=("desk.case_incomplete",))
        run_until_quiet()
        self.link = voice.open_link(conversation_key=self.got.conversation_key) or ""

    def new(self) -> str:
        self.secrets.append(secret(self.luck))
        return self.secrets[-1]

    def leak(self, content: bytes) -> str:
        text = content.decode("utf-8", "replace")
        for word in self.secrets:
            for start in range(len(word) - PIECE + 1):
                if word[start : start + PIECE] in text:
                    return word
        return ""


def public_views(patterns: Any = None, prefix: str = "") -> list[tuple[str, Any]]:
    """Every address that is marked as meant for strangers."""
    found = []
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(pattern, URLResolver):
            found += public_views(pattern.url_patterns, prefix + str(pattern.pattern))
        elif isinstance(pattern, URLPattern):
            right = right_of(pattern.callback)
            if right is not None and right.stranger:
                found.append((prefix + str(pattern.pattern), pattern.callback))
    return found


def filled(route: str, key: str, link: str) -> str:
    values = {
        "<slug:slug>": "liuyan",
        "<str:key>": key,
        "<str:link>": link,
        "<str:file_key>": "x" * 20,
        "<int:promise_id>": "1",
    }
    for place, value in values.items():
        route = route.replace(place, value)
    return "/" + route


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_no_byte_of_the_back_stage_comes_out_of_any_door_for_customers(seed: int) -> None:
    stage, looked = BackStage(seed), 0
    client = Client()
    for route, _view in public_views():
        if "<" in route.replace("<slug:slug>", "").replace("<str:key>", "").replace("<str:link>", "").replace(
            "<str:file_key>", ""
        ).replace("<int:promise_id>", ""):
            continue
        for key, link in ((stage.got.conversation_key, stage.link), ("nobody-has-this-key", "1:forged")):
            for method in (client.get, client.post):
                answer = method(filled(route, key, link), {"text": "还有一件事", "key": f"k{looked}"}, follow=True)
                content = b"".join(answer.streaming_content) if answer.streaming else answer.content
                assert not stage.leak(content), (route, stage.leak(content))
                looked += 1
    assert looked >= 20


@pytest.mark.django_db(transaction=True)  # the tail reads what is committed
def test_the_stream_of_a_customers_page_says_only_that_something_changed() -> None:
    stage = BackStage(4)
    events = [event for _at, row in tail(Position(), limit=5000) if (event := for_customer(row))]
    assert events
    assert set(events) == {b"event: changed\ndata: {}\n\n"}
    assert not stage.leak(b"".join(events))


@pytest.mark.django_db(transaction=True)
def test_no_fact_holds_a_word_of_anybody() -> None:
    stage = BackStage(5)
    everything = str([row.data for _at, row in tail(Position(), limit=5000)])
    assert "conversation_id" in everything, "there are facts to look at"
    assert not stage.leak(everything.encode())
    assert "空调坏了" not in everything and "王芳" not in everything


def test_the_leak_test_itself_can_fail() -> None:
    stage = BackStage(6)
    assert stage.leak(stage.secrets[3].encode()) == stage.secrets[3]
