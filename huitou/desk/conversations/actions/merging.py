"""Conversations that are one matter, that are two, or that belong together. A merge moves no row, so it can be undone."""

from __future__ import annotations

from collections.abc import Sequence

from huitou.core.api import Actor, Refusal, cancel, now, record, writing
from huitou.customers.api import root_of
from huitou.desk.conversations.actions.acts import once
from huitou.desk.conversations.actions.common import account_id_of, both_locked, locked, look_again
from huitou.desk.conversations.actions.files import unguessable
from huitou.desk.conversations.actions.placing import wake_key
from huitou.desk.facts import (
    ConversationOpened,
    ConversationsLinked,
    ConversationsMerged,
    ConversationSplit,
    ConversationsUnlinked,
    ConversationsUnmerged,
)
from huitou.desk.models import Conversation, ConversationLink, ConversationMerge, Message
from huitou.desk.promises.actions.rows import refresh_due

_STANDING = ["state", "closed_at", "last_message", "last_at", "waiting_since", "promise_due"]


def merge_conversations(*, kept_id: int, gone_id: int, actor: Actor) -> int:
    """Let `gone` go on in `kept`: one thread, one list row; messages, notes, cases and promises stay its own rows.

    Returns the merge's id, with which it is undone; merged already, that one's. Refused: desk.same_conversation,
    desk.other_customer (never the words of one person into another's thread), desk.merged_elsewhere.
    """
    with writing():
        kept, gone = both_locked(kept_id, gone_id)
        known = ConversationMerge.objects.filter(kept=kept, gone=gone, undone_at=None).first()
        if known is not None and gone.merged_into_id == kept.pk:
            return known.pk
        _require_mergeable(kept, gone)
        row = ConversationMerge.objects.create(
            kept=kept, gone=gone, at=now(), by_id=account_id_of(actor), was_state=gone.state
        )
        if gone.state == Conversation.SNOOZED:
            cancel(wake_key(gone))
        # What was merged into the gone one goes on in the kept one too; undoing hands it back.
        gone.merged_into_id, gone.state, gone.waiting_since = kept.pk, Conversation.CLOSED, None
        gone.save(update_fields=["merged_into", "state", "waiting_since"])
        if kept.state == Conversation.CLOSED and row.was_state != Conversation.CLOSED:
            kept.state, kept.closed_at = Conversation.OPEN, None
        kept.promise_due = min((due for due in (kept.promise_due, gone.promise_due) if due), default=None)
        look_again(kept)
        kept.save(update_fields=_STANDING)
        told = {"conversation_id": kept.pk, "customer_id": kept.customer_id, "gone": gone.pk}
        record(ConversationsMerged(**told), actor=actor)
    return row.pk


def undo_merge(*, merge_id: int, actor: Actor) -> None:
    """Part two merged conversations: each as it was, with what came since where it came. Undone twice is undone once."""
    with writing():
        row = ConversationMerge.objects.filter(pk=merge_id).first()
        if row is None:
            raise Refusal("core.not_found")
        kept, gone = both_locked(row.kept_id, row.gone_id)
        row = ConversationMerge.objects.select_for_update().get(pk=merge_id)
        if row.undone_at is not None or gone.merged_into_id != kept.pk:
            return
        gone.merged_into_id = None
        gone.state = row.was_state if row.was_state == Conversation.CLOSED else Conversation.OPEN
        gone.snoozed_until = None
        gone.save(update_fields=["merged_into", "state", "snoozed_until"])
        for one in (gone, kept):
            look_again(one)
            one.save(update_fields=["last_message", "last_at", "waiting_since"])
        _own_promises(kept, gone)
        ConversationMerge.objects.filter(pk=merge_id).update(undone_at=now())
        told = {"conversation_id": kept.pk, "customer_id": kept.customer_id, "gone": gone.pk}
        record(ConversationsUnmerged(**told), actor=actor)


def split(*, conversation_id: int, message_ids: Sequence[int], key: str, subject: str = "", actor: Actor) -> int:
    """Let some messages go on in a conversation of their own; return its id. The same `key` splits once.

    Refused: desk.nothing_to_split (none of it, or all of it, is chosen), desk.still_leaving (a reply not yet sent).
    """
    with writing():
        return once(key=key, kind="split", do=lambda: _split(conversation_id, set(message_ids), subject, actor))


def link(*, conversation_id: int, other_id: int, actor: Actor) -> None:
    """Two conversations belong together; twice is once. Refused: desk.same_conversation."""
    with writing():
        one, other = both_locked(*sorted((conversation_id, other_id)))
        if one.pk == other.pk:
            raise Refusal("desk.same_conversation")
        _row, made = ConversationLink.objects.get_or_create(
            one=one, other=other, defaults={"at": now(), "by_id": account_id_of(actor)}
        )
        if made:
            told = {"conversation_id": one.pk, "customer_id": one.customer_id, "other": other.pk}
            record(ConversationsLinked(**told), actor=actor)


def unlink(*, conversation_id: int, other_id: int, actor: Actor) -> None:
    """They do not belong together after all."""
    first, second = sorted((conversation_id, other_id))
    with writing():
        one = locked(first)
        pairs = ConversationLink.objects.filter(one_id__in=[first, second], other_id__in=[first, second])
        gone, _rows = pairs.delete()
        if gone:
            told = {"conversation_id": one.pk, "customer_id": one.customer_id, "other": second}
            record(ConversationsUnlinked(**told), actor=actor)


def _require_mergeable(kept: Conversation, gone: Conversation) -> None:
    if kept.pk == gone.pk:
        raise Refusal("desk.same_conversation")
    if kept.merged_into_id or gone.merged_into_id or Conversation.objects.filter(merged_into=gone).exists():
        raise Refusal("desk.merged_elsewhere")
    if root_of(customer_id=kept.customer_id) != root_of(customer_id=gone.customer_id):
        raise Refusal("desk.other_customer")


def _own_promises(*conversations: Conversation) -> None:
    for one in conversations:
        refresh_due(one.pk)


def _split(conversation_id: int, message_ids: set[int], subject: str, actor: Actor) -> int:
    old = locked(conversation_id)
    all_ids = Message.objects.filter(conversation=old).exclude(state=Message.UNDONE)
    chosen = list(all_ids.filter(pk__in=message_ids).select_for_update().order_by("at", "id"))
    if not chosen or len(chosen) != len(message_ids) or len(chosen) == all_ids.count():
        raise Refusal("desk.nothing_to_split")
    if any(message.state == Message.QUEUED for message in chosen):
        raise Refusal("desk.still_leaving")
    new = Conversation.objects.create(
        key=unguessable(),
        customer_id=old.customer_id,
        channel_id=old.channel_id,
        subject=subject.strip()[:200] or old.subject,
        owner_id=old.owner_id,
        team_id=old.team_id,
        site_id=old.site_id,
        opened_at=chosen[0].at,
        last_at=chosen[-1].at,
        split_from=old,
        reply_to=old.reply_to,
        writer_name=old.writer_name,
    )
    Message.objects.filter(pk__in=message_ids).update(conversation=new)
    for one in (new, old):
        look_again(one)
        one.save(update_fields=["last_message", "last_at", "waiting_since"])
    ConversationLink.objects.create(one=old, other=new, at=now(), by_id=account_id_of(actor))
    ids = {"customer_id": old.customer_id}
    opened = {"channel_id": new.channel_id, "team_id": new.team_id, "site_id": new.site_id, "linked_to": old.pk}
    record(ConversationOpened(conversation_id=new.pk, **ids, **opened), actor=actor)
    record(ConversationSplit(conversation_id=old.pk, **ids, into=new.pk, messages=len(chosen)), actor=actor)
    return new.pk
