"""The limit: bare ASGI functions that do what the product does, with nothing in between.

A page is seen once through the whole product, and noted: every statement it ran, the template and what was handed to it.
The limit then checks the session in the database, runs the same statements on a plain sqlite3 connection, fetches all
rows and renders the same template in a plain Jinja2. It is stricter than an honest program could be: it does not even
turn rows into what the template shows.
"""

from __future__ import annotations

import json
import re
import sqlite3
import threading
import time
from collections.abc import Awaitable, Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import parse_qs

from markupsafe import Markup

from bench import databases

Send = Callable[[dict[str, Any]], Awaitable[None]]
PAGES = "page"  # how the threads are named that draw pages
PLACE = re.compile(r"(?<!%)%s")


@dataclass
class Seen:
    """What one request of the product did."""

    statements: list[tuple[str, tuple[Any, ...]]] = field(default_factory=list)
    templates: list[tuple[Any, dict[str, Any]]] = field(default_factory=list)


@contextmanager
def noting() -> Any:
    """Note every statement and every template of whatever page is drawn meanwhile."""
    from django.db.backends.utils import CursorWrapper
    from django.template.backends.jinja2 import Template

    seen, execute, render = Seen(), CursorWrapper._execute, Template.render

    def noted_execute(self: Any, sql: str, params: Any, *more: Any) -> Any:
        if threading.current_thread().name.startswith(PAGES):  # live push looks at the database too
            seen.statements.append((sql, tuple(params or ())))
        return execute(self, sql, params, *more)

    def noted_render(self: Any, context: Any = None, request: Any = None) -> Any:
        seen.templates.append((self.template.name, {**(context or {}), **_with_request(request)}))
        return render(self, context, request)

    CursorWrapper._execute, Template.render = noted_execute, noted_render
    try:
        yield seen
    finally:
        CursorWrapper._execute, Template.render = execute, render


def _with_request(request: Any) -> dict[str, Any]:
    from django.middleware.csrf import get_token

    if request is None:
        return {}
    token = str(get_token(request))
    field_ = Markup(f'<input type="hidden" name="csrfmiddlewaretoken" value="{token}">')
    return {"request": request, "csrf_token": token, "csrf_input": field_}


class Limit:
    """A bare ASGI application with one page, seen through the product before."""

    def __init__(self, seen: Seen) -> None:
        from huitou.front.jinja import environment

        self.raw = open_raw()
        reads = [(bare(sql), params) for sql, params in seen.statements]
        self.session, self.rest = reads[0][0], reads[1:]
        self.session_before, _key, self.session_after = reads[0][1]
        plain = environment(autoescape=True)
        plain.install_gettext_callables(  # Chinese is the source: nothing has to be looked up
            str,
            lambda one, many, n: many,
            newstyle=True,
            pgettext=lambda context, text: text,
            npgettext=lambda context, one, many, n: many,
        )
        plain.globals["_"] = said
        name, self.context = seen.templates[-1]
        self.template = plain.get_template(name)
        self.rows = 0

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Send) -> None:
        cookie = next(value for name, value in scope["headers"] if name == b"cookie").decode("latin-1")
        key = cookie.partition("huitou_session=")[2].partition(";")[0]
        found = self.raw.execute(self.session, (self.session_before, key, self.session_after)).fetchone()
        if found is None:
            await answer(send, 403, b"")
            return
        self.rows = sum(len(self.raw.execute(sql, params).fetchall()) for sql, params in self.rest)
        await answer(send, 200, self.template.render(self.context).encode())


class Post:
    """A bare ASGI application that writes a reply durably: the same rows in the same tables, one transaction, one fsync."""

    def __init__(self, session: tuple[str, tuple[Any, ...]]) -> None:
        self.raw = open_raw()
        self.session, (self.before, _key, self.after) = bare(session[0]), session[1]

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Send) -> None:
        from huitou.core.search.tokens import index_tokens

        cookie = next(value for name, value in scope["headers"] if name == b"cookie").decode("latin-1")
        key = cookie.partition("huitou_session=")[2].partition(";")[0]
        account = self.raw.execute(self.session, (self.before, key, self.after)).fetchone()[0]
        form = parse_qs((await receive())["body"].decode())
        conversation = int(scope["path"].split("/")[3])
        message = self._write(account, conversation, form["text"][0], form["key"][0], index_tokens)
        await answer(send, 200, str(message).encode())

    def _write(self, account: int, conversation: int, text: str, key: str, tokens: Callable[[str], list[str]]) -> int:
        at = time.strftime("%Y-%m-%d %H:%M:%S.000001", time.gmtime())

        def run(sql: str, *parameters: Any) -> Any:
            return self.raw.execute(bare(sql), parameters)

        self.raw.execute("BEGIN" if databases.SERVER else "BEGIN IMMEDIATE")
        customer = run("SELECT customer_id FROM desk_conversation WHERE id = %s", conversation).fetchone()[0]
        sql = (
            "INSERT INTO desk_message (conversation_id, direction, author_id, text, html, at, key, state, reason, "
            "release_at) VALUES (%s, 'out', %s, %s, '', %s, %s, 'queued', '', %s) RETURNING id"
        )
        message = run(sql, conversation, account, text, at, f"out:{key}", at).fetchone()[0]
        self._index(message, at, tokens(text), run)
        run("UPDATE desk_conversation SET last_message_id = %s, last_at = %s WHERE id = %s", message, at, conversation)
        sql = (
            "INSERT INTO core_job (name, args, key, run_at, state, attempts, lease, error) "
            "VALUES ('desk.release_reply', %s, %s, %s, 'waiting', 0, '', '')"
        )
        run(sql, json.dumps({"message_id": message}), f"message:{message}:release", at)
        told = {"conversation_id": conversation, "customer_id": customer, "message_id": message, "release_at": at}
        sql = (
            "INSERT INTO core_fact (name, at, actor_kind, actor_id, customer_id, conversation_id, data) "
            "VALUES ('desk.reply_queued.v1', %s, 'account', %s, %s, %s, %s)"
        )
        run(sql, at, account, customer, conversation, json.dumps(told))
        self.raw.execute("COMMIT")
        return int(message)

    def _index(self, message: int, at: str, tokens: list[str], run: Callable[..., Any]) -> None:
        if databases.SERVER:
            from huitou.core.search.search import _tsvector

            sql = "INSERT INTO core_searchentry (kind, ref_id, at, tokens) VALUES ('message', %s, %s, %s)"
            run(sql, message, at, _tsvector(tokens))
            return
        sql = "INSERT INTO core_searchentry (kind, ref_id, at) VALUES ('message', %s, %s) RETURNING id"
        entry = run(sql, message, at).fetchone()[0]
        run("INSERT INTO core_searchentry_fts (rowid, tokens) VALUES (%s, %s)", entry, " ".join(tokens))


@cache
def whole(text: str) -> Markup:
    return Markup(text) % {}


def said(text: str, **words: Any) -> Markup:
    """`_("…")` of the templates with nothing looked up."""
    return Markup(text) % words if words else whole(text)


@cache
def bare(sql: str) -> str:
    """A statement as the plain driver takes it."""
    return sql if databases.SERVER else PLACE.sub("?", sql).replace("%%", "%")


def open_raw() -> Any:
    """A plain connection to the product's database, with the settings that the product's have."""
    from django.conf import settings

    if databases.SERVER:
        import psycopg
        from psycopg.types.string import TextLoader

        raw = psycopg.connect(settings.DATABASE_URL, autocommit=True, cursor_factory=psycopg.ClientCursor)
        raw.adapters.register_loader("jsonb", TextLoader)
        return raw
    raw: Any = sqlite3.connect(settings.DATABASES["default"]["NAME"], isolation_level=None, timeout=20)
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "mmap_size=268435456",
        "cache_size=-16384",
        "temp_store=MEMORY",
    ):
        raw.execute(f"PRAGMA {pragma}")
    return raw


async def answer(send: Send, status: int, content: bytes) -> None:
    headers = [(b"content-type", b"text/html; charset=utf-8"), (b"content-length", str(len(content)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": content})
