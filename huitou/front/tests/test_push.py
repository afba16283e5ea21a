"""Live push: told once and in order, resumed after an absence, cut when too slow, and quiet about what is not theirs."""

import asyncio
import threading

import pytest
from django.db import connection

from huitou.channels.api import make_channel
from huitou.core.api import Position, tail, tail_end
from huitou.core.testing import somebody
from huitou.desk import api as desk
from huitou.front.push.hub import QUEUE, Hub, Reader, missed, staff_event

pytestmark = pytest.mark.django_db(transaction=True)


def a_message(key: str) -> desk.Received:
    from huitou.channels.api import channel

    row = channel(slug="liuyan")
    channel_id = row.id if row else make_channel(kind="form", name="留言", slug="liuyan")
    return desk.receive(channel_id=channel_id, key=key, handles=[("phone", "13800001111")], name="王芳", text="你好")


def test_who_returns_gets_exactly_what_was_missed() -> None:
    a_message("1")
    left = tail_end()
    a_message("2")
    a_message("3")
    told = b"".join(missed(left))
    expected = [staff_event(at, row) for at, row in tail(left)]
    assert told == b"".join(expected)
    assert told.count(b"desk.message_received.v1") == 2
    assert b"".join(missed(tail_end())) == b""


def test_an_event_carries_ids_and_codes_and_none_of_her_words() -> None:
    a_message("1")
    told = b"".join(missed(Position()))
    assert b"desk.message_received.v1" in told
    assert "你好".encode() not in told and "王芳".encode() not in told


def test_everybody_at_the_desk_hears_a_commit() -> None:
    a_message("before")

    async def listen() -> list[bytes]:
        hub, loop = Hub(), asyncio.get_running_loop()
        readers = [Reader(loop) for _ in range(20)]
        for reader in readers:
            hub.join(reader)
        hub.start(loop)
        await asyncio.sleep(0.5)
        await asyncio.to_thread(_write)
        heard = []
        for reader in readers:
            await reader.something(within=10)
            heard.append(reader.taken())
        hub.stop()
        await asyncio.sleep(1.2)  # its thread ends and gives its connection back
        return heard

    heard = asyncio.run(listen())
    assert len(set(heard)) == 1
    assert b"desk.message_received.v1" in heard[0]


def test_a_customers_page_hears_of_its_own_conversation_only() -> None:
    hub = Hub()
    loop = asyncio.new_event_loop()
    mine, other = a_message("1"), 987654
    wang, stranger = Reader(loop, mine.conversation_id), Reader(loop, other)
    hub.join(wang)
    hub.join(stranger)
    hub._tell([], [row for _at, row in tail(Position())])
    assert set(wang.waiting) == {b"event: changed\ndata: {}\n\n"}
    assert not stranger.waiting
    hub.leave(wang)
    hub.leave(stranger)
    assert not hub._customers
    loop.close()


def test_a_reader_who_is_too_slow_is_cut_and_nothing_is_kept_for_them() -> None:
    loop = asyncio.new_event_loop()
    reader = Reader(loop)
    for number in range(QUEUE + 1):
        reader.offer(b"%d" % number)
    assert reader.cut and not reader.waiting
    loop.close()


def test_whispers_live_shortly_and_reach_the_desk() -> None:
    got, lin = a_message("1"), somebody("agent")
    desk.typing(conversation_id=got.conversation_id, account_id=lin.pk)
    from huitou.core.api import whispers_after, who_is_here

    assert who_is_here(got.conversation_id) == {lin.pk: "typing"}
    assert [w.kind for w in whispers_after(0)] == ["typing"]
    desk.left(conversation_id=got.conversation_id, account_id=lin.pk)
    assert who_is_here(got.conversation_id) == {}


def _write() -> None:
    try:
        a_message(f"from-{threading.get_ident()}")
    finally:
        connection.close()
