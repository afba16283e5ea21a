"""Files on disk by what is in them: written whole or not at all, shared by equal content, never run."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings
from django.db import transaction

from huitou.core.clock.clock import now
from huitou.core.models import Blob


def keep(content: bytes, *, content_type: str) -> int:
    """Keep the bytes; return the blob's id. The same content is kept once. On disk before the row is written."""
    digest = keep_bytes(content)
    row, _ = Blob.objects.get_or_create(
        digest=digest, defaults={"size": len(content), "content_type": content_type, "made_at": now()}
    )
    return row.pk


def keep_bytes(content: bytes) -> str:
    """Put the bytes on disk, if they are not there; return their digest."""
    digest = hashlib.sha256(content).hexdigest()
    path = path_of(digest)
    if not path.exists():
        _write(path, content)
    return digest


def read(blob_id: int) -> bytes:
    """The bytes of a blob; FileNotFoundError when the data folder has lost it (`huitou doctor` finds such)."""
    return path_of(Blob.objects.values_list("digest", flat=True).get(pk=blob_id)).read_bytes()


def forget(blob_id: int) -> None:
    """Delete a file for good, in the caller's transaction; the bytes go at commit.

    The caller is its only owner (django.db.models.ProtectedError or RestrictedError when another row still names it).
    """
    row = Blob.objects.filter(pk=blob_id).first()
    if row is None:
        return
    path = path_of(row.digest)
    row.delete()
    transaction.on_commit(lambda: path.unlink(missing_ok=True))


def path_of(digest: str) -> Path:
    """Where the bytes with this digest lie."""
    return Path(settings.HUITOU_HOME) / "files" / digest[:2] / digest


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
