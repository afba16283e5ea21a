"""What the documents say is there: commands, settings, paths and links; and both READMEs say the same."""

from __future__ import annotations

import re

import pytest

from huitou.cli import _parser
from tools.progress import ROOT

READMES = ("README.md", "README.zh-CN.md")
DOCS = [path.relative_to(ROOT).as_posix() for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"))]
# Where the talk is of a room, its path begins there: `front/lean.py`, `front/base.html`.
PLACES = [ROOT, *(ROOT / "huitou" / below for below in ("", "front", "front/templates"))]
SETTING = re.compile(r'(?:environ|_yes)[^\n"]*"(HUITOU_[A-Z_]+|DATABASE_URL|PORT|HOST)"')


def text_of(doc: str) -> str:
    return (ROOT / doc).read_text()


def commands() -> set[str]:
    (chosen,) = (action for action in _parser()._actions if action.dest == "command")
    return set(chosen.choices)


@pytest.mark.parametrize("readme", READMES)
def test_each_command_of_the_console_is_told(readme):
    assert commands() - {"manage"} <= set(re.findall(r"\bhuitou (\w+)", text_of(readme)))


@pytest.mark.parametrize("readme", READMES)
def test_each_setting_from_the_environment_is_told(readme):
    sources = [path.read_text() for path in ROOT.glob("huitou/**/*.py") if "tests" not in path.parts]
    names = {name for source in sources for name in SETTING.findall(source)}
    assert {"HUITOU_HOME", "HUITOU_DEBUG", "DATABASE_URL", "PORT"} <= names
    assert {name for name in names if f"`{name}`" not in text_of(readme)} == set()


@pytest.mark.parametrize("doc", DOCS)
def test_each_command_that_is_told_is_there(doc):
    text = text_of(doc)
    targets = set(re.findall(r"^([a-z-]+):", text_of("Makefile"), re.M))
    assert set(re.findall(r"`(?:\.venv/bin/)?huitou ([a-z]+)", text)) <= commands()
    assert set(re.findall(r"(?:`|^ {4})(?:\w+=\S+ )?make ([a-z-]+)", text, re.M)) <= targets


@pytest.mark.parametrize("doc", DOCS)
def test_each_path_that_is_told_is_there(doc):
    text, here = text_of(doc), (ROOT / doc).parent
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link]
    assert [link for link in links if not (here / link).exists()] == []
    paths = re.findall(r"`(\w[\w.-]*/[\w./-]+\.(?:py|ts|css|md|json|mjs|po|html))`", text)
    assert [path for path in paths if not any((place / path).exists() for place in PLACES)] == []


@pytest.mark.parametrize(
    "part", [r"^(#+) ", r"^    (?:make|\.venv\S*) ?(\w+)", r"\]\(([^)]+)\)", r"^(\d)\. ", r"^(\|) "]
)
def test_both_readmes_have_the_same_parts_in_the_same_order(part):
    ours = [[one for one in re.findall(part, text_of(readme), re.M) if one not in READMES] for readme in READMES]
    assert ours[0] == ours[1] != []
