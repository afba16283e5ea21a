from pathlib import Path

import pytest

from architecture.tests.mini import Files, assert_found, assert_sound

CASES = "huitou/desk/cases/actions.py"
TEST = "huitou/desk/tests/test_cases.py"


def lines(count: int) -> str:
    return "x = 1\n" * count


def function(count: int, docstring: int = 0) -> str:
    told = '    """Tell.\n' + "    more\n" * (docstring - 2) + '    """\n' if docstring else ""
    return "def close():\n" + told + "    x = 1\n" * (count - 1)


WRONG = [
    ({CASES: lines(401)}, f"{CASES}:401", "The file has 401 lines, the budget is 400"),
    ({TEST: lines(601)}, f"{TEST}:601", "The file has 601 lines, the budget is 600"),
    ({CASES: function(61)}, f"{CASES}:1", "close has 61 lines, the budget is 60"),
    (
        {CASES: "class Case:\n    async " + function(61).replace("    x", "        x")},
        f"{CASES}:2",
        "close has 61 lines",
    ),
    ({TEST: function(121)}, f"{TEST}:1", "close has 121 lines, the budget is 120"),
    ({"huitou/desk/templates/desk/a.html": "<p>\n" * 251}, "huitou/desk/templates/desk/a.html:251", "has 251 lines"),
    ({"web/css/list.css": "a {}\n" * 401}, "web/css/list.css:401", "has 401 lines, the budget is 400"),
    ({"web/ts/composer.ts": "let x;\n" * 301}, "web/ts/composer.ts:301", "has 301 lines, the budget is 300"),
    ({"bench/fill.py": lines(401)}, "bench/fill.py:401", "has 401 lines"),
]
RIGHT = [
    {CASES: lines(400), TEST: lines(600)},
    {CASES: function(60, docstring=30), TEST: function(120)},
    {"huitou/desk/migrations/0001_initial.py": lines(900) + function(200)},
    {"huitou/desk/templates/desk/a.html": "<p>\n" * 250, "web/css/a.css": "a {}\n" * 400, "web/ts/a.ts": "x;\n" * 300},
    {
        "web/node_modules/x/big.ts": "x;\n" * 3000,
        "web/ts/types.d.ts": "x;\n" * 3000,
        "huitou/static/a.css": "a\n" * 999,
    },
]


@pytest.mark.parametrize(("files", "place", "words"), WRONG)
def test_it_fails(tmp_path: Path, files: Files, place: str, words: str) -> None:
    assert_found(tmp_path, "sizes", files, place, words)


@pytest.mark.parametrize("files", RIGHT)
def test_it_passes(tmp_path: Path, files: Files) -> None:
    assert_sound(tmp_path, "sizes", files)
