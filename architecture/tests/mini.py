"""A house of a few files, built in a temporary folder, so that a contract can be seen to fail."""

from pathlib import Path

from architecture.contracts import CONTRACTS
from architecture.finding import Finding
from architecture.ladder import ROOMS
from architecture.tree import Tree

Files = dict[str, str]


def house(root: Path, files: Files) -> Tree:
    """Write these files, and every room of the ladder with an empty door, below `root`."""
    doors = {f"huitou/{room}/{name}.py": "" for room in ROOMS for name in ("__init__", "api")}
    for path, text in {"huitou/__init__.py": "", **doors, **files}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return Tree.read(root)


def findings(root: Path, contract: str, files: Files) -> list[Finding]:
    """What this contract finds in a house with these files."""
    return list(CONTRACTS[contract](house(root, files)))


def assert_found(root: Path, contract: str, files: Files, place: str, words: str) -> None:
    """The contract finds exactly one thing: at `place` (`path:line`), saying `words`, with a way to mend it."""
    found = findings(root, contract, files)
    assert [f"{one.path}:{one.line}" for one in found] == [place], found
    assert words in found[0].wrong, found
    assert found[0].wrong.endswith(".")
    assert found[0].mend.endswith(".")


def assert_sound(root: Path, contract: str, files: Files) -> None:
    """The contract finds nothing."""
    found = findings(root, contract, files)
    assert not found, found
