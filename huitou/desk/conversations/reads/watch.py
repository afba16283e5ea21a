"""Small looks at where conversations stand: who has it, who waits, what went quiet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from huitou.desk.models import Case, Conversation, Message


@dataclass(frozen=True, slots=True)
class Place:
    """Where a conversation stands: everything that is needed to speak in it."""

    id: int
    key: str
    channel_id: int
    customer_id: int
    owner_id: int | None
    team_id: int | None
    waiting_since: datetime | None


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A customer who waits. `answered`: somebody of ours has written before; `case_summary` of the newest case."""

    conversation_id: int
    customer_id: int
    owner_id: int | None
    waiting_since: datetime
    answered: bool
    case_summary: str


@dataclass(frozen=True, slots=True)
class QuietRow:
    """An open conversation whose last word is ours and was said at `at`."""

    conversation_id: int
    owner_id: int | None
    at: datetime


def place_of(*, conversation_id: int) -> Place | None:
    """Where a conversation stands, or None when there is none. One statement."""
    fields = ("id", "key", "channel_id", "customer_id", "owner_id", "team_id", "waiting_since")
    row = Conversation.objects.filter(pk=conversation_id).values_list(*fields).first()
    return Place(*row) if row else None


def waiting_conversations(*, limit: int = 50) -> tuple[WaitingRow, ...]:
    """The customers who wait longest. Three statements."""
    rows = Conversation.objects.filter(waiting_since__isnull=False, state=Conversation.OPEN, merged_into=None)
    found = list(rows.order_by("waiting_since").values_list("id", "customer_id", "owner_id", "waiting_since")[:limit])
    ids = [row[0] for row in found]
    answered = set(
        Message.objects.filter(conversation_id__in=ids, direction="out").values_list("conversation_id", flat=True)
    )
    summaries = dict(
        Case.objects.filter(conversation_id__in=ids).order_by("id").values_list("conversation_id", "summary")
    )
    return tuple(WaitingRow(*(*row, row[0] in answered, summaries.get(row[0], ""))) for row in found)


def answered_conversations(*, since: datetime, limit: int = 50) -> tuple[QuietRow, ...]:
    """Open conversations in which our reply, sent since a time, is the last word; newest first."""
    rows = _quiet().filter(last_message__at__gte=since).order_by("-last_at")
    return tuple(QuietRow(*row) for row in rows.values_list("id", "owner_id", "last_message__at")[:limit])


def quiet_conversations(*, before: datetime, limit: int = 50) -> tuple[QuietRow, ...]:
    """Open conversations without an open promise whose last word is ours, said before a time; oldest first."""
    rows = _quiet().filter(last_at__lt=before, promise_due=None).order_by("last_at")
    return tuple(QuietRow(*row) for row in rows.values_list("id", "owner_id", "last_message__at")[:limit])


def _quiet():  # type: ignore[no-untyped-def]
    rows = Conversation.objects.filter(state=Conversation.OPEN, merged_into=None, waiting_since=None)
    return rows.filter(last_message__direction=Message.OUT, last_message__state=Message.SENT)
