"""The shop, its people and their browsers. Every story meets real processes, a real browser and a real database."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from tests.scenarios.desk import Desk
from tests.scenarios.house import PASSWORD, House, copy, found

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
]
PATIENCE = 20_000  # milliseconds: on a busy machine a push may take its time


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """The browser of this run."""
    path = os.environ.get("HUITOU_CHROMIUM") or "/usr/bin/chromium"
    if not Path(path).exists():
        pytest.skip("no Chromium on this machine (Debian package: chromium)")
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def shop_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shop as it was founded; never served, only copied.

    HUITOU_STORY_SHOP names a folder that keeps it from run to run: for whoever writes a story, not for `make test`.
    """
    kept = os.environ.get("HUITOU_STORY_SHOP")
    home = Path(kept) if kept else tmp_path_factory.mktemp("shop") / "home"
    if not (home / "huitou.sqlite3").exists():
        found(home)
    return home


@pytest.fixture(scope="session")
def company(shop_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The shop that most stories share: `huitou serve`, its clock is not moved."""
    house = House(copy(shop_template, tmp_path_factory.mktemp("company") / "home")).start()
    yield house
    house.stop()
    assert "Traceback" not in house.said(), house.said()[-4000:]


@pytest.fixture
def own_company(shop_template: Path, tmp_path: Path) -> Iterator[House]:
    """A shop for one story alone, whose clock may be moved and whose plug may be pulled."""
    house = House(copy(shop_template, tmp_path / "home")).start()
    yield house
    house.stop()
    assert "Traceback" not in house.said(), house.said()[-4000:]


@pytest.fixture
def big_company(tmp_path: Path) -> Iterator[House]:
    """The shop on PostgreSQL with two web processes and two workers."""
    url = os.environ.get("HUITOU_TEST_POSTGRES", "")
    if not url:
        pytest.skip("no PostgreSQL for the stories (HUITOU_TEST_POSTGRES)")
    import psycopg

    name = f"huitou_{uuid4().hex[:12]}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        own = f"{url.rpartition('/')[0]}/{name}"
        try:
            found(tmp_path / "home", own)
            house = House(tmp_path / "home", database_url=own, web=2, workers=2).start()
            yield house
            house.stop()
            assert "Traceback" not in house.said(), house.said()[-4000:]
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


class Browsers:
    """Browser windows of one story: everybody has their own, nothing outside the shop is ever asked for."""

    def __init__(self, chromium: Any) -> None:
        self.chromium = chromium
        self.open: list[Any] = []
        self.foreign: list[str] = []
        self.errors: list[str] = []

    def window(self, house: House, *, width: int = 1440, height: int = 900, dark: bool = False, **options: Any) -> Any:
        """A new window with its own cookies, as a stranger."""
        context = self.chromium.new_context(
            base_url=house.url,
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            locale=options.pop("locale", "zh-CN"),
            timezone_id="Asia/Shanghai",
            reduced_motion="reduce",
            **options,
        )
        context.set_default_timeout(PATIENCE)
        context.set_default_navigation_timeout(PATIENCE * 2)
        self.open.append(context)
        page = context.new_page()
        page.on("request", lambda request: self._asked(house, request.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda line: self._said(line))
        return page

    def staff(self, house: House, username: str, **options: Any) -> Desk:
        """Somebody of the shop, signed in through the login page once and remembered."""
        kept = house.sessions.get(username)
        page = self.window(house, storage_state=kept, **options)
        if kept is None:
            page.goto("/login")
            page.fill("#login", username)
            page.fill("#password", PASSWORD)
            page.click("form.form button")
            page.wait_for_url(re.compile(r"/(desk|day|settings|start)"))
            house.sessions[username] = page.context.storage_state()
        return Desk(page, house)

    def _asked(self, house: House, url: str) -> None:
        if not url.startswith((house.url, "data:", "blob:", "about:")):
            self.foreign.append(url)

    def _said(self, line: Any) -> None:
        if line.type == "error" and "Failed to load resource" not in line.text and "ERR_" not in line.text:
            self.errors.append(line.text)

    def close(self) -> None:
        for context in self.open:
            context.close()


@pytest.fixture
def browsers(chromium: Any) -> Iterator[Browsers]:
    """Windows that close after the story; it fails when a page asked another host or a script stumbled."""
    windows = Browsers(chromium)
    yield windows
    windows.close()
    assert windows.foreign == []
    assert windows.errors == []


@pytest.fixture
def staff(browsers: Browsers, company: House) -> Callable[..., Desk]:
    """`staff("xiaolin")`: her desk in the shared shop."""
    return lambda username, **options: browsers.staff(company, username, **options)
