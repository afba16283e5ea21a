"""What the command prints: the findings, and how large each room is."""

from collections.abc import Iterable, Iterator
from statistics import median

from architecture.contracts.sizes import length
from architecture.finding import Finding
from architecture.ladder import ROOMS
from architecture.module import Module
from architecture.tree import Tree


def findings(found: Iterable[Finding]) -> Iterator[str]:
    """One line for each finding, sorted by place."""
    yield from (str(finding) for finding in sorted(found))


def rooms(tree: Tree) -> Iterator[str]:
    """A table: files, lines, median file and function of each room without its tests, and the lines of its tests."""
    yield f"{'room':<14}{'files':>6}{'lines':>8}{'median file':>13}{'median function':>17}{'p95':>5}{'test lines':>12}"
    places = [*ROOMS, *sorted({module.room for module in tree.sound if module.room} - set(ROOMS))]
    for room in places:
        inside = [module for module in tree.sound if module.room == room and not module.is_migration]
        if inside:
            yield _row(room, inside)
    rest = [module for module in tree.sound if module.is_product and not module.room]
    if rest:
        yield _row("(root)", rest)


def _row(name: str, inside: list[Module]) -> str:
    product = [module for module in inside if not module.is_test]
    lines = [_lines(module) for module in product]
    functions = sorted(length(function) for module in product for function in module.functions)
    tests = sum(_lines(module) for module in inside if module.is_test)
    middle_file = median(lines) if lines else 0
    middle, high = (median(functions), functions[int(len(functions) * 0.95)]) if functions else (0, 0)
    return f"{name:<14}{len(product):>6}{sum(lines):>8}{middle_file:>13g}{middle:>17g}{high:>5}{tests:>12}"


def _lines(module: Module) -> int:
    return len(module.source.splitlines())
