"""Reads the imports of one module: statements wherever they stand, and imports by a literal string."""

import ast
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from architecture.ladder import PACKAGE, is_room

BY_STRING = {"import_module", "__import__", "import_string"}


@dataclass(frozen=True)
class Import:
    """`from huitou.core.api import now as clock` has target `huitou.core.api`, name `now`, bound `clock`,
    origin `huitou.core.api.now`. `from huitou.core import api` has target `huitou.core.api`: a module is a target."""

    target: str
    name: str | None
    bound: str | None
    origin: str
    line: int
    type_only: bool

    @property
    def room(self) -> str | None:
        """The room that is imported from, or nothing: `huitou.settings` and `django` are in no room."""
        parts = self.target.split(".")
        return parts[1] if parts[0] == PACKAGE and len(parts) > 1 else None

    @property
    def inside(self) -> str:
        """What is imported below its room: `api`, `promises.rules`, or an empty string for the room itself."""
        return ".".join(self.target.split(".")[2:])


@dataclass(frozen=True)
class ImportReader:
    """Turns syntax nodes of one module into imports. `package` is what a relative import starts from."""

    package: str
    known: frozenset[str]

    def read(self, statements: Sequence[ast.Import | ast.ImportFrom], type_only: set[int]) -> Iterator[Import]:
        """The imports of these statements; `type_only` holds the ids of those under `if TYPE_CHECKING:`."""
        for node in statements:
            for alias in node.names:
                if isinstance(node, ast.Import):
                    yield self._whole(alias, node.lineno, id(node) in type_only)
                else:
                    yield self._part(node, alias, id(node) in type_only)

    def read_strings(self, calls: Iterable[ast.Call]) -> Iterator[Import]:
        """Imports such as `import_module("huitou.desk.models")` and `import_string("huitou.desk.models.Case")`."""
        for call in calls:
            called = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            first = call.args[0] if call.args else None
            if called in BY_STRING and isinstance(first, ast.Constant) and isinstance(first.value, str):
                origin, name = first.value, None
                if called == "import_string" and origin not in self.known:
                    origin, _, name = origin.rpartition(".")
                yield Import(origin, name, None, first.value, call.lineno, False)

    def _whole(self, alias: ast.alias, line: int, type_only: bool) -> Import:
        bound = alias.asname or alias.name.split(".")[0]
        origin = alias.name if alias.asname else bound
        return Import(alias.name, None, bound, origin, line, type_only)

    def _part(self, node: ast.ImportFrom, alias: ast.alias, type_only: bool) -> Import:
        source = self._absolute(node)
        origin = f"{source}.{alias.name}"
        target = origin if self._is_module(source, alias.name) else source
        return Import(target, alias.name, alias.asname or alias.name, origin, node.lineno, type_only)

    def _absolute(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        base = self.package.split(".")[: len(self.package.split(".")) - node.level + 1]
        return ".".join([*base, *([node.module] if node.module else [])])

    def _is_module(self, source: str, name: str) -> bool:
        # A room of the ladder that has no folder yet is judged as if it had one.
        planned = source == PACKAGE and is_room(name)
        out_of_planned = source not in self.known and is_room(source.removeprefix(f"{PACKAGE}.")) and name != "*"
        return f"{source}.{name}" in self.known or planned or out_of_planned
