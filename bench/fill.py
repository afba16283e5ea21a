"""Installations of a given size, filled by bulk SQL and kept in `.make/bench` until schema or generator change.

    python -m bench.fill CONVERSATIONS HOME    fills an empty installation (DATABASE_URL: that PostgreSQL)

Filling goes past the actions, so it is for measuring only; every index, full-text table and constraint stays in place.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from bench.rows import BLOCK, Rows, World, block, blocks

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / ".make" / "bench"
DAYS = 14  # the present of an installation that is older lies too far back: its promises would become due
SIZES = {"small": 10_000, "large": 100_000}
COLUMNS = {
    "customers_customer": "id name title address_as language made_at merged_into_id erased_at tier value_fen standing_at",
    "customers_handle": "id customer_id kind value display made_at bounced_at",
    "desk_conversation": "id key customer_id channel_id subject state owner_id team_id site_id opened_at last_at "
    "last_message_id waiting_since snoozed_until closed_at promise_due kind severity reply_to merged_into_id split_from_id",
    "desk_message": "id conversation_id direction author_id text html at key state reason release_at",
    "desk_assignment": "id conversation_id before_id after_id by_id word reasons at",
    "desk_seen": "id account_id conversation_id message_id",
    "desk_conversationtag": "id conversation_id tag_id last_at",
    "desk_note": "id conversation_id author_id text at key",
    "desk_case": "id number conversation_id customer_id kind severity touchpoint_id site_id owner_id team_id summary state "
    "opened_at closed_at by_customer",
    "desk_casestate": "id case_id state at by_id reason word",
    "desk_promise": "id conversation_id case_id customer_id message_id kind text owner_id made_by_id team_id made_at due_at "
    "state ended_at late_at replaces_id key",
    "desk_promisestate": "id promise_id state at by_id customer_said word",
    "channels_inbound": "id channel_id key received_at source_id message_id",
    "channels_outbound": "id channel_id key to payload state made_at sent_at reason",
    "core_fact": "id name at actor_kind actor_id customer_id conversation_id data",
    "core_job": "id name args key run_at state attempts lease lease_until error finished_at",
    "core_searchentry": "id kind ref_id at",
    "core_backsearchentry": "id kind ref_id at",
}
TOKENS = "_tokens"


def installation(conversations: int) -> Path:
    """The data folder of a filled installation: the kept one, or a new one. Copy it before anything is written."""
    home = KEPT / f"{conversations}-{recipe()}"
    stamp = home / "filled"
    if stamp.exists() and time.time() - stamp.stat().st_mtime < DAYS * 86400:
        return home
    for old in KEPT.glob(f"{conversations}-*"):
        shutil.rmtree(old)
    KEPT.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    fresh = KEPT / f"filling-{conversations}"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir()
    subprocess.run(
        [sys.executable, "-m", "bench.fill", str(conversations), str(fresh)], check=True, cwd=ROOT, env=of(fresh)
    )
    fresh.rename(home)
    seconds = time.monotonic() - began
    stamp.write_text(f"{seconds:.0f} s\n")
    print(f"filled {conversations:,} conversations in {seconds:.0f} s", file=sys.stderr)
    return home


def of(home: Path) -> dict[str, str]:
    """The environment of processes that work in a data folder."""
    return {**os.environ, "HUITOU_HOME": str(home), "DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "huitou.settings"}


def recipe() -> str:
    """What a filled installation depends on, as a hash: the generator, the tokens and the columns."""
    here = Path(__file__).parent
    parts = [here / "texts.py", here / "rows.py", here / "fill.py", ROOT / "huitou/core/search/tokens.py"]
    parts += sorted((ROOT / "huitou/demo/company").glob("*.py"))
    return hashlib.sha256(b"".join(part.read_bytes() for part in parts)).hexdigest()[:12]


def fill(conversations: int) -> None:
    """Found the company and write the rows; the tables must be empty."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    world = _world(conversations)
    write = _write_postgres if os.environ.get("DATABASE_URL") else _write_sqlite
    numbers = list(blocks(world))
    with get_context("spawn").Pool(1) as pool:
        write(_ahead(pool, world, numbers), len(numbers))


def _ahead(pool: Any, world: World, numbers: Sequence[int]) -> Iterator[Rows]:
    """Blocks in order, made a few ahead of the writer and no more: all of them would not fit into memory."""
    coming: deque[Any] = deque()
    for number in numbers:
        coming.append(pool.apply_async(block, (world, number)))
        if len(coming) > 4:
            yield coming.popleft().get()
    while coming:
        yield coming.popleft().get()


def _world(conversations: int) -> World:
    from datetime import UTC, datetime, timedelta

    from huitou.core.api import put_setting, writing
    from huitou.demo.company.founding import found
    from huitou.desk import api as desk
    from huitou.desk.models import Conversation
    from huitou.roster import api as roster

    assert not Conversation.objects.exists(), "the installation is not empty"
    from huitou.channels.api import channels

    present = datetime.now(UTC)
    found(first=present.date() - timedelta(days=7), last=present.date() + timedelta(days=60))
    with writing():
        put_setting("demo", False)  # nobody simulates customers while we measure
    teams = roster.teams()
    return World(
        conversations=conversations,
        end=int(present.timestamp()),
        agents=tuple((account, team.id) for team in teams for account in team.member_ids),
        channels=tuple(row.id for row in channels() if row.kind in {"form", "api"}),
        sites=tuple(row.id for row in roster.sites()),
        touchpoints=tuple(row.id for row in roster.touchpoints()),
        tags=tuple(row.id for row in desk.tags()) or (desk.make_tag(name="等待维修"),),
    )


def _write_sqlite(made: Iterable[Rows], total: int) -> None:
    import sqlite3

    from django.conf import settings
    from django.db import connection

    connection.close()
    raw = sqlite3.connect(settings.DATABASES["default"]["NAME"], isolation_level=None)
    # Nobody else is here and the folder is thrown away when this dies: nothing is gained by waiting for the disk.
    for pragma in ("synchronous=OFF", "foreign_keys=OFF", "cache_size=-400000", "temp_store=MEMORY"):
        raw.execute(f"PRAGMA {pragma}")
    for done, rows in enumerate(made, 1):
        if done % 10 == 1:
            raw.execute("BEGIN IMMEDIATE")
        for table, values in rows.items():
            newer = tuple(default for _name, default in _newer(table))
            raw.executemany(_insert(table), [(*row, *newer) for row in values] if newer else values)
        if done % 10 == 0 or done == total:
            raw.execute("COMMIT")
            _tell(done, total)
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.close()


def _insert(table: str) -> str:
    if table.endswith(TOKENS):
        return f"INSERT INTO {table.removesuffix(TOKENS)}_fts (rowid, tokens) VALUES (?, ?)"
    columns = [*COLUMNS[table].split(), *(name for name, _default in _newer(table))]
    names = ", ".join(f'"{name}"' for name in columns)
    return f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(columns))})"


@cache
def _newer(table: str) -> tuple[tuple[str, Any], ...]:
    """Columns that a table has got since the generator was written, with what they hold when nobody says anything."""
    from django.apps import apps
    from django.db import connection

    model = next((one for one in apps.get_models() if one._meta.db_table == table), None)
    fields = [] if model is None else model._meta.concrete_fields
    new = [field for field in fields if field.column not in COLUMNS[table].split() and not field.null]
    return tuple((field.column, field.get_db_prep_save(field.get_default(), connection)) for field in new)


def _write_postgres(made: Iterable[Rows], total: int) -> None:
    from django.db import connection

    from huitou.core.search.search import _tsvector

    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # foreign keys are not asked a million times
        for done, rows in enumerate(made, 1):
            for table, values in rows.items():
                if table.endswith(TOKENS):
                    continue
                tokens: dict[Any, Any] = dict(rows.get(table + TOKENS, ()))
                if tokens:
                    values = [(*row, _tsvector(tokens[row[0]].split())) for row in values]
                newer = _newer(table)
                if newer:
                    values = [(*row, *(default for _name, default in newer)) for row in values]
                more = (*(("tokens",) if tokens else ()), *(name for name, _default in newer))
                _copy(cursor, table, values, more)
            _tell(done, total)
        for table in COLUMNS:
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT MAX(id) + 1 FROM {table}))")
        cursor.execute("ANALYZE")


def _copy(cursor: Any, table: str, values: Sequence[tuple[Any, ...]], more: tuple[str, ...]) -> None:
    names = ", ".join(f'"{name}"' for name in (*COLUMNS[table].split(), *more))
    with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
        for row in values:
            copy.write_row([False if value is False else value for value in row])


def _tell(done: int, total: int) -> None:
    print(f"\rfilling: {done * BLOCK:,} of {total * BLOCK:,} conversations", end="", file=sys.stderr, flush=True)
    if done == total:
        print(file=sys.stderr)


def main(words: Sequence[str]) -> None:
    os.environ.update(HUITOU_HOME=words[1], DJANGO_SETTINGS_MODULE="huitou.settings")
    import django

    django.setup()
    fill(int(words[0]))


if __name__ == "__main__":
    main(sys.argv[1:])
