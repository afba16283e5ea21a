"""One Python module as the contracts see it: its room, its imports, and the imported things that it uses."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from architecture.imports import Import, ImportReader
from architecture.ladder import PACKAGE, ROOT_FOLDERS

FOR_TESTS = {"tests", "testing", "conftest"}
Node = TypeVar("Node", bound=ast.AST)
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Use:
    """An imported thing named in the code: `origin` is where it comes from, e.g. `django.utils.timezone.now`."""

    origin: str
    line: int
    node: ast.expr


@dataclass(frozen=True)
class Module:
    """A Python file: path relative to the checkout, dotted name, source, and the names of all modules there are."""

    path: str
    name: str
    source: str = field(repr=False)
    known: frozenset[str] = field(repr=False)

    @cached_property
    def syntax(self) -> ast.Module | None:
        """The syntax tree, or nothing when the file is no Python: the contract `syntax` reports it."""
        try:
            return ast.parse(self.source)
        except (SyntaxError, ValueError):
            return None

    @cached_property
    def room(self) -> str | None:
        """The room it stands in; nothing for the composition root and for files outside the package."""
        folders = self.path.split("/")[:-1]
        in_a_room = folders[:1] == [PACKAGE] and len(folders) > 1 and folders[1] not in ROOT_FOLDERS
        return folders[1] if in_a_room else None

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """The parts of its name below the room: `huitou.desk.promises.rules` gives `("promises", "rules")`."""
        return tuple(self.name.split(".")[2 if self.room else 0 :])

    def is_a(self, kind: str) -> bool:
        """Whether it is `<kind>.py` or lies in a folder `<kind>/`: is_a("rules"), is_a("actions")."""
        return kind in self.parts

    @property
    def is_door(self) -> bool:
        """Whether it is the `api.py` of a room."""
        return self.room is not None and self.parts == ("api",)

    @cached_property
    def is_test(self) -> bool:
        """Whether only tests load it: `tests/`, `testing.py`, `conftest.py`."""
        return bool(FOR_TESTS.intersection(self.name.split(".")))

    @property
    def is_migration(self) -> bool:
        """Whether it was written by `makemigrations`."""
        return "migrations" in self.parts

    @cached_property
    def is_product(self) -> bool:
        """Whether it runs in production: in the package, no test, no migration."""
        return self.path.startswith(f"{PACKAGE}/") and not self.is_test and not self.is_migration

    @cached_property
    def nodes(self) -> dict[type[ast.AST], list[ast.AST]]:
        """All syntax nodes by their type: the tree is walked once, not once for every contract."""
        found: dict[type[ast.AST], list[ast.AST]] = {}
        for node in ast.walk(self.syntax) if self.syntax else ():
            found.setdefault(type(node), []).append(node)
        return found

    def every(self, kind: type[Node]) -> list[Node]:
        """All nodes of this type, outermost first."""
        return self.nodes.get(kind, [])  # type: ignore[return-value]  # the dictionary is keyed by the type

    @cached_property
    def functions(self) -> tuple[Function, ...]:
        """All functions and methods, inner ones too."""
        return (*self.every(ast.FunctionDef), *self.every(ast.AsyncFunctionDef))

    @cached_property
    def imports(self) -> tuple[Import, ...]:
        """Every import, wherever it stands: also inside functions, under TYPE_CHECKING, and by a literal string."""
        package = self.name if self.path.endswith("/__init__.py") else self.name.rpartition(".")[0]
        reader = ImportReader(package, self.known)
        statements: list[ast.Import | ast.ImportFrom] = [*self.every(ast.Import), *self.every(ast.ImportFrom)]
        return (*reader.read(statements, self._type_only()), *reader.read_strings(self.every(ast.Call)))

    @cached_property
    def bindings(self) -> dict[str, str]:
        """What each imported name stands for: `from x import y as z` gives `{"z": "x.y"}`. Scopes are not parted."""
        return {found.bound: found.origin for found in self.imports if found.bound}

    @cached_property
    def uses(self) -> tuple[Use, ...]:
        """Every place where an imported thing, or something inside it, is named."""
        named: list[ast.expr] = [*self.every(ast.Name), *self.every(ast.Attribute)]
        return tuple(Use(origin, node.lineno, node) for node in named if (origin := self.origin(node)))

    def origin(self, node: ast.expr) -> str | None:
        """Where `node` (a name or a dotted chain) comes from, if its first name was imported."""
        chain: list[str] = []
        while isinstance(node, ast.Attribute):
            chain.append(node.attr)
            node = node.value
        if not isinstance(node, ast.Name) or node.id not in self.bindings:
            return None
        return ".".join([self.bindings[node.id], *reversed(chain)])

    def strings(self) -> Iterator[ast.Constant]:
        """Every literal string that is no docstring."""
        told = {id(node.value) for node in self.every(ast.Expr)}
        for node in self.every(ast.Constant):
            if isinstance(node.value, str) and id(node) not in told:
                yield node

    def _type_only(self) -> set[int]:
        blocks = (node for node in self.every(ast.If) if ast.unparse(node.test).endswith("TYPE_CHECKING"))
        return {id(inner) for block in blocks for statement in block.body for inner in ast.walk(statement)}
