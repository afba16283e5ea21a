from pathlib import Path

import pytest

from architecture.contracts import markup
from architecture.tests.mini import Files, assert_found, assert_sound

PART = "huitou/desk/templates/desk/_message.html"
PAGES = "huitou/desk/pages.py"
WRONG = [
    ({PART: "<p>\n{{ message.text|safe }}"}, f"{PART}:2", "switches escaping off"),
    ({PART: "{{ message.text | safe }}"}, f"{PART}:1", "switches escaping off"),
    ({PART: "{% autoescape false %}"}, f"{PART}:1", "switches escaping off"),
    ({PAGES: "from django.utils.safestring import mark_safe\n\nx = mark_safe(y)"}, f"{PAGES}:3", "mark_safe takes"),
    ({PAGES: "import markupsafe\n\nx = markupsafe.Markup(y)"}, f"{PAGES}:3", "Markup takes a string for markup"),
]
RIGHT = [
    {PART: "{{ message.text }} {{ message.text|safely }} {{ _('safe') }}"},
    {PAGES: "from markupsafe import escape\n\nx = escape(y)"},
    {"huitou/desk/tests/test_pages.py": "from markupsafe import Markup\n\nx = Markup('')"},
]


def test_a_named_file_may_build_markup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(markup.ALLOWED, PART, "the snippet of a search: escaped first, marks added after")
    assert_sound(tmp_path, "markup", {PART: "{{ snippet|safe }}"})


@pytest.mark.parametrize(("files", "place", "words"), WRONG)
def test_it_fails(tmp_path: Path, files: Files, place: str, words: str) -> None:
    assert_found(tmp_path, "markup", files, place, words)


@pytest.mark.parametrize("files", RIGHT)
def test_it_passes(tmp_path: Path, files: Files) -> None:
    assert_sound(tmp_path, "markup", files)
