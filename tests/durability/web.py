"""Real web processes that tests start and kill, and customers who write to them by the public API."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LONGEST_START = 60.0


def shop(word: str, env: Mapping[str, str]) -> str:
    """Run `tests.durability.shop` and give what it prints."""
    ended = subprocess.run(
        [sys.executable, "-m", "tests.durability.shop", word],
        env=env, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr[-2000:]
    return ended.stdout.strip()


class Web:
    """One `huitou web` on a port of its own, with everything it starts in a process group of its own."""

    def __init__(self, env: Mapping[str, str]) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        words = [sys.executable, "-m", "huitou", "web", "--port", str(self.port)]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.process = subprocess.Popen(words, env=env, cwd=ROOT, start_new_session=True, **quiet)  # type: ignore[call-overload]

    def wait(self) -> None:
        """Until it answers."""
        until = time.monotonic() + LONGEST_START
        while True:
            try:
                connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
                connection.request("GET", "/login")
                connection.getresponse().read()
                connection.close()
                return
            except OSError:
                assert self.process.poll() is None, "the web process ended by itself"
                assert time.monotonic() < until, "the web process does not answer"
                time.sleep(0.05)

    def kill(self) -> None:
        """kill -9, the whole group at once: nobody gets to say goodbye."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def end(self) -> None:
        """End it, if it still lives."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            try:
                self.process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                self.kill()


@dataclass
class Answer:
    """What the server said."""

    status: int
    body: dict[str, object]


def post(port: int, token: str, key: str, text: str, phone: str) -> Answer:
    """One message by the API; OSError or HTTPException when the server is gone."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        body = json.dumps({"text": text, "handles": [{"kind": "phone", "value": phone}]})
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": key, "Content-Type": "application/json"}
        connection.request("POST", "/api/v1/messages", body.encode(), headers)
        answer = connection.getresponse()
        return Answer(answer.status, json.loads(answer.read() or b"{}"))
    finally:
        connection.close()


@dataclass
class Customer:
    """Writes one message after another; what was not acknowledged is written again with the same key."""

    token: str
    phone: str
    acknowledged: dict[str, int] = field(default_factory=dict)  # text: message id
    tried_again: int = 0
    refused: list[Answer] = field(default_factory=list)
    number: int = 0

    def write(self, port: int, stop: threading.Event) -> None:
        """Until told to stop, or until the server is gone."""
        while not stop.is_set():
            text = f"第 {self.number} 句话，来自 {self.phone}"
            try:
                answer = post(port, self.token, f"{self.phone}-{self.number}", text, self.phone)
            except (OSError, http.client.HTTPException, ValueError):
                self.tried_again += 1
                return
            if answer.status not in (200, 201):
                self.refused.append(answer)
                return
            self.acknowledged[text] = int(str(answer.body["message_id"]))
            self.number += 1
