"""The pictures of the README, made by our own run (HUITOU_PICTURES=1 writes them into docs/pictures)."""

from __future__ import annotations

import base64
import os
import struct
import zlib
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.scenarios.house import ROOT, House

MOST = 150_000  # bytes


@pytest.fixture(scope="module")
def alive(tmp_path_factory) -> House:
    """The whole demo with its past, when pictures are wanted; HUITOU_PICTURES may name a home that is filled already."""
    wanted = os.environ.get("HUITOU_PICTURES", "")
    if not wanted:
        pytest.skip("pictures are made with HUITOU_PICTURES=1")
    house = House(Path(wanted) if "/" in wanted else tmp_path_factory.mktemp("demo"))
    if not (house.home / "huitou.sqlite3").exists():
        house.run("from huitou.ops.demo import demo\ndemo(ensure=True, remove=False, seed=20260101)")
    house.start()
    yield house
    house.stop()


# Screens have few colours: the 255 most frequent and the nearest of them for the rest.
FEW_COLOURS = """async (bytes) => {
    const image = await createImageBitmap(new Blob([Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))]));
    const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
    canvas.drawImage(image, 0, 0);
    const data = canvas.getImageData(0, 0, image.width, image.height).data;
    const coarse = (i) => ((data[i] >> 2) << 12) | ((data[i + 1] >> 2) << 6) | (data[i + 2] >> 2);
    const seen = new Map();
    for (let i = 0; i < data.length; i += 4) {
        const found = seen.get(coarse(i));
        if (found) found.n += 1; else seen.set(coarse(i), { n: 1, rgb: [data[i], data[i + 1], data[i + 2]] });
    }
    const palette = [...seen.values()].sort((a, b) => b.n - a.n).slice(0, 255).map((one) => one.rgb);
    const far = (a, b) => (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2;
    for (const one of seen.values())
        one.at = palette.reduce((best, rgb, at) => far(rgb, one.rgb) < far(palette[best], one.rgb) ? at : best, 0);
    let indices = "";
    for (let i = 0; i < data.length; i += 4) indices += String.fromCharCode(seen.get(coarse(i)).at);
    return [image.width, image.height, palette.flat(), btoa(indices)];
}"""


def take(page, name: str) -> None:
    """A picture of what stands on the screen, small enough to live in the repository."""
    folder = ROOT / "docs" / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.png"
    page.wait_for_timeout(800)
    shot = base64.b64encode(page.screenshot()).decode()
    path.write_bytes(png(*page.evaluate(FEW_COLOURS, shot)))
    assert path.stat().st_size < MOST, f"{name}: {path.stat().st_size} bytes"


def png(width: int, height: int, palette: list[int], indices: str) -> bytes:
    """A PNG with a palette."""
    flat = base64.b64decode(indices)
    lines = b"".join(b"\0" + flat[at : at + width] for at in range(0, width * height, width))

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    parts = ((b"IHDR", head), (b"PLTE", bytes(palette)), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(kind, body) for kind, body in parts)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_desk(alive, browsers, dark):
    xiaolin = browsers.staff(alive, "xiaolin", width=1280, height=800, dark=dark).open("/desk?view=team")
    xiaolin.page.locator(".row:has(.chip) .row-link").first.click()
    expect(xiaolin.page.locator("#composer")).to_be_visible()
    xiaolin.page.mouse.move(700, 790)
    take(xiaolin.page, "desk-dark" if dark else "desk-light")


def test_a_customers_page_on_a_telephone(alive, browsers):
    key = alive.run("""
        from huitou.core.db import rows
        found = rows('''SELECT c.key FROM desk_conversation c JOIN desk_promise p ON p.conversation_id = c.id
                        WHERE p.ended_at IS NULL ORDER BY p.due_at DESC LIMIT 1''', [])
        value = list(found)[0][0]
    """)
    page = browsers.window(alive, width=390, height=780)
    page.goto(f"/c/{key}")
    take(page, "promise-page")


@pytest.mark.parametrize(("path", "name"), [("/promises?view=team", "ledger"), ("/day", "day")])
def test_the_ledger_and_the_managers_day(alive, browsers, path, name):
    manager = browsers.staff(alive, "manager", width=1280, height=800).open(path)
    take(manager.page, name)
