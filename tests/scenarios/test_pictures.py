"""The pictures of the README, made by our own run (HUITOU_PICTURES=1 writes them into docs/pictures)."""

from __future__ import annotations

import os
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


def take(page, name: str) -> None:
    folder = ROOT / "docs" / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.png"
    page.wait_for_timeout(800)
    page.screenshot(path=path)
    assert path.stat().st_size < MOST, f"{name}: {path.stat().st_size} bytes"


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_desk(alive, browsers, dark):
    manager = browsers.staff(alive, "xiaolin", width=1280, height=800, dark=dark).open("/desk?view=all&promise=open")
    manager.page.locator(".row-link").first.click()
    expect(manager.page.locator("#composer")).to_be_visible()
    take(manager.page, "desk-dark" if dark else "desk-light")


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


@pytest.mark.parametrize(("path", "name"), [("/promises?view=all", "ledger"), ("/day", "day")])
def test_the_ledger_and_the_managers_day(alive, browsers, path, name):
    manager = browsers.staff(alive, "manager", width=1280, height=800).open(path)
    take(manager.page, name)
