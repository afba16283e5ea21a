"""Every Python file can be read; what cannot be read cannot be checked."""

import ast
from collections.abc import Iterator

from architecture.finding import Finding
from architecture.tree import Tree

NAME = "syntax"


def check(tree: Tree) -> Iterator[Finding]:
    """Every file that Python cannot parse."""
    for module in tree.modules.values():
        if module.syntax is None:
            line, why = _why(module.source)
            yield Finding(module.path, line, NAME, f"Python cannot read this file: {why}.", "correct the line.")


def _why(source: str) -> tuple[int, str]:
    try:
        ast.parse(source)
    except SyntaxError as error:
        return error.lineno or 1, error.msg
    except ValueError as error:
        return 1, str(error)
    return 1, "it changed while it was read"
