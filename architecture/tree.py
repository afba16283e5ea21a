"""Reads the checkout once, for all contracts: which files there are, and which Python modules they make."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

from architecture.module import Module

FOLDERS = ("huitou", "architecture", "bench", "requirements", "tests", "tools", "web")
SKIPPED = {"node_modules", "__pycache__", "dist", "build", "static"}


@dataclass(frozen=True)
class Tree:
    """A checkout on disk. Paths are relative to `root` and written with slashes."""

    root: Path
    paths: tuple[str, ...]

    @classmethod
    def read(cls, root: Path) -> "Tree":
        """List the files at the root and below our own folders; built, hidden and vendored folders are left out."""
        here = sorted(entry.name for entry in root.iterdir() if entry.is_file())
        return cls(root, tuple(here + [path for folder in FOLDERS for path in _below(root, folder)]))

    @cached_property
    def modules(self) -> dict[str, Module]:
        """Every Python module by its dotted name."""
        paths = [path for path in self.paths if path.endswith(".py")]
        known = frozenset(dotted_name(path) for path in paths)
        return {dotted_name(path): Module(path, dotted_name(path), self.text(path), known) for path in paths}

    @cached_property
    def sound(self) -> tuple[Module, ...]:
        """The modules that could be parsed; the others are reported by the contract `syntax`."""
        return tuple(module for module in self.modules.values() if module.syntax is not None)

    @cached_property
    def product(self) -> tuple[Module, ...]:
        """The modules that run in production: neither tests, nor helpers of tests, nor migrations, nor our tools."""
        return tuple(m for m in self.sound if m.is_product)

    def text(self, path: str) -> str:
        """The text of a file; bytes that are no UTF-8 are replaced, not refused."""
        return (self.root / path).read_text(encoding="utf-8", errors="replace")

    def ending(self, *endings: str, under: str = "") -> Iterator[str]:
        """The paths with one of these endings that have `under` as one of their folders."""
        for path in self.paths:
            if path.endswith(endings) and (not under or under in PurePosixPath(path).parent.parts):
                yield path


def dotted_name(path: str) -> str:
    """`huitou/desk/api.py` is `huitou.desk.api`, `huitou/desk/__init__.py` is `huitou.desk`."""
    return path.removesuffix(".py").replace("/", ".").removesuffix(".__init__")


def _below(root: Path, folder: str) -> Iterator[str]:
    for place, folders, files in os.walk(root / folder):
        folders[:] = sorted(name for name in folders if name not in SKIPPED and not name.startswith("."))
        inside = Path(place).relative_to(root).as_posix()
        yield from (f"{inside}/{name}" for name in sorted(files) if not name.startswith("."))
