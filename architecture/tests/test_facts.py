from pathlib import Path

import pytest

from architecture.tests.mini import Files, assert_found, assert_sound

FACTS = "huitou/desk/facts.py"
HEAD = "from dataclasses import dataclass\nfrom typing import ClassVar\n\n"
FROZEN = HEAD + "@dataclass(frozen=True)\nclass PromiseMade:\n    promise_id: int\n"
WRONG = [
    ({FACTS: HEAD + "class PromiseMade:\n    promise_id: int"}, f"{FACTS}:4", "PromiseMade is not a frozen dataclass"),
    ({FACTS: HEAD + "@dataclass\nclass PromiseMade:\n    promise_id: int"}, f"{FACTS}:5", "not a frozen dataclass"),
    ({FACTS: HEAD + "@dataclass(frozen=False)\nclass Made:\n    id: int"}, f"{FACTS}:5", "not a frozen dataclass"),
    ({FACTS: FROZEN + "    text: str"}, f"{FACTS}:7", "PromiseMade.text could hold"),
    ({FACTS: FROZEN + '    customer_name: str = ""'}, f"{FACTS}:7", "PromiseMade.customer_name could hold"),
    ({FACTS: FROZEN + "    phone: str | None"}, f"{FACTS}:7", "PromiseMade.phone could hold"),
    ({"huitou/desk/facts/promises.py": FROZEN + "    body: str"}, "huitou/desk/facts/promises.py:7", "body could hold"),
]
RIGHT = [
    {FACTS: FROZEN + "    message_id: int\n    due: object\n    kind_code: str\n    reopened_count: int"},
    {FACTS: FROZEN + '    name: ClassVar[str] = "desk.promise_made.v1"\n    label = "承诺"'},
    {
        FACTS: "import dataclasses\n\n@other\n@dataclasses.dataclass(frozen=True, kw_only=True)\nclass Kept:\n    id: int"
    },
    {"huitou/desk/reads.py": "class Row:\n    text: str"},
]


@pytest.mark.parametrize(("files", "place", "words"), WRONG)
def test_it_fails(tmp_path: Path, files: Files, place: str, words: str) -> None:
    assert_found(tmp_path, "facts", files, place, words)


@pytest.mark.parametrize("files", RIGHT)
def test_it_passes(tmp_path: Path, files: Files) -> None:
    assert_sound(tmp_path, "facts", files)
