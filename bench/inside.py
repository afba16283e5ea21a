"""One installation in one process, which answers orders of the bench: pages and posts, by the product and by the limit.

    python -m bench.inside      with HUITOU_HOME; one JSON order a line in, one JSON answer a line out

Both are asked through the same ASGI calls in the same process, so a ratio compares nothing but the work.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import sys
import time
from typing import Any
from uuid import uuid4

os.environ["HUITOU_THREADS"] = "1"
TOKEN = re.compile(rb"[A-Za-z0-9]{64}")
TEXT = "您好，已经收到您的反映，给您添麻烦了，非常抱歉。我马上联系工程部同事核实，有新的进展我第一时间告诉您。"
Answer = tuple[int, bytes, list[tuple[bytes, bytes]]]


class Inside:
    """The product and the limits in this process."""

    def __init__(self) -> None:
        from huitou.asgi import application

        self.application: Any = application
        self.loop = asyncio.new_event_loop()
        self.limits: dict[str, Any] = {}
        self.paths: dict[str, str] = {}
        self.account_id, self.cookie = self._signed_in()

    def _signed_in(self) -> tuple[int, str]:
        from huitou.core.testing import Account, session_of

        account = Account.objects.get(username="xiaolin")
        return account.pk, f"huitou_session={session_of(account)}; huitou_csrf={'a' * 32}"

    def ask(self, application: Any, method: str, path: str, body: bytes = b"") -> Answer:
        """One request through an ASGI application; status, content, headers."""
        path, _, query = path.partition("?")
        headers = [(b"host", b"127.0.0.1:8000"), (b"cookie", self.cookie.encode()), (b"accept", b"text/html")]
        if body:
            headers += [
                (b"content-type", b"application/x-www-form-urlencoded"),
                (b"content-length", str(len(body)).encode()),
                (b"x-csrftoken", b"a" * 32),
                (b"hx-request", b"true"),
            ]
        scope = {
            "type": "http", "method": method, "path": path, "query_string": query.encode(), "headers": headers,
            "server": ("127.0.0.1", 8000), "client": ("127.0.0.1", 50000), "scheme": "http", "http_version": "1.1",
        }  # fmt: skip
        sent: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        self.loop.run_until_complete(application(scope, receive, send))
        return sent[0]["status"], sent[1]["body"], sent[0]["headers"]

    def prepare(self, name: str, path: str) -> dict[str, Any]:
        """See a page through the product until nothing is written any more, and make its limit of what was seen."""
        from bench.limit import Limit, noting

        for _ in range(3):
            status, content, _headers = self.ask(self.application, "GET", path)
            if status != 200:
                raise RuntimeError(f"{path} answers {status}: {content[:300]!r}")
        with noting() as seen:
            status, content, _headers = self.ask(self.application, "GET", path)
        reads = [sql for sql, _ in seen.statements if sql.lstrip()[:6].upper() == "SELECT"]
        if len(reads) != len(seen.statements):
            raise RuntimeError(
                f"{path} writes although nothing is new: {[sql for sql, _ in seen.statements if sql not in reads]}"
            )
        self.limits[name] = Limit(seen)
        self.paths[name] = path
        _status, bare, _headers = self.ask(self.limits[name], "GET", path)
        same = TOKEN.sub(b"", bare) == TOKEN.sub(b"", content)
        return {"queries": len(seen.statements), "bytes": len(content), "same": same, "rows": self.limits[name].rows}

    def visit(self, name: str, who: str, times: int) -> dict[str, list[int]]:
        """CPU of the process and time on the clock of each request, in nanoseconds."""
        application = self.application if who == "product" else self.limits[name]
        return self._timed(lambda: self.ask(application, "GET", self.paths[name]), times)

    def prepare_posts(self) -> dict[str, Any]:
        """The bare post, and whether it writes the same number of rows into the same tables as the product."""
        from bench.limit import Post, noting
        from huitou.desk.models import Conversation

        with noting() as seen:
            self.ask(self.application, "GET", "/desk")
        self.limits["post"] = Post(seen.statements[0])
        rows = Conversation.objects.filter(state="open", owner_id=self.account_id).order_by("-last_at")
        self.open = list(rows.values_list("pk", flat=True)[:50])
        self._reply("product")  # after the filling the next ids leave gaps
        return {"product": self._written("product"), "limit": self._written("limit")}

    def post(self, who: str, times: int) -> dict[str, list[int]]:
        """Replies, each in another conversation, each durable before the next."""
        return self._timed(lambda: self._reply(who), times)

    def _reply(self, who: str) -> None:
        conversation, key = self.open[0], uuid4().hex
        self.open = [*self.open[1:], conversation]
        if who == "limit":
            from urllib.parse import urlencode

            body = urlencode({"text": TEXT, "key": key}).encode()
            self.ask(self.limits["post"], "POST", f"/desk/c/{conversation}/messages", body)
            return
        from huitou.core.api import Actor, visitor
        from huitou.desk.api import reply

        found = visitor(self.cookie.partition("huitou_session=")[2].partition(";")[0])
        assert found is not None
        reply(
            conversation_id=conversation,
            text=TEXT,
            key=key,
            actor=Actor.account(found.account_id),
            seen_message_id=2**60,
        )

    def _written(self, who: str) -> dict[str, int]:
        from django.db import connection

        tables = ("desk_message", "core_searchentry", "core_job", "core_fact", "channels_outbound", "desk_promise")

        def count() -> dict[str, int]:
            with connection.cursor() as cursor:
                return {t: cursor.execute(f"SELECT COALESCE(MAX(id), 0) FROM {t}").fetchone()[0] for t in tables}

        before = count()
        self._reply(who)
        return {table: number - before[table] for table, number in count().items()}

    def _timed(self, act: Any, times: int) -> dict[str, list[int]]:
        cpu, wall = [], []
        for _ in range(times):
            on_clock, busy = time.perf_counter_ns(), time.process_time_ns()
            act()
            cpu.append(time.process_time_ns() - busy)
            wall.append(time.perf_counter_ns() - on_clock)
        return {"cpu": cpu, "wall": wall}

    def paths_to_measure(self) -> dict[str, str]:
        """The list of open conversations; a conversation with 60 messages (50 are shown) and one with a few."""
        from django.db import connection

        # Alike in all but length: one promise and one case each, so that the same questions have something to answer.
        sql = (
            "SELECT c.id FROM desk_conversation c WHERE c.state = 'open' "
            "AND (SELECT COUNT(*) FROM desk_message m WHERE m.conversation_id = c.id) %s "
            "AND EXISTS (SELECT 1 FROM desk_promise p WHERE p.conversation_id = c.id) "
            "AND EXISTS (SELECT 1 FROM desk_case k WHERE k.conversation_id = c.id) LIMIT 1"
        )
        with connection.cursor() as cursor:
            long, short = (cursor.execute(sql % many).fetchone()[0] for many in (">= 60", "= 3"))
        return {
            "list": "/desk?view=all",
            "conversation": f"/desk/c/{long}?view=all",
            "short": f"/desk/c/{short}?view=all",
        }


def main() -> None:
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "huitou.settings"
    django.setup()
    inside = Inside()
    answers = os.fdopen(os.dup(1), "w")
    sys.stdout = sys.stderr
    for line in sys.stdin:
        order = json.loads(line)
        try:
            made: Any = getattr(inside, order.pop("do"))(**order)
        except Exception as error:  # the bench tells it and goes on with the other measures
            made = {"error": f"{type(error).__name__}: {error}"}
        answers.write(json.dumps(made) + "\n")
        answers.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
