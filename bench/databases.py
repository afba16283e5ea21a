"""The bench on PostgreSQL: every installation is a database of its own on the server of DATABASE_URL.

What is measured is what was committed to the disk, so a server that does not wait for it is refused.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

from bench.fill import ROOT

URL = "database_url"  # the file in a data folder that says where its data is
SERVER = os.environ.get("DATABASE_URL", "")
_filled: dict[int, tuple[Path, str]] = {}


class NotDurable(RuntimeError):
    """The server says that a commit is done before it is on the disk."""


def of(home: Path) -> dict[str, str]:
    """The environment of processes that work in a data folder, on whichever database its data is."""
    told = home / URL
    url = told.read_text() if told.exists() else ""
    return {**os.environ, "HUITOU_HOME": str(home), "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "huitou.settings"}


@contextmanager
def copied(conversations: int) -> Iterator[Path]:
    """A copy of a filled database, gone afterwards. The first call of a run fills, the others copy."""
    if conversations not in _filled:
        _filled[conversations] = _fill(conversations)
    kept, name = _filled[conversations]
    copy = f"bench_run_{uuid4().hex[:12]}"
    home = Path(tempfile.mkdtemp(prefix="huitou-bench-"))
    _ask(f"CREATE DATABASE {copy} TEMPLATE {name}")
    try:
        shutil.copytree(kept, home, dirs_exist_ok=True)
        (home / URL).write_text(_url_of(copy))
        yield home
    finally:
        _ask(f"DROP DATABASE {copy} WITH (FORCE)")
        shutil.rmtree(home, ignore_errors=True)


def forget() -> None:
    """Drop what was filled; at the end of a run."""
    while _filled:
        _size, (home, name) = _filled.popitem()
        _ask(f"DROP DATABASE {name} WITH (FORCE)")
        shutil.rmtree(home, ignore_errors=True)


def version() -> str:
    """The server's version, as 15.8."""
    return _ask("SHOW server_version").split()[0]


def _fill(conversations: int) -> tuple[Path, str]:
    if _ask("SHOW fsync") != "on" or _ask("SHOW synchronous_commit") == "off":
        raise NotDurable("this server does not wait for the disk (python -m tools.postgres --durable does)")
    name, home = f"bench_filled_{uuid4().hex[:12]}", Path(tempfile.mkdtemp(prefix="huitou-bench-"))
    _ask(f"CREATE DATABASE {name}")
    (home / URL).write_text(_url_of(name))
    words = [sys.executable, "-m", "bench.fill", str(conversations), str(home)]
    try:
        subprocess.run(words, check=True, cwd=ROOT, env=of(home))
        _ask("VACUUM (ANALYZE)", name)  # as the server's own would have done long before there was so much
    except BaseException:
        _ask(f"DROP DATABASE {name} WITH (FORCE)")
        raise
    return home, name


def _ask(sql: str, database: str = "") -> str:
    import psycopg

    with psycopg.connect(_url_of(database) if database else SERVER, autocommit=True) as server:
        done = server.execute(sql.encode())
        row = done.fetchone() if done.description else None
        return str(row[0]) if row else ""


def _url_of(name: str) -> str:
    return urlunsplit(urlsplit(SERVER)._replace(path=f"/{name}"))
