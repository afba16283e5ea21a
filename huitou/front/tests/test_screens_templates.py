"""What every template keeps: nothing inline, no third-party host, only icons that exist, a note never among messages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from huitou.front.jinja import environment

FOLDER = Path(__file__).resolve().parents[1] / "templates" / "front"
TEMPLATES = sorted(FOLDER.rglob("*.html"))
PUBLIC = sorted((FOLDER / "public").rglob("*.html"))


def name(path: Path) -> str:
    return str(path.relative_to(FOLDER))


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_it_holds_nothing_inline(path: Path) -> None:
    """The content policy allows no inline script or style: what is written inline would silently not work."""
    text = path.read_text()
    assert not re.search(r"<style\b|\sstyle=|\son[a-z]+=|javascript:", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_it_fetches_nothing_from_elsewhere(path: Path) -> None:
    assert not re.search(r"(?:src|href|action)=[\"'](?:https?:)?//", path.read_text())


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_it_uses_icons_that_exist(path: Path) -> None:
    sprite = "public/_sprite.html" if path in PUBLIC else "_sprite.html"
    there = set(re.findall(r'id="i-([\w-]+)"', (FOLDER / sprite).read_text()))
    assert set(re.findall(r'icon\("([\w-]+)"', path.read_text())) <= there


@pytest.mark.parametrize("path", PUBLIC, ids=name)
def test_a_customers_page_includes_nothing_of_the_desk(path: Path) -> None:
    """Backstage partials are not even reachable from the customer's templates."""
    taken = re.findall(r'{%-?\s*(?:include|extends|import|from)\s+"([^"]+)"', path.read_text())
    assert all(one.startswith("front/public/") or one == "front/_macros.html" for one in taken)


def test_a_note_says_who_cannot_see_it() -> None:
    assert "内部备注 · 客户看不到" in (FOLDER / "_note.html").read_text()
    assert "内部备注 · 客户看不到" in (FOLDER / "_composer.html").read_text()


def test_a_line_break_between_tags_says_nothing_and_one_in_a_text_does() -> None:
    source = "<p>\n  {% if true %}\n    <b>{{ 1 }}</b>\n    {{ 2 }}\n  {% endif %}\n</p>\n<p>three\n  <b>four</b> <i>five</i></p>"
    assert environment().from_string(source).render() == ("<p><b>1</b>2</p><p>three\n  <b>four</b> <i>five</i></p>")


@pytest.mark.parametrize("path", [path for path in TEMPLATES if path.name != "_sprite.html"], ids=name)
def test_its_lines_are_of_a_length_that_people_read(path: Path) -> None:
    """Line breaks between tags cost nothing (see `LineBreaks`)."""
    assert [line for line in path.read_text().splitlines() if len(line) > 160] == []
