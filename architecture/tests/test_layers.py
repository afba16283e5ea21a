from pathlib import Path

import pytest

from architecture.tests.mini import Files, assert_found, assert_sound

DESK = "huitou/desk/cases/actions.py"
WRONG = [
    ({DESK: "from huitou.voice.api import ratings"}, f"{DESK}:1", "voice stands above desk"),
    ({DESK: "import huitou.front.api"}, f"{DESK}:1", "front stands above desk"),
    ({DESK: "from huitou import team"}, f"{DESK}:1", "team stands above desk"),
    ({DESK: "def close():\n    from huitou.voice import api\n"}, f"{DESK}:2", "voice stands above desk"),
    (
        {DESK: "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from huitou.loyalty.api import Tier\n"},
        f"{DESK}:3",
        "loyalty stands above desk",
    ),
    ({DESK: 'import importlib\nx = importlib.import_module("huitou.voice.models")'}, f"{DESK}:2", "voice stands above"),
    ({DESK: "from ...voice import api"}, f"{DESK}:1", "voice stands above desk"),
    (
        {"huitou/customers/reads.py": "from huitou.channels.api import send"},
        "huitou/customers/reads.py:1",
        "channels stands beside customers",
    ),
    (
        {"huitou/calls/jobs.py": "from huitou.voice.api import ask"},
        "huitou/calls/jobs.py:1",
        "voice stands beside calls",
    ),
    (
        {"huitou/measures/value.py": "from huitou.core.api import now"},
        "huitou/measures/value.py:1",
        "core stands above",
    ),
    (
        {"huitou/desk/tests/test_cases.py": "from huitou.front.api import x"},
        "huitou/desk/tests/test_cases.py:1",
        "front",
    ),
    (
        {"huitou/settings.py": "", DESK: "from huitou import settings"},
        f"{DESK}:1",
        "the composition root stands above every room",
    ),
    (
        {"huitou/ops/doctor.py": "", DESK: "from huitou.ops.doctor import look"},
        f"{DESK}:1",
        "the composition root stands above every room",
    ),
    ({DESK: "from bench.fill import fill"}, f"{DESK}:1", "not shipped with the product"),
    ({"huitou/kitchen/__init__.py": ""}, "huitou/kitchen/__init__.py:1", "kitchen has no place on the ladder"),
]
RIGHT = [
    {DESK: "from huitou.customers.api import customer\nfrom huitou.channels import api as channels"},
    {DESK: "from huitou.measures.text.rules import sentences\nfrom huitou.core.api import now"},
    {DESK: "from huitou import __version__\nfrom .rules import may_close", "huitou/desk/cases/rules.py": ""},
    {"huitou/urls.py": "from huitou.front.urls import urlpatterns\nfrom huitou.desk.urls import more"},
    {"huitou/front/pages.py": "from huitou.desk.api import inbox\nfrom huitou.voice.api import ratings"},
    {"huitou/ops/doctor.py": "from huitou.core.models import Account\nfrom huitou.demo.company import build"},
    {"tests/scenarios/test_story.py": "from huitou.front.api import x"},
]


@pytest.mark.parametrize(("files", "place", "words"), WRONG)
def test_it_fails(tmp_path: Path, files: Files, place: str, words: str) -> None:
    assert_found(tmp_path, "layers", files, place, words)


@pytest.mark.parametrize("files", RIGHT)
def test_it_passes(tmp_path: Path, files: Files) -> None:
    assert_sound(tmp_path, "layers", files)
