"""Which channels there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

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
    """The channel with this slug or id, used or not; None when there is none."""
    rows = Channel.objects.filter(slug=slug) if slug is not None else Channel.objects.filter(pk=id)
    row = rows.values_list(*_FIELDS).first()
    return ChannelRow(*row) if row else None


def channels(*, active_only: bool = False) -> tuple[ChannelRow, ...]:
    """Every channel, by name."""
    rows = Channel.objects.filter(active=True) if active_only else Channel.objects.all()
    return tuple(ChannelRow(*row) for row in rows.order_by("name", "id").values_list(*_FIELDS))
