"""Remember what was made out of which files, so that a second `make` does nothing twice."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from tools.progress import ROOT


def digest(paths: Iterable[Path], *extra: str) -> str:
    """One hash of the names and contents of the files (folders are walked) and of the extra words."""
    whole = hashlib.sha256()
    for path in sorted(files_in(paths)):
        whole.update(str(path.relative_to(ROOT)).encode() + b"\0")
        whole.update(hashlib.sha256(path.read_bytes()).digest())
    for word in extra:
        whole.update(b"\0" + word.encode())
    return whole.hexdigest()


def files_in(paths: Iterable[Path]) -> Iterable[Path]:
    for path in paths:
        if path.is_dir():
            yield from (inner for inner in path.rglob("*") if inner.is_file())
        elif path.is_file():
            yield path


def fresh(stamp: Path, value: str) -> bool:
    return stamp.is_file() and stamp.read_text(encoding="ascii").strip() == value


def mark(stamp: Path, value: str) -> None:
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(value + "\n", encoding="ascii")
