"""A running installation for a story: its own data folder, its own port, its own process tree, gone afterwards."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import textwrap
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "huitou-demo-2026"
PATIENCE = 40.0  # seconds for a server to answer on a machine that does other things too


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def in_session(leader: int) -> list[int]:
    """The processes that began under this one, whatever groups they made of their own."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            after_name = (folder / "stat").read_text().rpartition(")")[2].split()
            if int(after_name[3]) == leader:
                found.append(int(folder.name))
    return found


def environment(home: Path, database_url: str = "") -> dict[str, str]:
    """What the processes of an installation see: its own folder and database, whatever the tests' shell has set."""
    env = {key: value for key, value in os.environ.items() if not key.startswith("HUITOU_")}
    return {
        **env,
        "HUITOU_HOME": str(home),
        "DATABASE_URL": database_url,
        "DJANGO_SETTINGS_MODULE": "huitou.settings",
        "PYTHONUTF8": "1",
    }


class House:
    """One installation, served by `huitou serve` exactly as a company would serve it."""

    def __init__(self, home: Path, *, database_url: str = "", web: int = 1, workers: int = 1) -> None:
        self.home = home
        self.env = environment(home, database_url)
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.words = ["--port", str(self.port), "--web", str(web), "--workers", str(workers)]
        self.process: subprocess.Popen[bytes] | None = None
        self.log = home / "serve.log"
        self.hand: subprocess.Popen[str] | None = None
        self.sessions: dict[str, Any] = {}  # cookies of who has signed in

    def start(self) -> House:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "huitou", "serve", *self.words],
                env=self.env,
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.wait()
        return self

    def wait(self) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if self.process is not None and self.process.poll() is not None:
                break
            with (
                contextlib.suppress(OSError, urllib.error.URLError),
                urllib.request.urlopen(self.url + "/login") as page,
            ):
                page.read()
                return
            time.sleep(0.1)
        raise AssertionError(f"the server did not come up:\n{self.said()}")

    def said(self) -> str:
        """What the processes wrote to their log."""
        return self.log.read_text("utf-8", "replace") if self.log.exists() else ""

    def kill(self) -> None:
        """The power fails: every process of the tree is gone at once."""
        if self.process is not None:
            for process_id in in_session(self.process.pid):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(process_id, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def stop(self) -> None:
        if self.hand is not None:
            self.hand.kill()
            self.hand.wait()
        if self.process is not None:
            self.process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(5)
            self.kill()

    def run(self, code: str) -> Any:
        """Run a few lines inside the installation, by the rooms' own doors; returns what they left in `value`."""
        if self.hand is None:
            self.hand = subprocess.Popen(
                [sys.executable, "-m", "tests.scenarios.inside"],
                env=self.env,
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        assert self.hand.stdin is not None
        assert self.hand.stdout is not None
        self.hand.stdin.write(json.dumps(textwrap.dedent(code)) + "\n")
        self.hand.stdin.flush()
        answer = json.loads(self.hand.stdout.readline())
        assert "error" not in answer, answer["error"]
        return answer["value"]

    def write(self, text: str, *, name: str = "王芳", phone: str = "13812345678", more: str = "") -> dict[str, Any]:
        """A customer's letter comes in, by the action behind the form: conversation, customer, the key of their page."""
        return self._receive(
            f"""handles=[("phone", {phone!r})], name={name!r}, subject={text.splitlines()[0][:60]!r}, {more}""", text
        )

    def write_again(self, letter: dict[str, Any], text: str) -> dict[str, Any]:
        """The customer writes on in the same matter, by the action behind their page."""
        return self._receive(f"customer_id={letter['customer']}, conversation_key={letter['key']!r}", text)

    def _receive(self, words: str, text: str) -> dict[str, Any]:
        return self.run(f"""
            from huitou.channels.api import channel
            from huitou.desk.api import NewCase, receive
            way_in = channel(slug="liuyan").id
            got = receive(channel_id=way_in, key={secrets.token_hex(8)!r}, text={text!r}, {words})
            value = {{"id": got.conversation_id, "key": got.conversation_key, "customer": got.customer_id,
                     "message": got.message_id, "case": got.case_id}}
        """)


def found(home: Path, database_url: str = "") -> None:
    """Fill an empty installation with the shop."""
    home.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "tests.scenarios.founding"]
    done = subprocess.run(
        command, env=environment(home, database_url), cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]


def copy(template: Path, home: Path) -> Path:
    """The same shop once more, for a story that moves its clock or pulls its plug."""
    shutil.copytree(template, home)
    return home
