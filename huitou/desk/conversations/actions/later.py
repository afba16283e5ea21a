"""Replies that were put off: sent before their time after all, or held back because the customer wrote meanwhile."""

from __future__ import annotations

from huitou.core.api import SYSTEM, Actor, Refusal, cancel, enqueue, now, record, search, writing
from huitou.desk.conversations.actions.common import look_again, the_account, whole_ids
from huitou.desk.conversations.actions.releasing import restore_draft
from huitou.desk.conversations.actions.sent import ids, job_key, message_locked
from huitou.desk.conversations.rules.sending import LATER
from huitou.desk.facts import ReplyHeld
from huitou.desk.models import Conversation, Message
from huitou.desk.promises.actions.making import take_back


def send_now(*, message_id: int, actor: Actor) -> int:
    """Let a reply leave that was put off; return its conversation. Twice is once.

    Refusals: desk.already_sent, desk.not_your_message, desk.no_message.
    """
    me = the_account(actor)
    with writing():
        message, conversation = message_locked(message_id)
        if message.author_id != me:
            raise Refusal("desk.not_your_message")
        if message.state != Message.QUEUED:
            raise Refusal("desk.already_sent")
        message.release_at = now()
        message.save(update_fields=["release_at"])
        cancel(job_key(message))
        enqueue("desk.release_reply", {"message_id": message.pk})
    return conversation.pk


def hold_back(conversation: Conversation) -> None:
    """The customer wrote: what was put off and not read by them yet no longer answers them (in the caller's transaction).

    Its text is its writer's draft again, the promises in it are taken back, and the thread says so.
    """
    waiting = Message.objects.filter(
        conversation_id__in=whole_ids(conversation.pk), state=Message.QUEUED, reason=LATER
    ).select_for_update()
    held = list(waiting)
    for message in held:
        message.state, message.release_at, message.reason = Message.UNDONE, None, ""
        message.save(update_fields=["state", "release_at", "reason"])
        cancel(job_key(message))
        search.forget(kind="message", ref_id=message.pk, text=message.text)
        take_back(message_id=message.pk, actor=SYSTEM)
        if message.author_id is not None:
            restore_draft(conversation, message, message.author_id)
        record(ReplyHeld(**ids(message, conversation), author_id=message.author_id))
    if held:
        look_again(conversation)
        conversation.save(update_fields=["last_message", "last_at", "waiting_since"])
