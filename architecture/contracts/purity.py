"""Decisions are plain Python: `rules.py` and all of `measures/` know no Django and no database.

What is decided without a database can be tested as a table of cases in a millisecond, and read by somebody who has
never seen Django. Time and everything else that a rule needs is passed in.
"""

import sys
from collections.abc import Callable, Iterator

from architecture.finding import Finding
from architecture.imports import Import
from architecture.module import Module
from architecture.tree import Tree

NAME = "purity"
STANDARD = sys.stdlib_module_names
FOR_MEASURES = {"numpy", "scipy", "ibis", "duckdb", "pandas", "pyarrow", "statsmodels", "sklearn", "rjieba", "holidays"}
FOR_FORMATS = {"openpyxl", "phonenumbers"}  # spreadsheets and the numbering plans of the world, read without any state
FOR_TESTS = {"pytest", "hypothesis"}


def check(tree: Tree) -> Iterator[Finding]:
    """Every import in a rules module or in measures that is not on its short list."""
    for module in tree.sound:
        if module.room == "measures":
            yield from _judge(module, _measures_may, "measures may use the standard library and numbers")
        elif module.room and module.is_a("rules") and not module.is_test:
            yield from _judge(
                module, _rules_may, "a rule may use the standard library, measures, and rules of its room"
            )


def _judge(module: Module, may: Callable[[Module, Import], bool], law: str) -> Iterator[Finding]:
    for found in module.imports:
        if not may(module, found):
            wrong = f"It imports {found.target}, but {law}."
            mend = "pass the value in (a time, a number, a frozen dataclass), or do this in actions.py or reads.py."
            yield Finding(module.path, found.line, NAME, wrong, mend)


def _measures_may(module: Module, found: Import) -> bool:
    if found.room:
        return found.room == "measures"
    package = found.target.split(".")[0]
    return package in STANDARD | FOR_MEASURES | FOR_FORMATS or (module.is_test and package in FOR_TESTS)


def _rules_may(module: Module, found: Import) -> bool:
    if found.room:
        own_rules = found.room == module.room and "rules" in found.inside.split(".")
        return own_rules or found.room == "measures"
    return found.target.split(".")[0] in STANDARD
