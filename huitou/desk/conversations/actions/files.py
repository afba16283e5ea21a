"""Files of messages and notes: judged by their bytes, kept once by content, named unguessably for downloads."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from huitou.channels.api import Verdict, check_file
from huitou.core.api import Refusal, keep_file, setting
from huitou.desk.conversations.given import IncomingFile
from huitou.desk.models import Message, MessageFile, RefusedFile

MOST_FILES = 20
MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Judged:
    """Files ready to be tied to a message: kept (blob, name), and those not taken (name, code)."""

    kept: tuple[tuple[int, str], ...] = ()
    refused: tuple[tuple[str, str], ...] = ()


def judge(files: Sequence[IncomingFile], *, lenient: bool = False) -> Judged:
    """Check and keep files. `lenient`: a bad one is left out and named, so that its mail is not lost; else refused."""
    if not files:
        return Judged()
    if len(files) > MOST_FILES and not lenient:
        raise Refusal("desk.too_many_files", most=MOST_FILES)
    most_bytes = setting("files.max_bytes")
    kept, refused = [], []
    for file in files:
        verdict = check_file(content=file.content, filename=file.filename, most_bytes=most_bytes)
        if not verdict.refused:
            kept.append((keep_file(file.content, content_type=verdict.served_type), verdict.name[:200]))
        elif lenient:
            refused.append((verdict.name[:200], verdict.refused))
        else:
            raise Refusal(verdict.refused, filename=verdict.name, **_readable(verdict))
    return Judged(tuple(kept), tuple(refused))


def attach(message: Message, judged: Judged) -> None:
    """Tie judged files to a message."""
    if not (judged.kept or judged.refused):
        return
    MessageFile.objects.bulk_create(
        MessageFile(message=message, blob_id=blob_id, filename=name, key=unguessable()) for blob_id, name in judged.kept
    )
    RefusedFile.objects.bulk_create(
        RefusedFile(message=message, filename=name, code=code) for name, code in judged.refused
    )


def unguessable() -> str:
    """A name that nobody guesses: 144 bits."""
    return secrets.token_urlsafe(18)


def _readable(verdict: Verdict) -> dict[str, str | int]:
    given = dict(verdict.params)
    sizes = {f"{name}_mb": f"{int(given[name]) / MEGABYTE:.1f}" for name in ("size", "limit") if name in given}
    return {**given, **sizes}
