"""Live push: a real server, 500 open desks in a second process, facts committed by a third.

python -m bench.push PORT COOKIE DESKS      the second process: opens the desks and notes when each hears what
"""

from __future__ import annotations

import asyncio
import functools
import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from bench import databases
from bench.children import PYTHON, ROOT, OrderFailed, child, of, percentile, proportional, serving, tree
from bench.table import Row

DESKS, FACTS, PAUSE = 500, 200, 0.15
MOST_MS, MOST_MIB = 150.0, 250.0
REST_SECONDS = 5.0
FACT = re.compile(rb'event: fact\ndata: \{"id":(\d+)')


def measure(home: Path, size: int, *, rest_only: bool = False) -> Iterator[Row]:
    """Memory at rest after a warm-up, then push; one server for both."""
    with serving(home) as (process, address), child(home, "bench.pushing") as third:
        cookie = third("cookie")
        warm_up(address, cookie)
        time.sleep(REST_SECONDS)
        used = sum(proportional(pid) for pid in tree(process.pid)) / 2**20
        yield Row(
            name=f"{'web and worker' if databases.SERVER else 'whole system'} at rest, {size:,}",
            measured=used,
            unit="MiB",
            demanded=f"< {MOST_MIB:g} MiB",
            holds=used < MOST_MIB,
        )
        if rest_only:
            return
        port = str(urlsplit(address).port)
        words = [PYTHON, "-m", "bench.push", port, cookie, str(DESKS)]
        desks = subprocess.Popen(
            words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=of(home)
        )
        assert desks.stdin is not None
        assert desks.stdout is not None
        if desks.stdout.readline().strip() != "open":
            raise OrderFailed("the desks could not be opened")
        committed = third("commit", count=FACTS, pause=PAUSE)
        time.sleep(1)
        desks.stdin.write("end\n")
        desks.stdin.flush()
        heard = json.loads(desks.stdout.readline())
        desks.wait(timeout=20)
    late = [at - committed[fact] for fact, times in heard.items() if fact in committed for at in times]
    p50, p99 = (percentile(late, share) / 1e6 for share in (0.5, 0.99))
    complete = len(late) == DESKS * FACTS
    yield Row(name=f"push to {DESKS} desks: p50", measured=p50, unit="ms")
    yield Row(
        name=f"push to {DESKS} desks: p99 of {len(late):,}",
        measured=p99,
        unit="ms",
        demanded=f"< {MOST_MS:g} ms, none missed",
        holds=p99 < MOST_MS and complete,
    )


def warm_up(address: str, cookie: str) -> None:
    """Somebody works for a moment: pages, a conversation, a search."""
    import urllib.request

    for path in (
        "/desk?view=all",
        "/desk/c/1",
        "/desk/c/2",
        "/desk/search?q=%E9%80%80%E6%AC%BE",
        "/desk/list?view=all",
    ) * 5:
        request = urllib.request.Request(address + path, headers={"Cookie": f"huitou_session={cookie}"})
        with urllib.request.urlopen(request, timeout=30) as answer:
            answer.read()


class Desk(asyncio.Protocol):
    """One open desk: as little Python as possible stands between the wire and the clock."""

    def __init__(self, request: bytes, heard: dict[bytes, list[int]], opened: asyncio.Event) -> None:
        self.request, self.heard, self.opened = request, heard, opened
        self.rest = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        transport.write(self.request)  # type: ignore[attr-defined]

    def data_received(self, data: bytes) -> None:
        moment = time.monotonic_ns()
        data = self.rest + data
        whole, _end, self.rest = data.rpartition(b"\n\n")
        for fact in FACT.findall(whole):
            self.heard.setdefault(fact, []).append(moment)
        if not self.opened.is_set() and b": hello" in data:
            self.opened.set()


async def listen(port: int, cookie: str, desks: int) -> None:
    """The second process: raw connections, each noting the moment at which it reads a fact's id."""
    heard: dict[bytes, list[int]] = {}
    request = (
        f"GET /events HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: text/event-stream\r\n"
        f"Cookie: huitou_session={cookie}\r\n\r\n"
    ).encode()
    loop = asyncio.get_running_loop()
    opened = [asyncio.Event() for _ in range(desks)]
    for event in opened:
        await loop.create_connection(functools.partial(Desk, request, heard, event), "127.0.0.1", port)
    await asyncio.wait_for(asyncio.gather(*(event.wait() for event in opened)), 60)
    print("open", flush=True)
    await loop.run_in_executor(None, sys.stdin.readline)
    print(json.dumps({fact.decode(): times for fact, times in heard.items()}), flush=True)


if __name__ == "__main__":
    asyncio.run(listen(int(sys.argv[1]), sys.argv[2], int(sys.argv[3])))
