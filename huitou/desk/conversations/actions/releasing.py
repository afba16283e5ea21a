"""The undo window: a reply is taken back, or it leaves; if it could not leave, it may be tried again."""

from __future__ import annotations

from huitou.channels.api import outbound_state, send
from huitou.core.api import SYSTEM, Actor, Refusal, cancel, enqueue, now, record, search, writing
from huitou.desk.conversations.actions.common import look_again, moment_in, newest, the_account
from huitou.desk.conversations.actions.sent import answered, ids, job_key, message_locked
from huitou.desk.conversations.given import Undone
from huitou.desk.conversations.rules.sending import LATER, check_undo, restored_draft
from huitou.desk.facts import ReplyFailed, ReplyUndone
from huitou.desk.models import Conversation, Draft, Message, MessageFile
from huitou.desk.promises.actions.making import take_back

REPLY = "reply"


def undo(*, message_id: int, actor: Actor) -> Undone:
    """Take a reply back before it leaves: its text is a draft again, the promise made with it is taken back.

    Of this and the release at the same moment exactly one happens. Undone twice it is undone once.
    Refusals: desk.already_sent, desk.not_your_message, desk.no_message.
    """
    me = the_account(actor)
    with writing():
        message, conversation = message_locked(message_id)
        mine = message.author_id == me
        if not (message.state == Message.UNDONE and mine):
            check_undo(state=message.state, release_at=message.release_at, at=now(), is_author=mine)
            message.state, message.release_at = Message.UNDONE, None
            message.save(update_fields=["state", "release_at"])
            cancel(job_key(message))
            search.forget(kind="message", ref_id=message.pk, text=message.text)
            take_back(message_id=message.pk, actor=actor)
            restore_draft(conversation, message, me)
            look_again(conversation)
            conversation.save(update_fields=["last_message", "last_at", "waiting_since"])
            record(ReplyUndone(**ids(message, conversation)), actor=actor)
        draft = Draft.objects.filter(conversation=conversation, account_id=me, kind=REPLY).first()
        files = MessageFile.objects.filter(message=message).order_by("id").values_list("key", flat=True)
        return Undone(conversation_id=conversation.pk, draft=draft.text if draft else "", file_keys=tuple(files))


def release_reply(*, message_id: int) -> None:
    """The undo window is over: the reply leaves by its channel, or fails with a reason that the agent sees."""
    with writing():
        found = Message.objects.filter(pk=message_id, state=Message.QUEUED).exists()
        if not found:
            return  # taken back, or released by an earlier attempt
        message, conversation = message_locked(message_id)
        if message.state != Message.QUEUED:
            return
        outbound = outbound_state(id=_hand_over(message, conversation))
        actor = Actor.account(message.author_id) if message.author_id else SYSTEM
        message.release_at = None
        if put_off := message.reason == LATER:
            message.at, message.reason = moment_in(conversation), ""
        if outbound is not None and outbound.state == "failed":
            message.state, message.reason = Message.FAILED, outbound.reason
            message.save(update_fields=["state", "reason", "release_at", "at"])
            record(ReplyFailed(**ids(message, conversation), reason=outbound.reason), actor=actor)
            return
        message.state = Message.SENT
        message.save(update_fields=["state", "reason", "release_at", "at"])
        if put_off:
            newest(conversation, message)
            conversation.save(update_fields=["last_message", "last_at"])
        answered(message, conversation, actor)


def retry_reply(*, message_id: int, actor: Actor) -> None:
    """Let a reply that failed leave once more, at once. Refused: desk.not_failed, desk.no_message."""
    with writing():
        message, _conversation = message_locked(message_id)
        if message.state != Message.FAILED:
            raise Refusal("desk.not_failed")
        message.state, message.reason, message.release_at = Message.QUEUED, "", now()
        message.save(update_fields=["state", "reason", "release_at"])
        enqueue("desk.release_reply", {"message_id": message.pk})


def restore_draft(conversation: Conversation, message: Message, account_id: int) -> None:
    """The text of a reply that did not leave is a draft of its writer, before what they have begun since."""
    found = Draft.objects.filter(conversation=conversation, account_id=account_id, kind=REPLY).first()
    text = restored_draft(undone=message.text, draft=found.text if found else "")
    Draft.objects.update_or_create(
        conversation=conversation, account_id=account_id, kind=REPLY, defaults={"text": text, "at": now()}
    )


def _hand_over(message: Message, conversation: Conversation) -> int:
    # The key is that of this attempt: the worker's own retry sends nothing twice, a person's new attempt does send.
    attempt = int((message.release_at or message.at).timestamp() * 1000)
    return send(
        channel_id=conversation.channel_id,
        key=f"message:{message.pk}:{attempt}",
        to=conversation.reply_to,
        payload={"message_id": message.pk, "text": message.text, "subject": conversation.subject},
    )
