"""One POST to a stranger's server: to the address that was checked, within ten seconds, following nobody."""

from __future__ import annotations

import contextlib
import http.client
import socket
import ssl
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from huitou.front.webhooks.rules import is_outside

TIMEOUT = 10.0  # seconds for everything: name, connection, answer
EXCERPT = 500  # characters of the answer that are kept


@dataclass(frozen=True)
class Answer:
    """What came of it. `problem` "" when it was taken (2xx), else a code: name, private_address, refused, timeout,
    tls, broken, redirect, status."""

    problem: str
    status: int | None = None
    text: str = ""
    took_ms: int = 0


def post(*, url: str, body: bytes, headers: Mapping[str, str], allow_private: bool, timeout: float = TIMEOUT) -> Answer:
    """Post the body; never raises for what a network or a stranger can do.

    The name is resolved once and the connection goes to that very address: a name that answers differently the
    second time cannot lead us inside.
    """
    began = time.monotonic()
    try:
        status, text = _post(url, body, dict(headers), allow_private, began + timeout)
    except _Problem as problem:
        return Answer(problem.code, took_ms=_since(began))
    except ssl.SSLError as error:
        late = time.monotonic() - began >= timeout
        return Answer("timeout" if late else "tls", text=str(error)[:EXCERPT], took_ms=_since(began))
    except TimeoutError:
        return Answer("timeout", took_ms=_since(began))
    except (OSError, http.client.HTTPException, ValueError) as error:
        late = time.monotonic() - began >= timeout
        code = "timeout" if late else "refused" if isinstance(error, ConnectionRefusedError) else "broken"
        return Answer(code, text=type(error).__name__, took_ms=_since(began))
    if 200 <= status < 300:
        return Answer("", status, text, _since(began))
    return Answer("redirect" if 300 <= status < 400 else "status", status, text, _since(began))


class _Problem(Exception):
    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def _post(url: str, body: bytes, headers: dict[str, str], allow_private: bool, until: float) -> tuple[int, str]:
    parts = urlsplit(url)
    host, secure = parts.hostname or "", parts.scheme == "https"
    port = parts.port or (443 if secure else 80)
    address = _resolve(host, port, allow_private)
    connection = _Pinned(host, port, address=address, secure=secure, timeout=_left(until))
    # A receiver that sends a byte now and then would never time out by itself: at the end the line is cut.
    cut = threading.Timer(_left(until), connection.cut)
    cut.daemon = True
    cut.start()
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("POST", path, body=body, headers=headers)
        answer = connection.getresponse()
        text = answer.read(EXCERPT * 4).decode("utf-8", "replace").replace("\0", "")[:EXCERPT]
        return answer.status, text
    finally:
        cut.cancel()
        connection.close()


class _Pinned(http.client.HTTPConnection):
    """A connection to one address of a host; the certificate is checked for the host's name."""

    def __init__(self, host: str, port: int, *, address: str, secure: bool, timeout: float) -> None:
        super().__init__(host, port, timeout=timeout)
        self.default_port = 443 if secure else 80
        self._address, self._secure = address, secure

    def connect(self) -> None:
        self.sock = socket.create_connection((self._address, self.port), self.timeout)
        if self._secure:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)

    def cut(self) -> None:
        if self.sock is not None:
            with contextlib.suppress(OSError):
                self.sock.shutdown(socket.SHUT_RDWR)


def _resolve(host: str, port: int, allow_private: bool) -> str:
    try:
        found = [str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError):
        raise _Problem("name") from None
    if not found:
        raise _Problem("name")
    # One inside address among several is enough to refuse: which of them would be taken is not ours to guess.
    if not allow_private and not all(map(is_outside, found)):
        raise _Problem("private_address")
    return found[0]


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _since(began: float) -> int:
    return int((time.monotonic() - began) * 1000)
