from pathlib import Path

import pytest

from architecture.tests.mini import Files, assert_found, assert_sound

RULES = "huitou/desk/promises/rules.py"
VALUE = "huitou/measures/value.py"
WRONG = [
    ({RULES: "from django.utils import timezone"}, f"{RULES}:1", "It imports django.utils"),
    ({RULES: "from huitou.core.api import now"}, f"{RULES}:1", "It imports huitou.core.api"),
    ({RULES: "from huitou.desk.models import Promise"}, f"{RULES}:1", "It imports huitou.desk.models"),
    ({RULES: "import numpy"}, f"{RULES}:1", "a rule may use the standard library"),
    ({RULES: "def f():\n    import requests"}, f"{RULES}:2", "It imports requests"),
    ({"huitou/desk/rules/late.py": "import django"}, "huitou/desk/rules/late.py:1", "It imports django"),
    ({VALUE: "import django.db"}, f"{VALUE}:1", "measures may use"),
    ({VALUE: "import requests"}, f"{VALUE}:1", "It imports requests"),
    ({VALUE: "import pytest"}, f"{VALUE}:1", "It imports pytest"),
    (
        {"huitou/measures/tests/test_value.py": "import django"},
        "huitou/measures/tests/test_value.py:1",
        "It imports django",
    ),
]
RIGHT = [
    {
        RULES: "from __future__ import annotations\nimport datetime\nfrom dataclasses import dataclass\n"
        "from huitou.measures.refusal import Refusal\nfrom huitou.desk.cases.rules import severity\n",
        "huitou/desk/cases/rules.py": "",
    },
    {
        VALUE: "import math\nimport numpy as np\nfrom scipy import optimize\nfrom huitou.measures.estimate import Estimate"
    },
    {"huitou/measures/tests/test_value.py": "import pytest\nfrom hypothesis import given"},
    {"huitou/core/calendar/festivals.py": "import holidays"},
    {"huitou/desk/promises/actions.py": "from django.db import transaction"},
]


@pytest.mark.parametrize(("files", "place", "words"), WRONG)
def test_it_fails(tmp_path: Path, files: Files, place: str, words: str) -> None:
    assert_found(tmp_path, "purity", files, place, words)


@pytest.mark.parametrize("files", RIGHT)
def test_it_passes(tmp_path: Path, files: Files) -> None:
    assert_sound(tmp_path, "purity", files)
