"""Making and changing channels."""

from __future__ import annotations

import re
from typing import Any

from huitou.channels.facts import ChannelChanged, ChannelMade
from huitou.channels.models import Channel
from huitou.channels.traffic.ways import KINDS
from huitou.core.api import SYSTEM, Actor, Refusal, record, writing

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
KEEP: Any = object()  # "leave it as it is", for fields of which None is a value


def make_channel(
    *,
    kind: str,
    name: str,
    slug: str,
    site_id: int | None = None,
    team_id: int | None = None,
    settings: dict[str, Any] | None = None,
    actor: Actor = SYSTEM,
) -> int:
    """Make a channel and return its id. Refused: an unknown kind, a bad or taken slug, an empty name."""
    if kind not in KINDS:
        raise Refusal("channels.bad_kind", kind=kind)
    _check(name=name, slug=slug)
    with writing():
        if Channel.objects.filter(slug=slug).exists():
            raise Refusal("channels.slug_taken", slug=slug)
        row = Channel.objects.create(
            kind=kind, name=name.strip(), slug=slug, site_id=site_id, team_id=team_id, settings=settings or {}
        )
        record(ChannelMade(channel_id=row.pk, kind=kind), actor=actor)
    return row.pk


def edit_channel(
    *,
    channel_id: int,
    name: str | None = None,
    site_id: int | None = KEEP,
    team_id: int | None = KEEP,
    settings: dict[str, Any] | None = None,
    active: bool | None = None,
    actor: Actor,
) -> None:
    """Change a channel; what is not given stays. Its slug and kind never change: others know it by them."""
    given: dict[str, Any] = {"name": name, "settings": settings, "active": active}
    changes = {key: value for key, value in given.items() if value is not None}
    changes |= {key: value for key, value in {"site_id": site_id, "team_id": team_id}.items() if value is not KEEP}
    with writing():
        row = Channel.objects.select_for_update().filter(pk=channel_id).first()
        if row is None:
            raise Refusal("channels.unknown")
        if name is not None:
            _check(name=name, slug=row.slug)
        for key, value in changes.items():
            setattr(row, key, value)
        row.save(update_fields=list(changes) or None)
        record(ChannelChanged(channel_id=row.pk, active=row.active), actor=actor)


def _check(*, name: str, slug: str) -> None:
    if not _SLUG.fullmatch(slug):
        raise Refusal("channels.bad_slug")
    if not name.strip() or len(name.strip()) > 60:
        raise Refusal("channels.bad_channel_name")
