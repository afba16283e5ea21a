"""Everything in one file, and back: rows as JSON lines and the files, independent of the database.

The same backup goes back into SQLite or PostgreSQL: that is also the way from embedded to grown. The search index is
not kept, it is made anew. Sessions are not kept: after a restore everybody signs in again.
"""

from __future__ import annotations

import hashlib
import io
import os
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import orjson
from django.apps import apps
from django.conf import settings
from django.core.management.color import no_style
from django.db import connection, connections, models, transaction
from django.utils.translation import gettext as _

from huitou.core.api import on_postgres, writing
from huitou.core.jobs import upkeep
from huitou.core.models import Account
from huitou.ops.serving import prepare
from huitou.ops.words import Progress, complain, say, speak

FORMAT = 1
ROOMS = ("core", "roster", "customers", "channels", "desk", "voice", "front", "account", "mfa")
MADE_ANEW = {"core.session", "core.whisper", "core.searchentry", "core.backsearchentry"}
CHUNK = 2000


def backup(file: str) -> int:
    """Write a consistent copy of everything into `file` while the desk goes on working."""
    speak()
    target = Path(file)
    if target.exists():
        return complain(_("%(file)s 已经存在，没有覆盖。") % {"file": file})
    if not target.resolve().parent.is_dir():
        return complain(
            _("没有文件夹 %(folder)s，没有备份。请先建好，或换一个地方。") % {"folder": target.resolve().parent}
        )
    try:
        counts, files = _write(target)
    except OSError as error:
        return complain(_("备份写不进 %(file)s，没有留下半份：%(error)s") % {"file": file, "error": error})
    say(_("备份完成：%(rows)s 行，%(files)s 个文件，写入 %(file)s。") % _sums(counts, files, file))
    return 0


def _write(target: Path) -> tuple[dict[str, int], int]:
    """The whole file or none."""
    descriptor, partial = tempfile.mkstemp(dir=target.resolve().parent, prefix=".huitou-backup-")
    try:
        with os.fdopen(descriptor, "wb") as raw, tarfile.open(fileobj=raw, mode="w:gz", compresslevel=4) as archive:
            with _snapshot() as alias:
                counts = {label: _dump(archive, model, alias) for label, model in kept_models()}
            files = _add_files(archive)
            _add(archive, "huitou.json", orjson.dumps({"format": FORMAT, "rows": counts, "files": files}))
        os.replace(partial, target)
    finally:
        Path(partial).unlink(missing_ok=True)
    return counts, files


def restore(file: str) -> int:
    """Put a backup into an empty installation: all of it or nothing."""
    speak()
    prepare()
    if Account.objects.exists():
        return complain(_("这里已经有数据，没有改动。请恢复到一个空的数据目录或数据库。"))
    try:
        with tarfile.open(file, "r:*") as archive:
            about = orjson.loads(_member(archive, "huitou.json"))
            if about.get("format") != FORMAT:
                return complain(_("这个备份的格式不认识，没有改动。"))
            files = _restore_files(archive)
            with writing():
                _empty()
                counts = {label: _load(archive, label, model) for label, model in kept_models()}
                if counts != about["rows"]:
                    raise ValueError(_("行数与备份记录不符"))
                _reset_sequences()
                upkeep.forget_beats()
    except FileNotFoundError:
        return complain(_("没有找到文件 %(file)s。") % {"file": file})
    except (tarfile.ReadError, KeyError):
        return complain(_("%(file)s 不是回头的备份，或者不完整；数据库没有改动。") % {"file": file})
    except (tarfile.TarError, OSError, ValueError, EOFError) as error:
        return complain(_("备份文件读不完整，数据库没有改动：%(error)s") % {"error": error})
    from huitou.ops.reindexing import reindex

    reindex()
    say(_("恢复完成：%(rows)s 行，%(files)s 个文件，来自 %(file)s。") % _sums(counts, files, file))
    return 0


def kept_models() -> Iterator[tuple[str, Any]]:
    """Every table that a backup holds, lower rooms first."""
    for room in ROOMS:
        for model in apps.get_app_config(room).get_models(include_auto_created=True):
            if model._meta.label_lower not in MADE_ANEW:
                yield model._meta.label_lower, model


@contextmanager
def _snapshot() -> Iterator[str]:
    """A view of one moment: a copy of the SQLite file, or a repeatable read on PostgreSQL."""
    if on_postgres():
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield "default"
        return
    import sqlite3

    with tempfile.TemporaryDirectory(dir=settings.HUITOU_HOME) as folder:
        copy = Path(folder) / "copy.sqlite3"
        connection.ensure_connection()
        target = sqlite3.connect(copy)
        connection.connection.backup(target)
        target.close()
        connections.databases["snapshot"] = {**connections.databases["default"], "NAME": copy}
        try:
            yield "snapshot"
        finally:
            connections["snapshot"].close()
            del connections.databases["snapshot"]


def _columns(model: Any) -> list[models.Field]:
    return list(model._meta.concrete_fields)


def _dump(archive: tarfile.TarFile, model: Any, alias: str) -> int:
    names = [field.attname for field in _columns(model)]
    rows = model._base_manager.using(alias).order_by("pk").values_list(*names)
    progress = Progress(model._meta.label)
    with tempfile.TemporaryFile() as lines:
        lines.write(orjson.dumps(names) + b"\n")
        for row in rows.iterator(chunk_size=CHUNK):
            lines.write(orjson.dumps(row) + b"\n")
            progress.step()
        size = lines.tell()
        lines.seek(0)
        entry = tarfile.TarInfo(f"rows/{model._meta.label_lower}.jsonl")
        entry.size, entry.mode = size, 0o600
        archive.addfile(entry, lines)
    return progress.done


def _load(archive: tarfile.TarFile, label: str, model: Any) -> int:
    stream = archive.extractfile(f"rows/{label}.jsonl")
    if stream is None:
        raise KeyError(label)
    names = orjson.loads(stream.readline())
    fields = {field.attname: field for field in _columns(model)}
    progress = Progress(model._meta.label)
    batch: list[Any] = []
    for line in stream:
        values = {n: _value(fields[n], v) for n, v in zip(names, orjson.loads(line), strict=True) if n in fields}
        batch.append(model(**values))
        if len(batch) == CHUNK:
            progress.step(len(_put(model, batch)))
    progress.step(len(_put(model, batch)))
    return progress.done


def _empty() -> None:
    """What the tables were made with (the rights to start with) gives way to what the backup holds."""
    for _label, model in reversed(list(kept_models())):
        rows = model._base_manager.all()
        if rows.exists():
            rows._raw_delete(rows.db)


def _put(model: Any, batch: list[Any]) -> list[Any]:
    made = model._base_manager.bulk_create(batch)
    batch.clear()
    return made


def _value(field: models.Field, value: Any) -> Any:
    if isinstance(field, models.JSONField) or value is None:
        return value
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    return target.to_python(value)


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = len(content), 0o600
    archive.addfile(entry, io.BytesIO(content))


def _member(archive: tarfile.TarFile, name: str) -> bytes:
    stream = archive.extractfile(name)
    if stream is None:
        raise KeyError(name)
    return stream.read()


def _add_files(archive: tarfile.TarFile) -> int:
    paths = [p for p in (Path(settings.HUITOU_HOME) / "files").glob("??/*") if len(p.name) == 64]
    for path in paths:
        archive.add(path, f"files/{path.name}")
    return len(paths)


def _restore_files(archive: tarfile.TarFile) -> int:
    from huitou.core.files.files import keep_bytes

    count = 0
    for entry in archive:
        if not entry.name.startswith("files/") or not entry.isfile():
            continue
        stream = archive.extractfile(entry)
        content = stream.read() if stream else b""
        if hashlib.sha256(content).hexdigest() != entry.name.removeprefix("files/"):
            raise ValueError(_("文件 %(name)s 的内容与校验值不符") % {"name": entry.name})
        keep_bytes(content)
        count += 1
    return count


def _reset_sequences() -> None:
    statements = connection.ops.sequence_reset_sql(no_style(), [model for _label, model in kept_models()])
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _sums(counts: dict[str, int], files: int, file: str) -> dict[str, Any]:
    return {"rows": sum(counts.values()), "files": files, "file": file}
