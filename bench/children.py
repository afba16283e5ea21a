"""Processes that the bench starts, and data folders that it may write into."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench import databases
from bench.databases import of
from bench.fill import KEPT, ROOT, installation

PYTHON = sys.executable


class OrderFailed(RuntimeError):
    """A child process could not do what it was told; the words say why."""


@contextmanager
def copy_of(conversations: int) -> Iterator[Path]:
    """A copy of a filled installation, gone afterwards; its tables are brought up to date."""
    if databases.SERVER:
        with databases.copied(conversations) as home:
            yield home
        return
    kept = installation(conversations)
    home = Path(tempfile.mkdtemp(prefix="run-", dir=KEPT))
    try:
        shutil.copytree(kept, home, dirs_exist_ok=True)
        words = [PYTHON, "-m", "huitou", "manage", "migrate", "--verbosity", "0", "--no-input"]
        subprocess.run(words, check=True, cwd=ROOT, env=of(home))
        yield home
    finally:
        shutil.rmtree(home, ignore_errors=True)


class Child:
    """A process that takes orders as JSON lines and answers each."""

    def __init__(self, home: Path, module: str = "bench.inside") -> None:
        self.process = subprocess.Popen(
            [PYTHON, "-m", module], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=of(home)
        )

    def __call__(self, do: str, **words: Any) -> Any:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps({"do": do, **words}) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        made = json.loads(line) if line else {"error": f"{do}: the process ended"}
        if isinstance(made, dict) and "error" in made:
            raise OrderFailed(made["error"])
        return made

    def end(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(timeout=20)


@contextmanager
def child(home: Path, module: str = "bench.inside") -> Iterator[Child]:
    made = Child(home, module)
    try:
        yield made
    finally:
        made.end()


@contextmanager
def serving(home: Path, *words: str) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """A real `huitou serve` in a data folder; gives its process and its address once it answers."""
    from tools.postgres import free_port

    port = free_port()
    command = [PYTHON, "-m", "huitou", "serve", "--port", str(port), *words]
    process = subprocess.Popen(command, cwd=ROOT, env=of(home), start_new_session=True)
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(f"{address}/login", process)
        yield process, address
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()


def wait_for(url: str, process: subprocess.Popen[bytes], seconds: float = 60) -> None:
    """Until the address answers, whatever it answers."""
    until = time.monotonic() + seconds
    while True:
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            if process.poll() is not None or time.monotonic() > until:
                raise OrderFailed(f"{url} does not answer") from None
            time.sleep(0.1)


def tree(pid: int) -> list[int]:
    """A process and everything it started."""
    parents: dict[int, list[int]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            parents.setdefault(int(fields[1]), []).append(int(folder.name))
    found, todo = [], [pid]
    while todo:
        one = todo.pop()
        found.append(one)
        todo += parents.get(one, [])
    return found


def proportional(pid: int) -> int:
    """The memory of one process in bytes, what it shares counted in part (PSS)."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which this share lies; the next higher one of those measured."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def median(values: Sequence[float]) -> float:
    return percentile(values, 0.5)


def environment(home: Path) -> None:
    """Work in a data folder in this process; once, before Django is asked for anything."""
    os.environ.update(of(home))
    import django

    django.setup()
