from pathlib import Path

import pytest

from architecture.tests.mini import Files, assert_found, assert_sound

PAGES = "huitou/desk/pages.py"
WRONG = [
    ({PAGES: "from huitou.core.api import now, record\n\nrecord(1)"}, f"{PAGES}:1", "pages.py records a fact"),
    ({PAGES: "from huitou.core import api as core\n\ncore.record(1)"}, f"{PAGES}:3", "only actions write"),
    ({PAGES: "import huitou.core.api\n\nhuitou.core.api.record(1)"}, f"{PAGES}:3", "only actions write"),
    (
        {"huitou/desk/api.py": "from huitou.core.api import record as tell"},
        "huitou/desk/api.py:1",
        "only actions write",
    ),
    ({PAGES: "def f():\n    from huitou.core.ledger.ledger import record"}, f"{PAGES}:2", "only actions write"),
    ({"huitou/cli.py": "from huitou.core.ledger import record"}, "huitou/cli.py:1", "cli.py records a fact"),
]
RIGHT = [
    {"huitou/desk/cases/actions.py": "from huitou.core.api import record\n\nrecord(1)"},
    {"huitou/desk/cases/actions/close.py": "from huitou.core.api import record\n\nrecord(1)"},
    {"huitou/core/accounts/accounts.py": "from huitou.core.ledger.ledger import record\n\nrecord(1)"},
    {"huitou/desk/tests/test_cases.py": "from huitou.core.api import record\n\nrecord(1)"},
    {PAGES: "from huitou.core.api import now\nfrom huitou.desk.tapes import record\n\nrecord(now())"},
]


@pytest.mark.parametrize(("files", "place", "words"), WRONG)
def test_it_fails(tmp_path: Path, files: Files, place: str, words: str) -> None:
    assert_found(tmp_path, "ledger", files, place, words)


@pytest.mark.parametrize("files", RIGHT)
def test_it_passes(tmp_path: Path, files: Files) -> None:
    assert_sound(tmp_path, "ledger", files)
