"""Ways of doing things that this house does without.

Signals and generic foreign keys connect rooms where no import shows it; `apps.get_model` goes around the doors; a
`print` in a server is seen by nobody. Each has a plain way beside it, named in the finding.
"""

import ast
from collections.abc import Iterator

from architecture.finding import Finding
from architecture.module import Module
from architecture.tree import Tree

NAME = "forbidden"

# Beginning of the origin: (what is wrong, how to mend it)
FORBIDDEN = {
    "django.db.models.signals": (
        "Model signals act where nobody looks, and are lost after commit.",
        "record a fact in the action and hear it in listens.py.",
    ),
    "django.dispatch": (
        "Signals act where nobody looks.",
        "record a fact in the action and hear it in listens.py, or call down.",
    ),
    "django.contrib.contenttypes": (
        "A generic foreign key points anywhere, up the ladder too, and no database can hold it.",
        "give each relation its own foreign key, or keep a fact with the id.",
    ),
    "django.apps.apps.get_model": (
        "apps.get_model goes around the doors.",
        "import the model of this room, or ask the other room's api; only migrations may use get_model.",
    ),
}


def check(tree: Tree) -> Iterator[Finding]:
    """Every use of a forbidden thing, once for each line, and every print outside of the command line."""
    for module in tree.product:
        yield from _origins(module)
        yield from _prints(module)


def _origins(module: Module) -> Iterator[Finding]:
    named = {(found.line, found.origin) for found in module.imports}
    named |= {(use.line, use.origin) for use in module.uses if use.origin.endswith(".get_model")}
    told: set[tuple[int, str]] = set()
    for line, origin in sorted(named):
        for start, (wrong, mend) in FORBIDDEN.items():
            if f"{origin}.".startswith(f"{start}.") and (line, start) not in told:
                told.add((line, start))
                yield Finding(module.path, line, NAME, wrong, mend)


def _prints(module: Module) -> Iterator[Finding]:
    for call in module.every(ast.Call):
        if isinstance(call.func, ast.Name) and call.func.id == "print" and not module.is_a("cli"):
            wrong = "print() in a server is read by nobody."
            mend = "use logging.getLogger(__name__); words for the person at the console belong in cli.py."
            yield Finding(module.path, call.lineno, NAME, wrong, mend)
