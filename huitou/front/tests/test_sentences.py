"""Every refusal that the code can raise has a sentence, in both languages, with the values that it needs."""

import ast
import re
from pathlib import Path

import pytest
from django.utils import translation

from huitou.core.api import Refusal, all_explanations
from huitou.front.sentences import sentence, status

HUITOU = Path(__file__).resolve().parents[2]


def codes() -> dict[str, str]:
    """Each literal code of a Refusal(…) in the product, with one place where it stands."""
    found: dict[str, str] = {}
    for path in HUITOU.rglob("*.py"):
        if "tests" in path.parts or "migrations" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            first = node.args[0]
            if name == "Refusal" and isinstance(first, ast.Constant) and isinstance(first.value, str):
                found[first.value] = f"{path.relative_to(HUITOU)}:{node.lineno}"
    return found


def test_every_refusal_has_a_sentence() -> None:
    known = all_explanations()
    missing = {code: place for code, place in codes().items() if code not in known}
    assert not missing
    assert len(codes()) > 60


@pytest.mark.parametrize("code", sorted(all_explanations()))
def test_a_sentence_reads_as_one_and_has_a_status_of_a_refusal(code: str) -> None:
    number, text = all_explanations()[code]
    assert 400 <= number < 600 and number != 500
    with translation.override("zh-hans"):
        assert re.search("[\u4e00-\u9fff]", str(text)), code
        assert not str(text).endswith(("！", "!")), "no exclamation marks when something went wrong"


def test_an_unknown_code_is_shown_rather_than_hidden() -> None:
    refusal = Refusal("nobody.explained_this")
    assert sentence(refusal) == "nobody.explained_this" and status(refusal) == 409


def test_a_permission_is_named_in_words() -> None:
    with translation.override("zh-hans"):
        assert "看操作记录" in sentence(Refusal("core.not_allowed", permission="audit.read"))
