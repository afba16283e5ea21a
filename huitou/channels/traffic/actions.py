"""What comes in and goes out, each once: the key of the far side, or ours, is unique in the table."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from huitou.channels.models import Channel, Inbound, Outbound
from huitou.channels.traffic.ways import leave_by
from huitou.core.api import Refusal, forget_file, keep_file, now, writing

LONGEST_KEY = 200


def receive_once(*, channel_id: int, key: str, received_at: datetime, source: bytes | None = None) -> int | None:
    """Note that a message came in; return its inbound id, or None when the same key came by this channel before.

    In the caller's transaction, so that the message and this row are kept together or not at all. Of two at the same
    moment one waits for the other and gets None.
    """
    inbound_id = _first(channel_id, short(key), received_at)
    if inbound_id is not None and source is not None:
        blob_id = keep_file(source, content_type="message/rfc822")
        Inbound.objects.filter(pk=inbound_id).update(source_id=blob_id)
    return inbound_id


def tie(*, inbound_id: int, message_id: int) -> None:
    """Say which message the desk made of an inbound one."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE channels_inbound SET message_id = %s WHERE id = %s", [message_id, inbound_id])


def send(*, channel_id: int, key: str, to: str, payload: dict[str, Any]) -> int:
    """Let a reply leave, in the caller's transaction; return its outbound id. The same key leaves once.

    Form and API: sent at once, it is read where it stands. Imported mail: failed with `channels.no_way_out`.
    `payload`: message_id, and what a transport would need (text, subject, files); only what it needs is kept.
    """
    with writing():
        found = Outbound.objects.filter(key=key).values_list("pk", flat=True).first()
        if found is not None:
            return found
        kind = Channel.objects.values_list("kind", flat=True).filter(pk=channel_id).first()
        if kind is None:
            raise Refusal("channels.unknown")
        leaving, moment = leave_by(kind), now()
        row = Outbound.objects.create(
            channel_id=channel_id,
            key=key,
            to=to[:200],
            payload=leaving.keeps(payload),
            state=leaving.state,
            reason=leaving.reason,
            made_at=moment,
            sent_at=moment if leaving.state == Outbound.SENT else None,
        )
    return row.pk


def _first(channel_id: int, key: str, received_at: datetime) -> int | None:
    # One statement decides who was first; the ORM's ignore_conflicts does not say.
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO channels_inbound (channel_id, key, received_at) VALUES (%s, %s, %s) "
            "ON CONFLICT (channel_id, key) DO NOTHING RETURNING id",
            [channel_id, key, connection.ops.adapt_datetimefield_value(received_at)],
        )
        row = cursor.fetchone()
    return row[0] if row else None


def short(key: str) -> str:
    """A key as it is kept: the far side's own words, or their digest when they are too long."""
    return key if len(key) <= LONGEST_KEY else "sha256:" + hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()


def forget_sources(*, message_ids: Sequence[int]) -> None:
    """Delete the raw bytes (a mail as it came) behind these messages: their sender was erased."""
    with writing():
        rows = Inbound.objects.filter(message_id__in=list(message_ids), source__isnull=False)
        blob_ids = set(rows.values_list("source_id", flat=True))
        rows.update(source=None)
        for blob_id in blob_ids:
            if not Inbound.objects.filter(source_id=blob_id).exists():
                forget_file(blob_id)
