"""Front stage and back stage never mix (表 / 里).

What a customer may see is read by modules named `public.py` or in a folder `public/`. From there no chain of imports
inside the room leads to notes, feedback or approvals, nor to the readers made for the desk; and no SQL in them names a
back-stage table. (Across rooms this cannot be seen from imports: the fuzz test of the public doors proves that.)
"""

import re
from collections.abc import Iterator

from architecture.finding import Finding
from architecture.graph import Graph, shortest_way
from architecture.ladder import ROOMS
from architecture.module import Module
from architecture.tree import Tree

NAME = "stages"

# Model: the words that name it in a module path.
BACK_STAGE = {
    "Note": {"note", "notes"},
    "ManagerFeedback": {"manager_feedback", "manager_feedbacks"},
    "Approval": {"approval", "approvals"},
}
WORDS = set().union(*BACK_STAGE.values())
TABLE = re.compile(rf"\b({'|'.join(ROOMS)})_({'|'.join(model.lower() for model in BACK_STAGE)})\b", re.IGNORECASE)
MEND = "read only what the customer may see, by SQL or querysets of its own in public.py; move shared code below both."


def check(tree: Tree) -> Iterator[Finding]:
    """Every way inside a room from a public module to something behind the stage."""
    rooms = {module.room for module in tree.product if module.room and is_public(module)}
    for room in sorted(rooms):
        inside = {module.name: module for module in tree.product if module.room == room}
        yield from _check_room(inside)


def is_public(module: Module) -> bool:
    """Whether customers are served by it."""
    return module.is_a("public")


def _check_room(inside: dict[str, Module]) -> Iterator[Finding]:
    graph: Graph = {name: _followed(module, inside) for name, module in inside.items()}
    behind = {name: found for name, module in inside.items() if (found := _behind(module))}
    for name, module in inside.items():
        if not is_public(module):
            continue
        if name in behind:
            line, why = behind[name]
            yield Finding(module.path, line, NAME, f"A public module {why}.", MEND)
        for goal in behind:
            way = shortest_way(graph, name, {goal})
            if way and not any(step in behind for step in way[1:-1]):
                wrong = f"A public module leads behind the stage: {' -> '.join(way)}, which {behind[goal][1]}."
                yield Finding(module.path, graph[name][way[1]], NAME, wrong, MEND)


def _followed(module: Module, inside: dict[str, Module]) -> dict[str, int]:
    # Models are not followed: the package `models` knows them all, and what matters is which one is named.
    if module.is_a("models"):
        return {}
    return {found.target: found.line for found in module.imports if found.target in inside}


def _behind(module: Module) -> tuple[int, str] | None:
    """Why this module is behind the stage, if it is, and on which line that shows."""
    if not is_public(module):
        if WORDS.intersection(module.parts):
            return 1, f"is back stage by its name ({module.parts[-1]})"
        if module.is_a("reads"):
            return 1, "reads for the desk, not for the customer"
    if module.is_a("models"):
        return None
    named = [(found.line, found.origin) for found in module.imports] + [(use.line, use.origin) for use in module.uses]
    for line, origin in named:
        if origin.startswith("huitou.") and origin.rpartition(".")[2] in BACK_STAGE:
            return line, f"names the model {origin.rpartition('.')[2]}"
    for text in module.strings():
        if table := TABLE.search(str(text.value)):
            return text.lineno, f"names the table {table[0]} in a string"
    return None
