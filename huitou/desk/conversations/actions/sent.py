"""What a reply does to its conversation once the customer can read it, and what every fact of a message names."""

from __future__ import annotations

from huitou.core.api import Actor, Refusal, record
from huitou.desk.conversations.actions.common import locked, waiting_since, whole_ids
from huitou.desk.facts import ReplySent
from huitou.desk.models import Conversation, Message


def message_locked(message_id: int) -> tuple[Message, Conversation]:
    """The message and the conversation it is shown in; the conversation first, as everywhere, so that none waits for both."""
    at = Message.objects.filter(pk=message_id).values_list("conversation_id", flat=True).first()
    if at is None:
        raise Refusal("desk.no_message")
    conversation = locked(at)
    return Message.objects.select_for_update().get(pk=message_id), conversation


def answered(message: Message, conversation: Conversation, actor: Actor) -> None:
    """A reply was sent: nobody waits any more, unless the customer wrote again meanwhile."""
    before = conversation.waiting_since
    shown = Message.objects.filter(conversation_id__in=whole_ids(conversation.pk)).exclude(state=Message.UNDONE)
    conversation.waiting_since = None if conversation.state == Conversation.CLOSED else waiting_since(shown)
    conversation.save(update_fields=["waiting_since"])
    waited = message.at - before if before is not None and message.at >= before else None
    record(
        ReplySent(
            **ids(message, conversation),
            channel_id=conversation.channel_id,
            waited_seconds=int(waited.total_seconds()) if waited is not None else None,
        ),
        actor=actor,
    )


def ids(message: Message, conversation: Conversation) -> dict[str, int]:
    """The three ids that every fact of a message has."""
    return {
        "conversation_id": conversation.pk,
        "customer_id": conversation.customer_id,
        "message_id": message.pk,
    }


def job_key(message: Message) -> str:
    """The key of the job that lets a reply go."""
    return f"message:{message.pk}:release"
