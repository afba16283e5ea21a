"""The little graph theory that the contracts need."""

from collections import deque

Graph = dict[str, dict[str, int]]
"""Who imports whom, and on which line: `graph[importer][imported] == line`."""


def knots(graph: Graph) -> list[frozenset[str]]:
    """The groups of modules that all reach each other; a sound tree has none."""
    left = _without_ends(graph)
    reached = {node: _reachable(left, node) for node in left}
    groups = {frozenset(other for other in reached[node] if node in reached[other]) for node in left}
    return sorted((group for group in groups if group), key=sorted)


def shortest_cycle(graph: Graph, knot: frozenset[str]) -> list[str]:
    """The shortest way from a module of this knot back to itself, written from its alphabetically first module."""
    ways = (shortest_way(graph, start, {start}) for start in sorted(knot))
    best = min(ways, key=len)[:-1]
    first = best.index(min(best))
    return best[first:] + best[:first]


def shortest_way(graph: Graph, start: str, goals: set[str]) -> list[str]:
    """The shortest chain of imports from `start` to any of `goals`, both ends included; empty when there is none."""
    came_from: dict[str, str] = {}
    queue = deque([start])
    while queue:
        node = queue.popleft()
        for other in graph.get(node, {}):
            if other in goals:
                back = [other, node]
                while back[-1] != start:
                    back.append(came_from[back[-1]])
                return back[::-1]
            if other not in came_from and other != start:
                came_from[other] = node
                queue.append(other)
    return []


def _without_ends(graph: Graph) -> Graph:
    """The graph without what imports nothing of it, again and again: only cycles and the ways to them are left."""
    left = graph
    while True:
        inner = {node: {other: line for other, line in out.items() if other in left} for node, out in left.items()}
        inner = {node: out for node, out in inner.items() if out}
        if len(inner) == len(left):
            return inner
        left = inner


def _reachable(graph: Graph, start: str) -> set[str]:
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        new = [other for other in graph.get(waiting.pop(), {}) if other not in seen]
        seen.update(new)
        waiting.extend(new)
    return seen
