"""Draws every page with sample rows and takes pictures: `python -m tools.preview OUT [--only desk,day]`.

For the eye of whoever changes a screen: no database, no Django; the pages are served with the product's own content
policy, so that anything inline shows as an error. Pictures: light and dark, 1440 and 390 wide.
"""

from __future__ import annotations

import argparse
import functools
import http.server
import json
import re
import shutil
import threading
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from tools import preview_data as d

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "huitou" / "front" / "static" / "huitou"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
]


def policy() -> str:
    """The product's own policy, read from the source so that the preview cannot be kinder."""
    source = (ROOT / "huitou/front/middleware.py").read_text()
    found = re.search(r"POLICY = \((.*?)\n\)", source, re.S)
    return "".join(re.findall(r'"([^"]*)"', found.group(1))) if found else "default-src 'self'"


def environment() -> Environment:
    """As huitou.front.jinja, without Django."""
    loader = FileSystemLoader(ROOT / "huitou/front/templates")
    made = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_callables(lambda s: s, lambda one, many, n: one if n == 1 else many, newstyle=True)  # type: ignore[attr-defined]
    manifest = json.loads((STATIC / "manifest.json").read_text())
    made.globals.update(
        asset=lambda name: f"/static/{manifest[name]}", language=lambda: "zh-hans", csrf_token="preview"
    )
    return made


def pages() -> dict[str, tuple[str, dict[str, Any]]]:
    """Name of the picture → template and its context."""
    note = d.replace(
        d.CONVERSATION,
        composer=d.replace(d.COMPOSER, mode="note", note_draft="财务说 15:30 前能退，我盯着。"),
        viewers=(),
    )
    desk = {"page": d.LIST, "conversation": d.CONVERSATION, "pane": d.PANE, "shell": d.shell("desk")}
    return {
        "desk": ("desk.html", desk),
        "desk-note": ("desk.html", desk | {"conversation": note}),
        "desk-list": (
            "desk.html",
            desk | {"conversation": None, "page": d.replace(d.LIST, filtered=True, clear_href="/desk")},
        ),
        "desk-empty": ("desk.html", desk | {"conversation": None, "page": d.EMPTY}),
        "search": ("search.html", {"page": d.SEARCH, "shell": d.shell("search")}),
        "audit": ("audit.html", {"page": d.AUDIT, "shell": d.shell("audit")}),
        "settings": (
            "settings/_layout.html",
            {"settings_nav": d.SETTINGS, "setting": "calendar", "shell": d.shell("settings")},
        ),
        "login": ("login.html", {"page": d.LOGIN, "demo": True}),
        "welcome": ("welcome.html", {"steps": d.WELCOME}),
        "error": (
            "error.html",
            {"status": 404, "text": "链接可能已经过期，或者这个会话被合并到别处了。", "reference": "k7-2291"},
        ),
        "public-form": ("public/form.html", {"frame": d.FRAME, "form": d.FORM}),
        "public-matter": ("public/matter.html", {"frame": d.FRAME, **d.MATTER}),
        "public-rating": ("public/rating.html", {"frame": d.FRAME, "rating": d.RATING}),
        "public-thanks": ("public/thanks.html", {"frame": d.FRAME, "page": d.THANKS}),
    }


def draw(out: Path, wanted: set[str]) -> list[str]:
    """Writes the pages and the assets; returns the names drawn."""
    templates = environment()
    if (out / "static").exists():
        shutil.rmtree(out / "static")
    shutil.copytree(STATIC, out / "static")
    names = [name for name in pages() if not wanted or name in wanted]
    for name in names:
        template, context = pages()[name]
        (out / f"{name}.html").write_text(templates.get_template(f"front/{template}").render(context))
    return names


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves the folder with the product's policy; everything dynamic is absent."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", policy())
        super().end_headers()

    def log_message(self, *_args: object) -> None: ...


def shoot(address: str, out: Path, names: list[str]) -> list[str]:
    """Takes the pictures; returns what the browser complained about."""
    from playwright.sync_api import sync_playwright

    said: list[str] = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        for theme in ("light", "dark"):
            for width, height in ((1440, 900), (390, 844)):
                page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=theme)  # type: ignore[arg-type]
                page.on("console", lambda m, heard=said: heard.append(m.text) if m.type == "error" else None)
                page.on("pageerror", lambda e, heard=said: heard.append(str(e)))
                for name in names:
                    page.goto(f"{address}/{name}.html")
                    page.wait_for_timeout(250)
                    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
                    said += [f"{name} at {width}: wider than the screen"] if wide else []
                    page.screenshot(path=str(out / f"{name}-{theme}-{width}.png"), full_page=name.startswith("public"))
                page.close()
        browser.close()
    return sorted(set(said))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--only", default="", help="names of pages, with commas")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--serve", action="store_true", help="stay and serve instead of taking pictures")
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    names = draw(asked.out, set(filter(None, asked.only.split(","))))
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", asked.port), functools.partial(Handler, directory=str(asked.out))
    )
    address = f"http://127.0.0.1:{server.server_address[1]}"
    if asked.serve:
        print(address)
        server.serve_forever()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    for line in shoot(address, asked.out, names):
        print(line)
    server.shutdown()


if __name__ == "__main__":
    main()
