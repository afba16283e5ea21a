"""What every action on a conversation begins and ends with: the lock, the key, the newest message."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Q

from huitou.core.api import Actor, Refusal, now, on_postgres
from huitou.desk.conversations.actions import swift
from huitou.desk.conversations.reads.sql import moment, rows
from huitou.desk.models import Conversation, Message

A_DAY = timedelta(days=1)


def locked(conversation_id: int) -> Conversation:
    """The conversation, locked until the transaction ends; the one it was merged into when it was merged."""
    row = swift.fetch(Conversation, conversation_id, lock=True)
    if row is None:
        raise Refusal("desk.no_conversation")
    return locked(row.merged_into_id) if row.merged_into_id else row


def both_locked(one: int, other: int) -> tuple[Conversation, Conversation]:
    """Two conversations, locked in the order of their ids, so that two people never wait for each other."""
    rows = {pk: Conversation.objects.select_for_update().filter(pk=pk).first() for pk in sorted({one, other})}
    first, second = rows[one], rows[other]
    if first is None or second is None:
        raise Refusal("desk.no_conversation")
    return first, second


def hold(name: str) -> None:
    """Let one transaction at a time do what has this name (on SQLite there is one writer anyway)."""
    if on_postgres():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


def stored_key(prefix: str, key: str) -> str:
    """A client's idempotency key as it is kept: with whose kind of act it is, digested when it is long."""
    if not key:
        raise Refusal("desk.key_missing")
    whole = f"{prefix}:{key}"
    return whole if len(whole) <= 80 else f"{prefix}:" + hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:60]


def account_id_of(actor: Actor) -> int | None:
    """The account that acts, None for a customer, a program or the system."""
    return actor.id if actor.kind == "account" else None


def the_account(actor: Actor) -> int:
    """The account that acts; refused when nobody who works here does."""
    if actor.kind != "account" or actor.id is None:
        raise Refusal("desk.needs_account")
    return actor.id


def whole_ids(conversation_id: int) -> list[int]:
    """The conversation and those that were merged into it."""
    gone = rows("SELECT id FROM desk_conversation WHERE merged_into_id = %s ORDER BY id", [conversation_id])
    return [conversation_id, *(row[0] for row in gone)]


def moment_in(conversation: Conversation) -> datetime:
    """The present, but never before the newest word of the conversation: a clock set back must not shuffle a thread.

    A last word more than a day ahead was dated so by a program; then the present holds.
    """
    present, last = now(), conversation.last_at
    return last if present < last < present + A_DAY else present


def newest(conversation: Conversation, message: Message) -> None:
    """A message was written: the conversation stands where its newest message puts it in the list."""
    if conversation.last_message_id is None or message.at >= conversation.last_at:
        conversation.last_message_id = message.pk
        stand_at(conversation, message.at)


def stand_at(conversation: Conversation, at: datetime) -> None:
    """Move it in every list; the lists of its tags are ordered by a copy."""
    conversation.last_at = at
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE desk_conversationtag SET last_at = %s WHERE conversation_id = %s", [moment(at), conversation.pk]
        )


def look_again(conversation: Conversation) -> None:
    """Find its newest message and who waits since when, after messages were taken away or came from elsewhere."""
    shown = Message.objects.filter(conversation_id__in=whole_ids(conversation.pk)).exclude(state=Message.UNDONE)
    last = shown.order_by("-at", "-id").first()
    conversation.last_message_id = last.pk if last else None
    stand_at(conversation, last.at if last else conversation.opened_at)
    conversation.waiting_since = None if conversation.state == Conversation.CLOSED else waiting_since(shown)


def waiting_since(shown: object) -> datetime | None:
    """When the customer's oldest word came that no sent reply answered; None when nobody waits."""
    every = Message.objects.filter(pk__in=shown.values("pk"))  # type: ignore[attr-defined]
    answered = every.filter(direction=Message.OUT, state=Message.SENT).order_by("-at", "-id").first()
    open_words = every.filter(direction=Message.IN).exclude(reason="automatic")
    if answered:
        open_words = open_words.filter(Q(at__gt=answered.at) | Q(at=answered.at, id__gt=answered.pk))
    return open_words.order_by("at", "id").values_list("at", flat=True).first()
