"""Every refusal of the room is said in words, with every value its sentence asks for."""

import re
from pathlib import Path

import pytest

from huitou.core.api import all_explanations
from huitou.customers.handles.rules import BadHandle
from huitou.measures.text.csvsafe import TableError

ROOM = Path(__file__).parents[1]


def codes_of(text: str) -> list[str]:
    """The codes that a docstring lists: `nothing · too_long(limit) · …`."""
    lines = text.split("params:")[1]
    return re.findall(r"(?:^|·)\s*([a-z_]+)", lines.strip())


def test_every_refusal_has_a_sentence():
    sources = [path.read_text() for path in ROOM.rglob("*.py") if "tests" not in path.parts]
    codes = {code for text in sources for code in re.findall(r'Refusal\(\s*"(customers\.[a-z_]+)"', text)}
    assert len(codes) > 25
    assert codes <= set(all_explanations())


@pytest.mark.parametrize(
    ("codes", "prefix"), [(codes_of(BadHandle.__doc__), "customers.handle_"), (codes_of(TableError.__doc__), "table.")]
)
def test_what_the_readers_refuse_has_a_sentence(codes, prefix):
    assert len(codes) > 8
    missing = {f"{prefix}{code}" for code in codes} - set(all_explanations())
    assert not missing


def test_no_sentence_is_left_that_nobody_says():
    source = "".join(path.read_text() for path in ROOM.rglob("*.py") if path.name != "sentences.py")
    built = ("customers.handle_", "customers.address_", "customers.import_ragged")
    ours = [code for code in all_explanations() if code.startswith("customers.") and not code.startswith(built)]
    assert [code for code in ours if code not in source] == []
