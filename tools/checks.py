"""Everything `make check` holds the project to: one line a step, the output of those that fail."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass, field

from tools import node
from tools.progress import ROOT, say

PYTHON = sys.executable


@dataclass(frozen=True)
class Check:
    name: str
    command: list[str]
    remedy: str = ""
    env: dict[str, str] = field(default_factory=dict)


def ruff(*words: str) -> list[str]:
    return [PYTHON, "-m", "ruff", *words]


def checks() -> list[Check]:
    paths = node.environment()
    # The newest migrations are compared with the models; no database is opened that somebody works with.
    scratch = {"HUITOU_HOME": str(ROOT / ".make" / "check"), "DATABASE_URL": ""}
    migrations = [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"]
    return [
        Check("format", ruff("format", "--check", "--output-format=concise", "."), "`make format` puts it right."),
        Check("lint", ruff("check", "--output-format=concise", "."), "`make format` puts some of it right."),
        Check("types", [PYTHON, "-m", "mypy"]),
        Check("contracts", [PYTHON, "-m", "architecture"]),
        Check("translations", [PYTHON, "-m", "tools.messages"]),
        Check("migrations", migrations, "`.venv/bin/python manage.py makemigrations` writes them.", scratch),
        *([Check("page sources", [str(node.tool("tsc")), "-p", "web"], env=paths)] if page_sources() else []),
    ]


def page_sources() -> bool:
    return any((ROOT / "web" / "ts").rglob("*.ts"))


def holds(check: Check) -> bool:
    began = time.monotonic()
    ended = subprocess.run(
        check.command,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        env={**os.environ, **check.env},
        cwd=ROOT,
        check=False,
    )
    word = "failed" if ended.returncode else "ok"
    say(f"{check.name:<14} {word:<7} {time.monotonic() - began:5.1f} s")
    if ended.returncode:
        say((ended.stdout + ended.stderr).rstrip())
        if check.remedy:
            say(check.remedy)
    return ended.returncode == 0


def main(words: list[str]) -> int:
    """All checks, or only those named; 0 when all hold."""
    (ROOT / ".make" / "check").mkdir(parents=True, exist_ok=True)
    chosen = [check for check in checks() if not words or check.name in words]
    broken = [check.name for check in chosen if not holds(check)]
    say(
        f"{len(chosen) - len(broken)} of {len(chosen)} checks hold" + (f"; not: {', '.join(broken)}" if broken else ".")
    )
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
