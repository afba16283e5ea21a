"""A far system that takes webhooks: a real HTTP server, which answers as it was told, also badly."""

import contextlib
import hashlib
import hmac
import json
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Call:
    """One request as it arrived."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def event(self) -> dict:
        return json.loads(self.body)


@dataclass
class Receiver:
    """`answers` are used up one by one, then everything is taken with 200. An event is counted once per key."""

    url: str = ""
    answers: list = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    counted: dict[str, dict] = field(default_factory=dict)

    def take(self, call: Call) -> None:
        self.counted.setdefault(call.headers["idempotency-key"], call.event)


def signed_by(secret: str, call: Call) -> bool:
    """As the recipe tells receivers to check it: nothing of Huitou is used here."""
    parts = dict(one.split("=", 1) for one in call.headers["huitou-signature"].split(","))
    wanted = hmac.new(secret.encode(), parts["t"].encode() + b"." + call.body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(wanted, parts["v1"]) and abs(time.time() - int(parts["t"])) < 300


@contextlib.contextmanager
def receiving(*answers) -> Iterator[Receiver]:
    """`answers`: a status, "close" (hangs up), "hang" (takes it and says nothing), "drip" (a byte now and then),
    or (status, headers, text)."""
    receiver = Receiver(answers=list(answers))
    over = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            call = Call(self.path, {key.lower(): value for key, value in self.headers.items()}, body)
            receiver.calls.append(call)
            answer = receiver.answers.pop(0) if receiver.answers else 200
            if answer == "close":
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            receiver.take(call) if answer not in (500, 503) else None
            if answer == "hang":
                over.wait(5)
                return
            if answer == "drip":
                with contextlib.suppress(OSError):
                    for byte in b"HTTP/1.0 200 OK\r\nX-Slow: " + b"a" * 200:
                        self.wfile.write(bytes([byte]))
                        if over.wait(0.1):
                            return
                return
            status, headers, text = answer if isinstance(answer, tuple) else (answer, {}, "谢谢")
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    receiver.url = f"http://127.0.0.1:{server.server_address[1]}/hooks"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        over.set()
        server.shutdown()
        server.server_close()
        thread.join(5)
