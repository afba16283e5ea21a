"""Calls go down the ladder, never up and never sideways.

Nobody keeps one-way imports by good will: left alone, the parts of a desk grow into one knot in which nothing can be
changed or tested by itself. What a lower room must learn from a higher one reaches it as a call down (the higher room
calls) or not at all; what a higher room must learn from a lower one is a fact that it listens to.
"""

from collections.abc import Iterator

from architecture import ladder
from architecture.finding import Finding
from architecture.imports import Import
from architecture.module import Module
from architecture.tree import Tree

NAME = "layers"
OUTSIDE = {"architecture", "bench", "tests", "tools"}


def check(tree: Tree) -> Iterator[Finding]:
    """Every import of a room above or beside, of the composition root, or of our tools outside the package."""
    yield from _rooms_without_a_place(tree)
    for module in tree.sound:
        if ladder.is_room(module.room):
            for found in module.imports:
                yield from _judge(module, found)


def _rooms_without_a_place(tree: Tree) -> Iterator[Finding]:
    seen: set[str] = set()
    for module in tree.modules.values():
        if module.room and not ladder.is_room(module.room) and module.room not in seen:
            seen.add(module.room)
            wrong = f"The room {module.room} has no place on the ladder."
            mend = "give it a step and a meaning in architecture/ladder.py, or move its files into a room that has one."
            yield Finding(module.path, 1, NAME, wrong, mend)


def _judge(module: Module, found: Import) -> Iterator[Finding]:
    room, other = module.room or "", found.room
    if ladder.is_room(other) and not ladder.may_use(room, other or ""):
        wrong = f"{room} imports {found.target}, but {other} {ladder.relation(room, other or '')} {room}."
        mend = f"let {room} record a fact that {other} listens to, or let {other} call huitou.{room}.api."
        yield Finding(module.path, found.line, NAME, wrong, mend)
    elif other and not ladder.is_room(other) and found.target in module.known:
        wrong = f"{room} imports {found.target}, but the composition root stands above every room."
        mend = "take values from django.conf.settings, or let the composition root pass in what the room needs."
        yield Finding(module.path, found.line, NAME, wrong, mend)
    elif found.target.split(".")[0] in OUTSIDE:
        wrong = f"{room} imports {found.target}, which is not shipped with the product."
        mend = "move what is needed into the room; helpers of its tests belong in its testing.py."
        yield Finding(module.path, found.line, NAME, wrong, mend)
