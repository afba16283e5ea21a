"""What the first desk page weighs: bytes over the wire and requests, in a real browser with an empty cache."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.children import OrderFailed, child, serving
from bench.table import Row

MOST_BYTES, MOST_REQUESTS = 200_000, 10
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
)


def measure(home: Path, size: int) -> Iterator[Row]:
    from tools.machine import browser

    found = browser()
    if found is None:
        raise OrderFailed("no Chromium on this machine")
    with serving(home) as (_process, address), child(home, "bench.pushing") as ask:
        size_of, asked = _load(found, address, ask("cookie"))
    yield Row(
        name=f"first desk page, {size:,}: over the wire",
        measured=size_of / 1000,
        unit="KB",
        demanded=f"< {MOST_BYTES // 1000} KB",
        holds=size_of < MOST_BYTES,
    )
    yield Row(
        name="first desk page: requests",
        measured=asked,
        unit="",
        demanded=f"≤ {MOST_REQUESTS}",
        holds=asked <= MOST_REQUESTS,
    )


def _load(chromium: str, address: str, cookie: str) -> tuple[int, int]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        started = play.chromium.launch(executable_path=chromium, args=list(FLAGS))
        context = started.new_context()
        context.add_cookies([{"name": "huitou_session", "value": cookie, "url": address}])
        page = context.new_page()
        wire = context.new_cdp_session(page)
        wire.send("Network.enable")
        sizes: dict[str, int] = {}

        def count(event: dict[str, Any], name: str) -> None:
            sizes[event["requestId"]] = sizes.get(event["requestId"], 0) + int(event.get(name, 0))

        wire.on("Network.requestWillBeSent", lambda event: count(event, ""))
        wire.on("Network.responseReceived", lambda event: count(event["response"] | event, ""))
        wire.on("Network.dataReceived", lambda event: None)
        wire.on("Network.loadingFinished", lambda event: count(event, "encodedDataLength"))
        page.goto(f"{address}/desk?view=all", wait_until="load")
        page.wait_for_timeout(2500)
        if "/login" in page.url:
            raise OrderFailed("the desk asked for a login")
        started.close()
    return sum(sizes.values()), len(sizes)
