from pathlib import Path

import pytest

from architecture.tests.mini import Files, assert_found, assert_sound

CASES = "huitou/desk/cases/actions.py"
WRONG = [
    ({CASES: "from django.db.models.signals import post_save"}, f"{CASES}:1", "Model signals act where nobody looks"),
    ({CASES: "from django.db.models import signals"}, f"{CASES}:1", "Model signals"),
    ({CASES: "from django.dispatch import receiver\n\n@receiver\ndef f(): ..."}, f"{CASES}:1", "Signals act"),
    (
        {CASES: "from django.contrib.contenttypes.fields import GenericForeignKey"},
        f"{CASES}:1",
        "A generic foreign key points anywhere",
    ),
    ({CASES: 'from django.apps import apps\n\nx = apps.get_model("voice", "Rating")'}, f"{CASES}:3", "apps.get_model"),
    ({CASES: 'print("closed")'}, f"{CASES}:1", "print() in a server"),
]
RIGHT = [
    {"huitou/cli.py": 'print("http://127.0.0.1:8000")'},
    {"huitou/desk/migrations/0002_fill.py": 'def forward(apps, editor):\n    apps.get_model("desk", "Case")'},
    {"huitou/desk/tests/test_cases.py": 'print("seen by pytest only")'},
    {CASES: "from django.db.models import F, Q\nfrom django.apps import AppConfig\nimport pprint"},
    {"bench/__main__.py": 'print("ratio")'},
]


@pytest.mark.parametrize(("files", "place", "words"), WRONG)
def test_it_fails(tmp_path: Path, files: Files, place: str, words: str) -> None:
    assert_found(tmp_path, "forbidden", files, place, words)


@pytest.mark.parametrize("files", RIGHT)
def test_it_passes(tmp_path: Path, files: Files) -> None:
    assert_sound(tmp_path, "forbidden", files)
