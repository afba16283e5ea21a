"""Compile the lock files: requirements/*.in to *.txt with hashes, package.json to package-lock.json.

The locks must be true for everyone: no address, no folder of this machine, the hashes of every platform's files.
Whatever package index this machine is set to is therefore left out of the picture by uv's own default, PyPI.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

from tools import node
from tools.progress import ROOT, StepFailed, explain, log_of, run_logged, timed

REQUIREMENTS = ROOT / "requirements"
# The later ones keep to the versions of run.txt, so the order matters.
NAMES = ("run", "build", "test", "check", "node", "postgres")
# Only the files of these packages are used, by path; what they need to be imported is left out.
ALONE = ("node", "postgres")
UV = ("pip", "compile", "--quiet", "--generate-hashes", "--universal", "--python-version", "3.11")
NAMES_NO_HOST = ("--no-emit-index-url", "--no-emit-find-links", "--custom-compile-command", "make lock")
ADDRESS = re.compile(r"://|--find-links|--index|/(work|tmp|root|home|opt)/")


def uv() -> str:
    found = Path(sys.executable).parent / "uv"
    if not found.exists():
        run_logged([sys.executable, "-m", "pip", "install", "--quiet", "uv"], log=log_of("lock"))
    return str(found)


def compile_python(name: str, *words: str) -> None:
    alone = ["--no-deps"] if name in ALONE else []
    command = [uv(), *UV, *NAMES_NO_HOST, *alone, *words, f"{name}.in", "-o", f"{name}.txt"]
    run_logged(command, log=log_of("lock"), cwd=REQUIREMENTS)
    refuse_addresses(REQUIREMENTS / f"{name}.txt")


def compile_node() -> None:
    command = [*node.npm(), "install", "--package-lock-only", "--ignore-scripts"]
    run_logged(command, log=log_of("lock"), env=node.environment())
    refuse_addresses(ROOT / "package-lock.json")


def refuse_addresses(lock: Path) -> None:
    for number, line in enumerate(lock.read_text(encoding="utf-8").splitlines(), start=1):
        # npm writes down where a package's makers ask for money; nobody installs from there.
        if ADDRESS.search(line) and '"url"' not in line:
            raise StepFailed(f"{lock.relative_to(ROOT)}:{number} names an address: {line.strip()}")


def main(words: list[str]) -> int:
    """`--upgrade` takes the newest versions that the .in files allow."""
    os.chdir(ROOT)
    log_of("lock").unlink(missing_ok=True)
    try:
        for name in NAMES:
            with timed(f"requirements/{name}.txt"):
                compile_python(name, *words)
        with timed("package-lock.json"):
            compile_node()
    except StepFailed as failure:
        explain(failure)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
