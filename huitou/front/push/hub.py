"""Live push in one process: a thread tails the ledger and hands what is new to everybody who listens.

The ledger is the truth; a wake-up only says "look". A reader who is too slow is cut and resumes from the ledger by
`Last-Event-ID`, so nothing is kept in memory that would matter.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

import orjson
from django.db import DatabaseError, connection

from huitou.core.api import FactRow, Position, Sleeper, WhisperRow, tail, tail_end, whispers_after
from huitou.front.push.public import for_customer

QUEUE = 256  # events that a reader may be behind
SWEEP = 1.0  # seconds: a look at the ledger even when nobody woke us
log = logging.getLogger(__name__)


@dataclass(eq=False)
class Reader:
    """One open stream. `conversation_id` set: a customer's page, which hears of this conversation only."""

    loop: asyncio.AbstractEventLoop
    conversation_id: int | None = None
    waiting: deque[bytes] = field(default_factory=deque)
    cut: bool = False
    _bell: asyncio.Future[None] | None = None

    def offer(self, event: bytes) -> None:
        """Called in the reader's loop: queue an event, or cut the stream when it is too far behind."""
        if len(self.waiting) >= QUEUE:
            self.waiting.clear()
            self.cut = True
        elif not self.cut:
            self.waiting.append(event)
        self.ring()

    def ring(self) -> None:
        """Let the stream look: something came, or somebody went."""
        if self._bell is not None and not self._bell.done():
            self._bell.set_result(None)

    async def something(self, *, within: float) -> None:
        """Wait for an event or a ring, at most so many seconds.

        One future and one timer: with 500 open desks every microsecond here is half a millisecond of push.
        """
        if self.waiting or self.cut:
            return
        self._bell = self.loop.create_future()
        timer = self.loop.call_later(within, self.ring)
        try:
            await self._bell
        finally:
            timer.cancel()

    def taken(self) -> bytes:
        """Everything that waits, as one block; nothing when nothing does."""
        block = b"".join(self.waiting)
        self.waiting.clear()
        return block


class Hub:
    """Everybody who listens in this process, and the thread that tells them."""

    def __init__(self) -> None:
        self._desks: set[Reader] = set()
        self._customers: dict[int, set[Reader]] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        """Begin to tail (once)."""
        if self._thread is None:
            self._loop = loop
            self._thread = threading.Thread(target=self._run, name="push", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Stop the thread; open streams end with the server."""
        self._stop.set()

    def join(self, reader: Reader) -> None:
        """Hear from now on."""
        if reader.conversation_id is None:
            self._desks.add(reader)
        else:
            self._customers.setdefault(reader.conversation_id, set()).add(reader)

    def leave(self, reader: Reader) -> None:
        """Hear no more."""
        self._desks.discard(reader)
        if reader.conversation_id is not None:
            readers = self._customers.get(reader.conversation_id, set())
            readers.discard(reader)
            if not readers:
                self._customers.pop(reader.conversation_id, None)

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                self._tail_until_stopped()
            except DatabaseError:
                log.exception("push: the database did not answer; trying again")
                connection.close()
                self._stop.wait(1)

    def _tail_until_stopped(self) -> None:
        position, whisper_id = tail_end(), last_whisper()
        sleeper = Sleeper()
        while not self._stop.is_set():
            sleeper.sleep(SWEEP)
            rows = tail(position)
            whispers = whispers_after(whisper_id)
            if rows:
                position = rows[-1][0]
            if whispers:
                whisper_id = whispers[-1].id
            if (rows or whispers) and self._loop is not None:
                events = [staff_event(at, row) for at, row in rows] + [whisper_event(w) for w in whispers]
                self._loop.call_soon_threadsafe(self._tell, events, [row for _, row in rows])

    def _tell(self, events: list[bytes], rows: list[FactRow]) -> None:
        block = b"".join(events)
        for reader in tuple(self._desks):
            reader.offer(block)
        for row in rows:
            if row.conversation_id in self._customers and (event := for_customer(row)):
                for reader in tuple(self._customers[row.conversation_id]):
                    reader.offer(event)


def last_whisper() -> int:
    """The id of the newest whisper, 0 when there is none."""
    newest = whispers_after(0, limit=1, newest=True)
    return newest[0].id if newest else 0


def staff_event(at: Position, row: FactRow) -> bytes:
    """A fact for agents' screens: ids and codes; the screen fetches what it shows, with its own rights."""
    body = {
        "id": row.id,
        "name": row.name,
        "conversation_id": row.conversation_id,
        "customer_id": row.customer_id,
        "actor_id": row.actor_id if row.actor_kind == "account" else None,
    }
    return b"id: %s\nevent: fact\ndata: %s\n\n" % (str(at).encode(), orjson.dumps(body))


def whisper_event(row: WhisperRow) -> bytes:
    """Typing and looking, for agents' screens."""
    body = {"kind": row.kind, "conversation_id": row.conversation_id, "account_id": row.account_id}
    return b"event: whisper\ndata: %s\n\n" % orjson.dumps(body)


def missed(after: Position) -> Iterable[bytes]:
    """What a returning reader has missed, straight from the ledger."""
    while rows := tail(after):
        yield b"".join(staff_event(at, row) for at, row in rows)
        after = rows[-1][0]
