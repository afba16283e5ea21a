"""`make dev`: the desk for people who change it. Page sources are bundled, Python is started again, on every change."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from tools import node
from tools.progress import ROOT, say

WATCHED = {".py", ".po"}
LOOK_EVERY = 1.0
LEFT_OUT = {"tests", "static", "__pycache__"}


def state_of_sources() -> dict[Path, float]:
    """When each Python file and catalogue was last changed; templates are read anew by Django itself."""
    found: dict[Path, float] = {}
    for folder, folders, names in os.walk(ROOT / "huitou"):
        folders[:] = [name for name in folders if name not in LEFT_OUT]
        for name in names:
            path = Path(folder, name)
            if path.suffix in WATCHED:
                found[path] = path.stat().st_mtime
    return found


def start_desk(env: dict[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen([str(Path(sys.executable).parent / "huitou"), "serve"], env=env)


def stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def changed(before: dict[Path, float], now: dict[Path, float]) -> list[Path]:
    return [path for path in before.keys() | now.keys() if before.get(path) != now.get(path)]


def follow(desk: subprocess.Popen[bytes], env: dict[str, str]) -> subprocess.Popen[bytes]:
    """Wait for one change and start the desk again; gives the desk that runs now."""
    before = state_of_sources()
    while not (paths := changed(before, state_of_sources())):
        time.sleep(LOOK_EVERY)
    say(f"{', '.join(sorted(str(path.relative_to(ROOT)) for path in paths)[:3])} changed: starting again.")
    if any(path.suffix == ".po" for path in paths):
        subprocess.run([sys.executable, "-m", "tools.messages", "--compile"], cwd=ROOT, check=False)
    stop(desk)
    return start_desk(env)


def main() -> int:
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    env = {**os.environ, "HUITOU_DEBUG": os.environ.get("HUITOU_DEBUG", "1")}
    pages = subprocess.Popen([node.node(), "web/build.mjs", "--watch"], cwd=ROOT, env=node.environment())
    desk = start_desk(env)
    try:
        while True:
            desk = follow(desk, env)
    except KeyboardInterrupt:
        return 130
    finally:
        stop(desk)
        stop(pages)


if __name__ == "__main__":
    sys.exit(main())
