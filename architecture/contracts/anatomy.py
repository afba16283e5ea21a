"""The same file does the same work in every room.

`api.py` is the door: keyword-only, typed, told in a docstring, so that a caller reads the call and knows. `pages.py`,
`jobs.py` and `listens.py` are thin: what changes the database is an action, which locks, asks the rules and records.
"""

import ast
from collections.abc import Iterator

from architecture.finding import Finding
from architecture.module import Function, Module
from architecture.tree import Tree

NAME = "anatomy"
THIN = ("pages", "jobs", "listens")
JOB_TABLE = "huitou.core.jobs"  # Here "jobs" is the noun: the table of jobs itself.
TOOLBOX = "core"  # Its tools are called by everybody all day: record(fact), require(account, "reply").
THROUGH_A_MANAGER = {"create", "update", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}


def check(tree: Tree) -> Iterator[Finding]:
    """Every function of a door that is not told in full, and every write in a thin file."""
    for module in tree.product:
        if module.is_door:
            for home, function in _offered(tree, module):
                yield from _judge_function(home, function)
        if module.room and not module.name.startswith(JOB_TABLE) and any(module.is_a(kind) for kind in THIN):
            yield from _writes(module)


def _offered(tree: Tree, door: Module) -> Iterator[tuple[Module, Function]]:
    """The public functions of a door: those written in it, and those of its room that it passes on."""
    written = {node.name: node for node in door.syntax.body if isinstance(node, Function)} if door.syntax else {}
    yield from ((door, function) for name, function in written.items() if not name.startswith("_"))
    for found in door.imports:
        if found.room == door.room and found.name and not (found.bound or "_").startswith("_"):
            yield from _defined(tree, found.target, found.name)


def _defined(tree: Tree, place: str, name: str) -> Iterator[tuple[Module, Function]]:
    module = tree.modules.get(place)
    for node in module.syntax.body if module and module.syntax else ():
        if module and isinstance(node, Function) and node.name == name:
            yield module, node


def _judge_function(module: Module, function: Function) -> Iterator[Finding]:
    given = function.args
    where = (module.path, function.lineno, NAME)
    if (given.posonlyargs or given.args or given.vararg) and module.room != TOOLBOX:
        wrong = f"{function.name} of the door takes parameters by position."
        yield Finding(*where, wrong, "put a * before the first parameter.")
    every = [*given.posonlyargs, *given.args, *given.kwonlyargs]
    untyped = [one.arg for one in every if one.annotation is None]
    if untyped or function.returns is None:
        missing = ", ".join([*untyped, *(["its result"] if function.returns is None else [])])
        yield Finding(*where, f"{function.name} of the door has no type for {missing}.", "write the type.")
    if not ast.get_docstring(function):
        wrong = f"{function.name} of the door has no docstring."
        yield Finding(*where, wrong, "say what it means, in which units, and which refusals may come.")


def _writes(module: Module) -> Iterator[Finding]:
    for call in module.every(ast.Call):
        if isinstance(call.func, ast.Attribute) and _is_a_write(call, call.func):
            wrong = f"{module.path.rpartition('/')[2]} writes to the database (.{call.func.attr})."
            mend = "call an action of this room, or the api of a lower one."
            yield Finding(module.path, call.lineno, NAME, wrong, mend)


def _is_a_write(call: ast.Call, called: ast.Attribute) -> bool:
    """Through a manager always; `row.save(…)` and a bare `row.delete()` too; the `update` of a dictionary is none."""
    if called.attr == "save" or (called.attr == "delete" and not call.args and not call.keywords):
        return True
    managed = any(isinstance(node, ast.Attribute) and node.attr == "objects" for node in ast.walk(called.value))
    return managed and called.attr in THROUGH_A_MANAGER
