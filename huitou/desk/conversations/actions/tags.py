"""Naming situations 情境: the list of words, and which conversations they stand on."""

from __future__ import annotations

from huitou.core.api import Actor, Refusal, now, record, writing
from huitou.desk.conversations.actions.common import locked
from huitou.desk.conversations.rules.tags import check_tag
from huitou.desk.facts import ConversationTagged, ConversationUntagged
from huitou.desk.models import ConversationTag, Tag


def make_tag(*, name: str) -> int:
    """A word for a situation; the id of the one that is there already, brought back when it was retired.

    Refused: desk.tag_length, desk.tag_judges_person (word).
    """
    kept = check_tag(name)
    with writing():
        row, _made = Tag.objects.get_or_create(name=kept)
        if row.retired_at is not None:
            Tag.objects.filter(pk=row.pk).update(retired_at=None)
    return row.pk


def retire_tag(*, tag_id: int) -> None:
    """The word is offered no more; where it stands it stays."""
    with writing():
        Tag.objects.filter(pk=tag_id, retired_at=None).update(retired_at=now())


def tag(*, conversation_id: int, tag_id: int, actor: Actor) -> None:
    """Name a situation of a conversation; twice is once. Refused: desk.no_tag."""
    with writing():
        conversation = locked(conversation_id)
        if not Tag.objects.filter(pk=tag_id, retired_at=None).exists():
            raise Refusal("desk.no_tag")
        _row, made = ConversationTag.objects.get_or_create(
            conversation=conversation, tag_id=tag_id, defaults={"last_at": conversation.last_at}
        )
        if made:
            told = {"conversation_id": conversation.pk, "customer_id": conversation.customer_id, "tag_id": tag_id}
            record(ConversationTagged(**told), actor=actor)


def untag(*, conversation_id: int, tag_id: int, actor: Actor) -> None:
    """Take a situation away again; one that does not stand there is no error."""
    with writing():
        conversation = locked(conversation_id)
        gone, _rows = ConversationTag.objects.filter(conversation=conversation, tag_id=tag_id).delete()
        if gone:
            told = {"conversation_id": conversation.pk, "customer_id": conversation.customer_id, "tag_id": tag_id}
            record(ConversationUntagged(**told), actor=actor)
