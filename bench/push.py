"""Live push: a real server, 500 open desks in a second process, facts committed by a third.

python -m bench.push PORT COOKIE DESKS      the second process: opens the desks and notes when each hears what
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from bench.children import PYTHON, ROOT, OrderFailed, child, of, percentile, proportional, serving, tree
from bench.table import Row

DESKS, FACTS, PAUSE = 500, 60, 0.25
MOST_MS, MOST_MIB = 150.0, 250.0
REST_SECONDS = 5.0


def measure(home: Path, size: int, *, rest_only: bool = False) -> Iterator[Row]:
    """Memory at rest after a warm-up, then push; one server for both."""
    with serving(home) as (process, address), child(home, "bench.pushing") as third:
        cookie = third("cookie")
        warm_up(address, cookie)
        time.sleep(REST_SECONDS)
        used = sum(proportional(pid) for pid in tree(process.pid)) / 2**20
        yield Row(
            name=f"whole system at rest, {size:,}",
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


async def listen(port: int, cookie: str, desks: int) -> None:
    """The second process: raw connections, each noting the moment at which it reads a fact's id."""
    heard: dict[str, list[int]] = {}
    request = (
        f"GET /events HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: text/event-stream\r\n"
        f"Cookie: huitou_session={cookie}\r\n\r\n"
    ).encode()

    async def one(opened: asyncio.Event) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(request)
        async for line in reader:
            if line.startswith(b": hello"):
                opened.set()
            elif line.startswith(b"data: ") and b'"fact"' not in line and b'"id":' in line:
                fact = line.partition(b'"id":')[2].partition(b",")[0].decode()
                heard.setdefault(fact, []).append(time.monotonic_ns())

    opened = [asyncio.Event() for _ in range(desks)]
    tasks = [asyncio.create_task(one(event)) for event in opened]
    await asyncio.wait_for(asyncio.gather(*(event.wait() for event in opened)), 60)
    print("open", flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline)
    for task in tasks:
        task.cancel()
    print(json.dumps(heard), flush=True)


if __name__ == "__main__":
    asyncio.run(listen(int(sys.argv[1]), sys.argv[2], int(sys.argv[3])))
