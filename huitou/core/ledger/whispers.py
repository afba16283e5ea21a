"""Passing things between agents' screens: who is looking, who is typing. Pushed, then forgotten."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db import connection

from huitou.core.clock.clock import now
from huitou.core.db import rows
from huitou.core.jobs.registry import job
from huitou.core.models import Whisper
from huitou.core.wake import wake

LIVES = timedelta(seconds=30)


@dataclass(frozen=True)
class WhisperRow:
    """`kind` (typing, looking, left) of an account in a conversation."""

    id: int
    kind: str
    conversation_id: int
    account_id: int


def whisper(*, kind: str, conversation_id: int, account_id: int) -> None:
    """Say a passing thing to the screens of colleagues."""
    Whisper.objects.create(kind=kind, conversation_id=conversation_id, account_id=account_id, at=now())
    wake()


def whispers_after(after: int, *, limit: int = 500, newest: bool = False) -> list[WhisperRow]:
    """What was whispered after this id, oldest first (or, with `newest`, the newest first)."""
    sql = "SELECT id, kind, conversation_id, account_id FROM core_whisper WHERE id > %s ORDER BY id"
    return [WhisperRow(*row) for row in rows(f"{sql}{' DESC' if newest else ''} LIMIT %s", [after, limit])]


def here(conversation_id: int) -> dict[int, str]:
    """Who is in a conversation now: the last thing whispered by each account within half a minute."""
    since = connection.ops.adapt_datetimefield_value(now() - LIVES)
    said = dict(
        rows(
            "SELECT account_id, kind FROM core_whisper WHERE conversation_id = %s AND at > %s ORDER BY id",
            [conversation_id, since],
        )
    )
    return {account_id: kind for account_id, kind in said.items() if kind != "left"}


@job("core.forget_whispers", every=timedelta(minutes=5))
def forget() -> None:
    """Throw away what nobody needs any more."""
    Whisper.objects.filter(at__lt=now() - timedelta(minutes=5)).delete()
