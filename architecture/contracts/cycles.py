"""No module imports itself by a detour.

Modules in a cycle can only be understood, tested and moved together. Imports inside functions count: they hide the
knot, they do not cut it. Imports under `if TYPE_CHECKING:` do not count.
"""

from collections.abc import Iterator

from architecture.finding import Finding
from architecture.graph import Graph, knots, shortest_cycle
from architecture.tree import Tree

NAME = "cycles"


def check(tree: Tree) -> Iterator[Finding]:
    """The shortest cycle of every knot of modules."""
    graph: Graph = {module.name: {} for module in tree.sound}
    for module in tree.sound:
        for found in module.imports:
            if not found.type_only and found.target in graph and found.target != module.name:
                graph[module.name].setdefault(found.target, found.line)
    for knot in knots(graph):
        cycle = shortest_cycle(graph, knot)
        way = " -> ".join([*cycle, cycle[0]])
        more = f" (the shortest of a knot of {len(knot)} modules)" if len(knot) > len(cycle) else ""
        wrong = f"Import cycle {way}{more}."
        mend = "move what both need into a module below both, or pass it in as an argument."
        yield Finding(tree.modules[cycle[0]].path, graph[cycle[0]][[*cycle, cycle[0]][1]], NAME, wrong, mend)
