"""Which channels there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import orjson
from django.db import connection

from huitou.channels.models import Channel


@dataclass(frozen=True)
class ChannelRow:
    """One way in and out. `settings` may hold `skills`: skill codes that its conversations need."""

    id: int
    kind: str
    name: str
    slug: str
    site_id: int | None
    team_id: int | None
    settings: dict[str, Any]
    active: bool


_FIELDS = ("id", "kind", "name", "slug", "site_id", "team_id", "settings", "active")


def channel(*, slug: str | None = None, id: int | None = None) -> ChannelRow | None:
    """The channel with this slug or id, used or not; None when there is none. Asked for with every message."""
    column, value = ("slug", slug) if slug is not None else ("id", id)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(_FIELDS)} FROM channels_channel WHERE {column} = %s", [value])
        row = cursor.fetchone()
    if row is None:
        return None
    settings = orjson.loads(row[6]) if isinstance(row[6], str | bytes) else row[6]
    return ChannelRow(*(*row[:6], settings, bool(row[7])))


def channels(*, active_only: bool = False) -> tuple[ChannelRow, ...]:
    """Every channel, by name."""
    rows = Channel.objects.filter(active=True) if active_only else Channel.objects.all()
    return tuple(ChannelRow(*row) for row in rows.order_by("name", "id").values_list(*_FIELDS))
