from pathlib import Path

import pytest

from architecture.tests.mini import Files, assert_found, assert_sound, findings

A, B, C, D = (f"huitou/desk/{name}.py" for name in "abcd")
WRONG = [
    (
        {A: "from huitou.desk import b", B: "from huitou.desk import a"},
        f"{A}:1",
        "huitou.desk.a -> huitou.desk.b -> huitou.desk.a",
    ),
    ({A: "from . import b", B: "x = 1\n\ndef f():\n    from .a import y"}, f"{A}:1", "huitou.desk.a -> huitou.desk.b"),
    (
        {
            A: "from huitou.desk import b, c",
            B: "from huitou.desk import c",
            C: "from huitou.desk import d",
            D: "from huitou.desk import c, a",
        },
        "huitou/desk/c.py:1",
        "huitou.desk.c -> huitou.desk.d -> huitou.desk.c (the shortest of a knot of 4 modules)",
    ),
    (
        {"huitou/urls.py": "import huitou.asgi", "huitou/asgi.py": "import huitou.urls"},
        "huitou/asgi.py:1",
        "huitou.asgi -> huitou.urls -> huitou.asgi",
    ),
]
RIGHT = [
    {A: "from huitou.desk import b, c", B: "from huitou.desk import c", C: ""},
    {
        A: "from huitou.desk import b",
        B: "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from huitou.desk.a import X",
    },
    {"huitou/desk/models/__init__.py": "from huitou.desk.models.case import Case", "huitou/desk/models/case.py": ""},
]


def test_it_tells_two_knots_apart(tmp_path: Path) -> None:
    found = findings(
        tmp_path, "cycles", {A: "from . import b", B: "from . import a, c", C: "from . import d", D: "from . import c"}
    )
    assert [one.path for one in found] == [A, C]


@pytest.mark.parametrize(("files", "place", "words"), WRONG)
def test_it_fails(tmp_path: Path, files: Files, place: str, words: str) -> None:
    assert_found(tmp_path, "cycles", files, place, words)


@pytest.mark.parametrize("files", RIGHT)
def test_it_passes(tmp_path: Path, files: Files) -> None:
    assert_sound(tmp_path, "cycles", files)
