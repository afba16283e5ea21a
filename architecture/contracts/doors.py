"""A room is entered by its door: `huitou.<room>.api`, and `huitou.<room>.facts` for those who listen.

Behind its door a room may be rebuilt without asking anybody. `measures` is open, as a library is: plain functions
without state. Tests may also use the helpers that a room offers in `huitou.<room>.testing`.
"""

from collections.abc import Iterator

from architecture.finding import Finding
from architecture.imports import Import
from architecture.ladder import PACKAGE, is_room
from architecture.module import Module
from architecture.tree import Tree

NAME = "doors"


def check(tree: Tree) -> Iterator[Finding]:
    """Every import that goes around the door of another room, and product code that uses helpers of tests."""
    for module in tree.sound:
        if module.room:
            for found in module.imports:
                yield from _judge(module, found)


def _judge(module: Module, found: Import) -> Iterator[Finding]:
    if found.target == PACKAGE and found.name is None:
        wrong = f"It imports {PACKAGE} as a whole, so that nobody can see which room it uses."
        yield Finding(module.path, found.line, NAME, wrong, f"import {PACKAGE}.<room>.api by its name.")
    elif _is_helper_of_tests(found) and not module.is_test:
        wrong = f"Product code imports {found.target}, a helper of tests."
        yield Finding(module.path, found.line, NAME, wrong, "move what is needed out of the helper, behind a door.")
    elif is_room(found.room) and found.room not in {module.room, "measures"} and not _is_a_door(module, found):
        wrong = f"{module.room} reaches {found.target} around the door of {found.room}."
        yield Finding(module.path, found.line, NAME, wrong, _way_in(module, found))


def _is_a_door(module: Module, found: Import) -> bool:
    way = found.inside.split(".")[0]
    return way == "api" or (way == "facts" and (module.is_a("listens") or module.is_test)) or way == "testing"


def _is_helper_of_tests(found: Import) -> bool:
    return found.room is not None and found.inside.split(".")[0] in {"testing", "tests"}


def _way_in(module: Module, found: Import) -> str:
    if found.inside.split(".")[0] == "facts":
        return f"listen to the fact in huitou/{module.room}/listens.py, or ask huitou.{found.room}.api."
    return f"use huitou.{found.room}.api; if it does not offer this yet, add a keyword-only function there."
