"""What is typed and not sent, what was seen, who is looking: of one account, told to nobody outside the desk."""

from __future__ import annotations

from huitou.core.api import Refusal, now, whisper, writing
from huitou.desk.conversations.rules.sending import LONGEST_TEXT, clean
from huitou.desk.models import Conversation, Draft, Message, Seen

KINDS = ("reply", "note")


def save_draft(*, conversation_id: int, account_id: int, kind: str, text: str) -> None:
    """Keep what somebody types (`kind` reply or note); an empty text removes the draft.

    Refusals: desk.text_too_long, desk.no_conversation.
    """
    if kind not in KINDS:
        raise ValueError(kind)
    whole = clean(text)
    if len(whole) > LONGEST_TEXT:
        raise Refusal("desk.text_too_long", length=len(whole), most=LONGEST_TEXT)
    with writing():
        pk = _kept(conversation_id)
        if not whole.strip():
            Draft.objects.filter(conversation_id=pk, account_id=account_id, kind=kind).delete()
            return
        Draft.objects.update_or_create(
            conversation_id=pk, account_id=account_id, kind=kind, defaults={"text": whole, "at": now()}
        )


def mark_seen(*, conversation_id: int, account_id: int, message_id: int | None = None) -> None:
    """Somebody saw the conversation up to a message (the newest when none is named); never goes back."""
    with writing():
        pk = _kept(conversation_id)
        upto = message_id
        if upto is None:
            shown = Message.objects.filter(conversation__in=Conversation.objects.filter(pk=pk))
            upto = shown.order_by("-id").values_list("pk", flat=True).first() or 0
        row, made = Seen.objects.get_or_create(account_id=account_id, conversation_id=pk, defaults={"message_id": upto})
        if not made:
            Seen.objects.filter(pk=row.pk, message_id__lt=upto).update(message_id=upto)


def mark_unseen(*, conversation_id: int, account_id: int) -> None:
    """Mark a conversation as unread for oneself."""
    with writing():
        Seen.objects.filter(conversation_id=_kept(conversation_id), account_id=account_id).update(message_id=0)


def looking(*, conversation_id: int, account_id: int) -> None:
    """Say to colleagues' screens that somebody has the conversation open (lives 30 s)."""
    whisper(kind="looking", conversation_id=conversation_id, account_id=account_id)


def typing(*, conversation_id: int, account_id: int) -> None:
    """Say to colleagues' screens that somebody writes (lives 30 s)."""
    whisper(kind="typing", conversation_id=conversation_id, account_id=account_id)


def left(*, conversation_id: int, account_id: int) -> None:
    """Say to colleagues' screens that somebody closed the conversation."""
    whisper(kind="left", conversation_id=conversation_id, account_id=account_id)


def _kept(conversation_id: int) -> int:
    while True:
        row = Conversation.objects.filter(pk=conversation_id).values_list("merged_into_id", flat=True).first()
        if row is None:
            if not Conversation.objects.filter(pk=conversation_id).exists():
                raise Refusal("desk.no_conversation")
            return conversation_id
        conversation_id = row
