"""Files that are read in one sitting, functions that fit a glance.

A budget is a ceiling, not an aim: the median that the report prints is what we look at. A docstring does not count, so
that nobody shortens one to pass.
"""

import ast
from collections.abc import Iterator

from architecture.finding import Finding
from architecture.module import Function, Module
from architecture.tree import Tree

NAME = "sizes"
PYTHON, PYTHON_TEST = 400, 600
FUNCTION, FUNCTION_TEST = 60, 120
TEMPLATE, CSS, TYPESCRIPT = 250, 400, 300


def check(tree: Tree) -> Iterator[Finding]:
    """Every file and function above its budget, in lines."""
    for module in tree.sound:
        if not module.is_migration:
            yield from _file(module.path, module.source, PYTHON_TEST if module.is_test else PYTHON)
            yield from _functions(module)
    for budget, paths in (
        (TEMPLATE, tree.ending(".html", ".jinja", under="templates")),
        (CSS, tree.ending(".css")),
        (TYPESCRIPT, (path for path in tree.ending(".ts") if not path.endswith(".d.ts"))),
    ):
        for path in paths:
            yield from _file(path, tree.text(path), budget)


def length(function: Function) -> int:
    """The lines of a function from `def` to its end, without its docstring."""
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function, clean=False) is not None and len(function.body) > 1:
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    return lines


def _file(path: str, text: str, budget: int) -> Iterator[Finding]:
    lines = len(text.splitlines())
    if lines > budget:
        mend = "part it by noun: what is about one thing goes into a file of its own."
        yield Finding(path, budget + 1, NAME, f"The file has {lines} lines, the budget is {budget}.", mend)


def _functions(module: Module) -> Iterator[Finding]:
    budget = FUNCTION_TEST if module.is_test else FUNCTION
    for function in module.functions:
        if length(function) > budget:
            wrong = f"{function.name} has {length(function)} lines, the budget is {budget}."
            mend = "give its steps names: a decision goes to rules.py, a query to reads.py, the rest into helpers."
            yield Finding(module.path, function.lineno, NAME, wrong, mend)
