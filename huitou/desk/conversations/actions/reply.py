"""Answering the customer: written, held back for the undo window, released, taken back, tried again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from huitou.core.api import SYSTEM, Actor, Refusal, account, enqueue, now, record, search, setting, writing, zone
from huitou.customers.api import customer
from huitou.desk.conversations.actions import swift
from huitou.desk.conversations.actions.assigning import owned_by_writer
from huitou.desk.conversations.actions.common import account_id_of, locked, moment_in, newest, stored_key, whole_ids
from huitou.desk.conversations.actions.files import Judged, attach, judge
from huitou.desk.conversations.actions.sent import answered, ids, job_key
from huitou.desk.conversations.given import IncomingFile, Sent
from huitou.desk.conversations.reads.sql import marks, rows
from huitou.desk.conversations.rules import placeholders
from huitou.desk.conversations.rules.sending import (
    LATER,
    Answer,
    check_later,
    check_text,
    clean,
    colleague_answered,
    release_at,
)
from huitou.desk.facts import ReplyQueued
from huitou.desk.models import Conversation, Message, MessageFile, Promise
from huitou.desk.promises.actions.making import make as make_promise
from huitou.desk.promises.actions.saying import require_recorded, tell_waved
from huitou.desk.promises.checks import NewPromise
from huitou.roster.api import sites

REPLY = "reply"


def reply(
    *,
    conversation_id: int,
    text: str,
    key: str,
    actor: Actor,
    files: Sequence[IncomingFile] = (),
    kept_files: Sequence[str] = (),
    seen_message_id: int | None = None,
    promises: Sequence[NewPromise] = (),
    waved: Sequence[str] = (),
    despite: Sequence[str] = (),
    author_id: int | None = None,
    send_at: datetime | None = None,
) -> Sent:
    """Write a reply to the customer; it leaves after the undo window (`desk.undo_seconds`). The same `key` writes once.

    `send_at`: it is put off until then, and held back when the customer writes meanwhile.

    `seen_message_id`: the newest message when the writing began (0: none); a colleague's newer reply refuses this one.
    `kept_files`: keys of files of a reply that was taken back. `promises`: made with it, all or none, taken back with it.
    The text is read: a promise with a fixed time in it that is neither among them nor in `waved` (its phrase of time)
    is asked about once: desk.promise_unrecorded (soft: `despite` names what was seen and is gone on with).
    `author_id`: for whom a program writes. Places such as {称呼} are filled; one that cannot be filled is refused.
    Refusals: desk.colleague_answered (name, message_id), desk.empty_text, desk.text_too_long, desk.key_used,
    desk.placeholder_unknown, desk.placeholder_empty, desk.send_at_wrong, desk.promise_before_sending, attachments.*, desk.no_conversation, and those of promises.
    """
    author = author_id if author_id is not None else account_id_of(actor)
    if author is None:
        raise Refusal("desk.needs_account")
    stored = stored_key("out", key)
    with writing():
        conversation = locked(conversation_id)
        known = rows("SELECT id FROM desk_message WHERE key = %s", [stored])
        if known:
            return _again(Message.objects.get(pk=known[0][0]), conversation, author)
        _require_no_collision(conversation, author, seen_message_id)
        whole = check_text(text, files=len(files) + len(kept_files))
        whole = _filled(whole, conversation, author, promises)
        said = require_recorded(text=whole, conversation=conversation, promises=promises, waved=waved, despite=despite)
        judged = judge(files)
        if send_at is not None:
            check_later(send_at=send_at, at=now(), due_at=[new.due_at for new in promises])
        message = _queue(conversation, whole, stored, author, send_at)
        attach(message, Judged((*_kept(kept_files, conversation, author), *judged.kept)))
        rows(
            "DELETE FROM desk_draft WHERE conversation_id = %s AND account_id = %s AND kind = %s RETURNING id",
            [conversation.pk, author, REPLY],
        )
        owned_by_writer(conversation, author, actor)
        record(ReplyQueued(**ids(message, conversation), release_at=_leaves(message)), actor=actor)
        tell_waved(found=said, conversation=conversation, message_id=message.pk, actor=Actor.account(author))
        made = tuple(
            make_promise(
                conversation_id=conversation.pk,
                new=new,
                key=stored if number == 0 else f"promise{number}:{message.pk}",
                actor=Actor.account(author),
                message_id=message.pk,
            )
            for number, new in enumerate(promises)
        )
    return Sent(message_id=message.pk, release_at=message.release_at, promise_ids=made)


def record_reply(
    *, conversation_id: int, text: str, key: str, at: datetime, author_id: int | None = None, html: str = ""
) -> int:
    """An answer that left elsewhere before (imports): it stands in the thread as sent; nothing leaves. Returns its id."""
    stored = stored_key("past", key)
    with writing():
        conversation = locked(conversation_id)
        known = Message.objects.filter(key=stored).values_list("pk", flat=True).first()
        if known is not None:
            return known
        message = Message.objects.create(
            conversation=conversation,
            direction=Message.OUT,
            author_id=author_id,
            text=clean(text),
            html=html,
            at=at,
            key=stored,
            state=Message.SENT,
        )
        search.index(kind="message", ref_id=message.pk, text=message.text, at=at)
        newest(conversation, message)
        conversation.save(update_fields=["last_message", "last_at"])
        answered(message, conversation, Actor.account(author_id) if author_id else SYSTEM)
    return message.pk


def values_for(
    *, conversation: Conversation, account_id: int | None, promised_at: datetime | None = None
) -> Mapping[str, str]:
    """What the places of a canned reply stand for in this conversation, for this writer."""
    who = customer(customer_id=conversation.customer_id)
    me = account(account_id) if account_id else None
    site = next((one.name for one in sites() if one.id == conversation.site_id), "")
    return {
        placeholders.ADDRESS: who.address if who else "",
        placeholders.CUSTOMER: who.name if who else "",
        placeholders.ME: me.name if me else "",
        placeholders.SITE: site,
        placeholders.PROMISED: placeholders.promised_time(promised_at, zone()) if promised_at else "",
    }


def _again(known: Message, conversation: Conversation, author: int) -> Sent:
    if known.conversation_id not in whole_ids(conversation.pk) or known.author_id != author:
        raise Refusal("desk.key_used")
    made = Promise.objects.filter(message_id=known.pk).order_by("id").values_list("pk", flat=True)
    return Sent(message_id=known.pk, release_at=known.release_at, promise_ids=tuple(made))


def _require_no_collision(conversation: Conversation, author: int, seen: int | None) -> None:
    if seen is None:
        return
    ids = whole_ids(conversation.pk)
    found_rows = rows(
        f"SELECT id, author_id FROM desk_message WHERE conversation_id IN ({marks(ids)}) AND direction = 'out' "
        "AND state IN ('queued', 'sent') AND id > %s",
        [*ids, seen],
    )
    answers = [Answer(*row) for row in found_rows]
    found = colleague_answered(answers=answers, seen_message_id=seen, author_id=author)
    if found:
        who = account(found.author_id) if found.author_id else None
        raise Refusal("desk.colleague_answered", name=who.name if who else "", message_id=found.message_id)


def _filled(text: str, conversation: Conversation, author: int, promises: Sequence[NewPromise]) -> str:
    if not placeholders.places(text):
        return text
    due_at = min((new.due_at for new in promises), default=conversation.promise_due)
    values = values_for(conversation=conversation, account_id=author, promised_at=due_at)
    return placeholders.check_filled(placeholders.fill(text, dict(values)))


def _queue(conversation: Conversation, text: str, stored: str, author: int, send_at: datetime | None) -> Message:
    moment = moment_in(conversation)
    message = swift.insert(
        Message(
            conversation_id=conversation.pk,
            direction=Message.OUT,
            author_id=author,
            text=text,
            at=moment,
            key=stored,
            state=Message.QUEUED,
            release_at=send_at or release_at(at=now(), undo_seconds=setting("desk.undo_seconds")),
            reason=LATER if send_at is not None else "",
        )
    )
    search.index(kind="message", ref_id=message.pk, text=text, at=moment)
    newest(conversation, message)
    swift.update(conversation, "last_message", "last_at")
    enqueue("desk.release_reply", {"message_id": message.pk}, run_at=_leaves(message), key=job_key(message))
    return message


def _leaves(message: Message) -> datetime:
    return message.release_at or message.at


def _kept(keys: Sequence[str], conversation: Conversation, author: int) -> tuple[tuple[int, str], ...]:
    """Files of a reply that its author took back in this conversation; of no other message."""
    if not keys:
        return ()
    kept = MessageFile.objects.filter(
        key__in=keys,
        message__conversation_id__in=whole_ids(conversation.pk),
        message__state=Message.UNDONE,
        message__author_id=author,
    )
    return tuple(kept.order_by("id").values_list("blob_id", "filename"))
