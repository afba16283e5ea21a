from pathlib import Path

import pytest

from architecture.tests.mini import Files, assert_found, assert_sound

PUBLIC = "huitou/desk/promises/public.py"
WRONG = [
    ({PUBLIC: "from huitou.desk.models import Note"}, f"{PUBLIC}:1", "names the model Note"),
    ({PUBLIC: "from huitou.desk import models\n\nx = models.Approval"}, f"{PUBLIC}:3", "names the model Approval"),
    (
        {
            PUBLIC: "from huitou.desk.promises import shared",
            "huitou/desk/promises/shared.py": "from huitou.desk.models import Note",
        },
        f"{PUBLIC}:1",
        "huitou.desk.promises.public -> huitou.desk.promises.shared, which names the model Note",
    ),
    (
        {
            PUBLIC: "from huitou.desk.promises import a",
            "huitou/desk/promises/a.py": "from huitou.desk import b",
            "huitou/desk/b.py": "def f():\n    from huitou.desk.notes import rules",
            "huitou/desk/notes/rules.py": "",
        },
        f"{PUBLIC}:1",
        "a -> huitou.desk.b -> huitou.desk.notes.rules, which is back stage by its name",
    ),
    (
        {PUBLIC: "from huitou.desk.promises.reads import mine", "huitou/desk/promises/reads.py": ""},
        f"{PUBLIC}:1",
        "which reads for the desk, not for the customer",
    ),
    ({PUBLIC: 'SQL = "select id from desk_note"'}, f"{PUBLIC}:1", "names the table desk_note"),
    ({PUBLIC: 'SQL = f"select {x} from DESK_APPROVAL"'}, f"{PUBLIC}:1", "names the table DESK_APPROVAL"),
    (
        {"huitou/desk/public/pages.py": 'SQL = """\nselect *\nfrom team_managerfeedback"""'},
        "huitou/desk/public/pages.py:1",
        "names the table team_managerfeedback",
    ),
]
RIGHT = [
    {
        PUBLIC: '"""Never reads desk_note."""\nfrom huitou.desk.models import Promise\nfrom huitou.core.api import now\n'
        'from huitou.desk.public.reads import promise\nSQL = "select id from desk_notebook"',
        "huitou/desk/public/reads.py": "from huitou.desk.models import Promise",
        "huitou/desk/models/__init__.py": "from huitou.desk.models.notes import Note",
        "huitou/desk/models/notes.py": "class Note: ...",
    },
    {"huitou/desk/notes/reads.py": "from huitou.desk.models import Note"},
]


@pytest.mark.parametrize(("files", "place", "words"), WRONG)
def test_it_fails(tmp_path: Path, files: Files, place: str, words: str) -> None:
    assert_found(tmp_path, "stages", files, place, words)


@pytest.mark.parametrize("files", RIGHT)
def test_it_passes(tmp_path: Path, files: Files) -> None:
    assert_sound(tmp_path, "stages", files)
