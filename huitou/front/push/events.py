"""The two doors of live push (server-sent events): `/events` for the desk, `/c/<key>/events` for a customer's page."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import Executor
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import parse_qs

from django.conf import settings
from django.db import close_old_connections

from huitou.core.api import Position, Visitor, visitor
from huitou.desk.api import conversation_id_of
from huitou.front.push.hub import Hub, Reader, missed

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
PING = 15.0  # seconds; rights are looked at again with every ping
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]


class Events:
    """An ASGI endpoint: streams facts to whoever may hear them, for as long as they may."""

    def __init__(self, hub: Hub, threads: Executor) -> None:
        self.hub = hub
        self.threads = threads

    async def staff(self, scope: Scope, receive: Receive, send: Send) -> None:
        """`/events`: an account with the right to read the desk."""
        cookies = SimpleCookie(_header(scope, b"cookie"))
        morsel = cookies.get(settings.SESSION_COOKIE_NAME)
        key = morsel.value if morsel else ""
        if not await self._allowed(key):
            await _answer(send, 403)
            return
        reader = Reader(asyncio.get_running_loop())
        # A browser sends Last-Event-ID only when it comes back; a page just drawn says in the address where it stands.
        last = (
            _header(scope, b"last-event-id") or parse_qs(scope.get("query_string", b"").decode()).get("after", [""])[0]
        )
        await self._stream(reader, receive, send, last, lambda: self._allowed(key))

    async def customer(self, scope: Scope, receive: Receive, send: Send, key: str) -> None:
        """`/c/<key>/events`: whoever holds the unguessable key of the conversation."""
        conversation_id = await self._in_thread(_conversation_id, key)
        if conversation_id is None:
            await _answer(send, 404)
            return
        reader = Reader(asyncio.get_running_loop(), conversation_id)
        await self._stream(reader, receive, send, "", None)

    async def _allowed(self, session_key: str) -> bool:
        found: Visitor | None = await self._in_thread(visitor, session_key)
        return found is not None and "desk.read" in found.permissions

    async def _stream(self, reader: Reader, receive: Receive, send: Send, last: str, still: Any) -> None:
        self.hub.join(reader)
        gone = asyncio.ensure_future(_disconnected(receive))
        gone.add_done_callback(lambda _: reader.ring())
        try:
            await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
            await _write(send, b"retry: 1000\n: hello\n\n")
            for event in await self._in_thread(_missed, last):
                await _write(send, event)
            await self._tell(reader, gone, send, still)
        finally:
            self.hub.leave(reader)
            gone.cancel()

    async def _tell(self, reader: Reader, gone: asyncio.Future[None], send: Send, still: Any) -> None:
        """Send what comes, and a ping when nothing does, until the stream is over."""
        clock = asyncio.get_running_loop().time
        looked = clock()
        while not gone.done():
            await reader.something(within=PING)
            if gone.done() or reader.cut:
                return
            # A busy stream never comes to a ping: the right is looked at by the clock as well.
            if still is not None and clock() - looked >= PING:
                if not await still():
                    return
                looked = clock()
            await _write(send, reader.taken() or b": ping\n\n")

    async def _in_thread(self, function: Callable[..., Any], *args: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self.threads, _with_connection, function, *args)


def _conversation_id(key: str) -> int | None:
    return conversation_id_of(key=key)


def _with_connection(function: Callable[..., Any], *args: Any) -> Any:
    close_old_connections()
    return function(*args)


def _missed(last: str) -> list[bytes]:
    try:
        return list(missed(Position.parse(last))) if last else []
    except ValueError:
        return []


def _header(scope: Scope, name: bytes) -> str:
    return next((value.decode("latin-1") for key, value in scope["headers"] if key == name), "")


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _write(send: Send, body: bytes) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": True})


async def _answer(send: Send, status: int) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-length", b"0")]})
    await send({"type": "http.response.body", "body": b""})
