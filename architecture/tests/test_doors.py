from pathlib import Path

import pytest

from architecture.tests.mini import Files, assert_found, assert_sound, findings

DESK = "huitou/desk/cases/actions.py"
WRONG = [
    ({DESK: "from huitou.customers.models import Customer"}, f"{DESK}:1", "around the door of customers"),
    ({DESK: "from huitou.customers import models"}, f"{DESK}:1", "around the door of customers"),
    ({DESK: "import huitou.customers.handles.rules"}, f"{DESK}:1", "around the door of customers"),
    ({DESK: "def f():\n    from huitou.core.ledger.ledger import record"}, f"{DESK}:2", "around the door of core"),
    ({DESK: "from huitou.core.facts import Fact"}, f"{DESK}:1", "around the door of core"),
    ({DESK: "from huitou import customers"}, f"{DESK}:1", "around the door of customers"),
    ({DESK: "import huitou"}, f"{DESK}:1", "imports huitou as a whole"),
    ({DESK: "from importlib import import_module\nimport_module('huitou.core.db')"}, f"{DESK}:2", "door of core"),
    ({DESK: "from huitou.core.testing import clock_at"}, f"{DESK}:1", "a helper of tests"),
    ({DESK: "from huitou.desk.testing import a_case"}, f"{DESK}:1", "a helper of tests"),
    (
        {"huitou/desk/tests/test_cases.py": "from huitou.customers.models import Customer"},
        "huitou/desk/tests/test_cases.py:1",
        "around the door of customers",
    ),
]
RIGHT = [
    {DESK: "from huitou.customers.api import customer\nfrom huitou.core import api as core\nimport huitou.core.api"},
    {DESK: "from huitou.measures.text.sentences import split\nfrom huitou.desk.models import Case"},
    {"huitou/voice/listens.py": "from huitou.desk.facts import CaseClosed\nfrom huitou.voice.ratings import actions"},
    {"huitou/desk/tests/test_cases.py": "from huitou.core.testing import clock_at\nfrom huitou.core.facts import X"},
    {"huitou/desk/testing.py": "from huitou.customers.testing import a_customer"},
    {"huitou/cli.py": "from huitou.core.models import Account\nfrom huitou.demo.company import build"},
]


def test_it_names_the_way_in(tmp_path: Path) -> None:
    [found] = findings(tmp_path, "doors", {DESK: "from huitou.customers.facts import Merged"})
    assert "listens.py" in found.mend


@pytest.mark.parametrize(("files", "place", "words"), WRONG)
def test_it_fails(tmp_path: Path, files: Files, place: str, words: str) -> None:
    assert_found(tmp_path, "doors", files, place, words)


@pytest.mark.parametrize("files", RIGHT)
def test_it_passes(tmp_path: Path, files: Files) -> None:
    assert_sound(tmp_path, "doors", files)
