"""What became of what went out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from huitou.channels.models import Outbound


@dataclass(frozen=True)
class OutboundRow:
    """A reply on its way: `state` waiting, sent or failed; `reason` the code of a failure."""

    id: int
    channel_id: int
    key: str
    to: str
    state: str
    reason: str
    made_at: datetime
    sent_at: datetime | None


_FIELDS = ("id", "channel_id", "key", "to", "state", "reason", "made_at", "sent_at")


def outbound_state(*, id: int | None = None, key: str | None = None) -> OutboundRow | None:
    """The reply with this id or key; None when nothing was ever sent under it."""
    rows = Outbound.objects.filter(key=key) if key is not None else Outbound.objects.filter(pk=id)
    row = rows.values_list(*_FIELDS).first()
    return OutboundRow(*row) if row else None
