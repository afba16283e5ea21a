from pathlib import Path

import pytest

from architecture.tests.mini import Files, assert_found, assert_sound

MODELS = "huitou/desk/models/cases.py"
HEAD = "from django.conf import settings\nfrom django.db import models\n"
WRONG = [
    (
        {MODELS: HEAD + 'x = models.ForeignKey("voice.Rating", related_name="+")'},
        f"{MODELS}:3",
        "voice stands above desk",
    ),
    (
        {"huitou/customers/models.py": HEAD + 'x = models.OneToOneField("channels.Channel", related_name="+")'},
        "huitou/customers/models.py:3",
        "channels stands beside customers",
    ),
    ({MODELS: HEAD + 'x = models.ForeignKey(Customer, related_name="+")'}, f"{MODELS}:3", "other than as a string"),
    ({MODELS: HEAD + 'x = models.ForeignKey("Case", related_name="+")'}, f"{MODELS}:3", "other than as a string"),
    ({MODELS: HEAD + 'x = models.ForeignKey(to="auth.User", related_name="+")'}, f"{MODELS}:3", "auth is no room"),
    ({MODELS: HEAD + 'x = models.ForeignKey("desk.Case")'}, f"{MODELS}:3", 'no related_name="+"'),
    ({MODELS: HEAD + 'x = models.ManyToManyField("desk.Tag", related_name="cases")'}, f"{MODELS}:3", "no related_name"),
    (
        {
            "huitou/roster/models.py": "from django.db.models import ForeignKey\n"
            'x = ForeignKey("desk.Case", related_name="+")'
        },
        "huitou/roster/models.py:2",
        "desk stands above roster",
    ),
    (
        {"huitou/measures/models.py": HEAD + 'x = models.ForeignKey(settings.AUTH_USER_MODEL, related_name="+")'},
        "huitou/measures/models.py:3",
        "core stands above measures",
    ),
]
RIGHT = [
    {MODELS: HEAD + 'x = models.ForeignKey("customers.Customer", on_delete=models.CASCADE, related_name="+")'},
    {MODELS: HEAD + 'x = models.ForeignKey(settings.AUTH_USER_MODEL, related_name="+")'},
    {MODELS: HEAD + 'x = models.ForeignKey("self", null=True, related_name="+")'},
    {MODELS: HEAD + 'x = models.ManyToManyField(to="desk.Tag", related_name="tagged+")'},
    {"huitou/desk/migrations/0001_initial.py": HEAD + 'x = models.ForeignKey(to="voice.rating")'},
]


@pytest.mark.parametrize(("files", "place", "words"), WRONG)
def test_it_fails(tmp_path: Path, files: Files, place: str, words: str) -> None:
    assert_found(tmp_path, "foreign_keys", files, place, words)


@pytest.mark.parametrize("files", RIGHT)
def test_it_passes(tmp_path: Path, files: Files) -> None:
    assert_sound(tmp_path, "foreign_keys", files)
