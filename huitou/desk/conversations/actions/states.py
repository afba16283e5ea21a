"""Put aside, back on the desk, closed, opened again. The time to wake is a job, exact to the second."""

from __future__ import annotations

from datetime import datetime

from huitou.core.api import SYSTEM, Actor, cancel, enqueue, now, record, writing
from huitou.desk.conversations.actions.assigning import assign_by_rules
from huitou.desk.conversations.actions.common import locked, waiting_since, whole_ids
from huitou.desk.conversations.actions.placing import wake_key
from huitou.desk.conversations.rules.sending import check_close, check_snooze
from huitou.desk.facts import (
    ConversationClosed,
    ConversationReopened,
    ConversationSnoozed,
    ConversationWoken,
    SiteNamed,
)
from huitou.desk.models import Conversation, Message


def snooze(*, conversation_id: int, until: datetime, actor: Actor) -> None:
    """Put a conversation aside until a time, or until the customer writes. A new time replaces the old one.

    Refusals: desk.conversation_closed, desk.snooze_in_the_past, desk.snooze_too_far.
    """
    with writing():
        conversation = locked(conversation_id)
        check_snooze(until=until, at=now(), state=conversation.state)
        if conversation.snoozed_until == until:
            return
        if conversation.snoozed_until is not None:
            cancel(wake_key(conversation))
        conversation.state, conversation.snoozed_until = Conversation.SNOOZED, until
        conversation.save(update_fields=["state", "snoozed_until"])
        enqueue("desk.wake", {"conversation_id": conversation.pk}, run_at=until, key=wake_key(conversation))
        record(ConversationSnoozed(**_ids(conversation), until=until), actor=actor)


def wake(*, conversation_id: int, actor: Actor) -> None:
    """Take a conversation back onto the desk before its time; one that is awake stays as it is."""
    with writing():
        conversation = locked(conversation_id)
        if conversation.state == Conversation.SNOOZED:
            cancel(wake_key(conversation))
            _wake(conversation, "by_hand", actor)


def wake_due(*, conversation_id: int) -> None:
    """Its time has come (called by the job). One that was woken, closed or put off meanwhile is left alone."""
    with writing():
        conversation = Conversation.objects.select_for_update().filter(pk=conversation_id).first()
        if conversation is None or conversation.state != Conversation.SNOOZED:
            return
        if conversation.snoozed_until is not None and conversation.snoozed_until <= now():
            _wake(conversation, "due", SYSTEM)


def close(*, conversation_id: int, actor: Actor, reason: str = "done") -> None:
    """Close a conversation; a closed one stays as it is. Refused: desk.promise_still_open (due_at)."""
    with writing():
        conversation = locked(conversation_id)
        if conversation.state == Conversation.CLOSED:
            return
        check_close(state=conversation.state, promise_due=conversation.promise_due)
        if conversation.state == Conversation.SNOOZED:
            cancel(wake_key(conversation))
        conversation.state, conversation.closed_at = Conversation.CLOSED, now()
        conversation.snoozed_until = conversation.waiting_since = None
        conversation.save(update_fields=["state", "closed_at", "snoozed_until", "waiting_since"])
        record(ConversationClosed(**_ids(conversation), reason=reason), actor=actor)


def reopen(*, conversation_id: int, actor: Actor, reason: str = "by_hand") -> None:
    """Open a closed conversation again; its owner keeps it, without one the rules give it. `reason` is a code."""
    with writing():
        conversation = locked(conversation_id)
        if conversation.state != Conversation.CLOSED:
            return
        shown = Message.objects.filter(conversation_id__in=whole_ids(conversation.pk)).exclude(state=Message.UNDONE)
        conversation.state, conversation.closed_at = Conversation.OPEN, None
        conversation.waiting_since = waiting_since(shown)
        conversation.save(update_fields=["state", "closed_at", "waiting_since"])
        record(ConversationReopened(**_ids(conversation), reason=reason), actor=actor)
        if conversation.owner_id is None:
            assign_by_rules(conversation)


def name_site(*, conversation_id: int, site_id: int | None, actor: Actor) -> None:
    """Say at which site the matter is."""
    with writing():
        conversation = locked(conversation_id)
        if conversation.site_id == site_id:
            return
        conversation.site_id = site_id
        conversation.save(update_fields=["site"])
        record(SiteNamed(**_ids(conversation), site_id=site_id), actor=actor)


def _wake(conversation: Conversation, reason: str, actor: Actor) -> None:
    conversation.state, conversation.snoozed_until = Conversation.OPEN, None
    conversation.save(update_fields=["state", "snoozed_until"])
    record(ConversationWoken(**_ids(conversation), reason=reason), actor=actor)
    if conversation.owner_id is None:
        assign_by_rules(conversation)


def _ids(conversation: Conversation) -> dict[str, int]:
    return {"conversation_id": conversation.pk, "customer_id": conversation.customer_id}
