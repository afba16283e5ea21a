"""A customer's message comes in: once, into the right conversation, to somebody, findable, all in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from huitou.channels.api import ChannelRow, channel, receive_once, tie
from huitou.core.api import SYSTEM, Actor, Refusal, now, record, search, writing
from huitou.customers.api import check_handle, family, find_or_make, known_at
from huitou.desk.cases.actions.opening import open_case as open_a_case
from huitou.desk.conversations.actions import swift
from huitou.desk.conversations.actions.assigning import assign_by_rules
from huitou.desk.conversations.actions.common import hold, moment_in, newest, stored_key
from huitou.desk.conversations.actions.files import Judged, attach, judge
from huitou.desk.conversations.actions.later import hold_back
from huitou.desk.conversations.actions.placing import Names, place
from huitou.desk.conversations.given import IncomingFile, NewCase, Received
from huitou.desk.conversations.rules.finding import findable
from huitou.desk.conversations.rules.sending import LONGEST_INBOUND, check_text, clean
from huitou.desk.facts import MessageReceived
from huitou.desk.models import Case, Conversation, Message

AUTOMATIC = "automatic"  # the reason kept with a bounce or an absence note: nobody waits for an answer to it


def receive(
    *,
    channel_id: int,
    key: str,
    text: str,
    handles: Sequence[tuple[str, str]] = (),
    customer_id: int | None = None,
    name: str = "",
    language: str = "",
    html: str = "",
    subject: str = "",
    at: datetime | None = None,
    files: Sequence[IncomingFile] = (),
    thread_key: str | None = None,
    refers_to: Sequence[str] = (),
    known_as: str = "",
    conversation_key: str | None = None,
    site_id: int | None = None,
    source: bytes | None = None,
    open_case: NewCase | None = None,
    automatic: bool = False,
    lenient: bool = False,
    actor: Actor | None = None,
) -> Received:
    """Take in one message of a customer; the same `key` by the same channel again gives the same result.

    Who: `customer_id`, or `handles` ((kind, raw) pairs) with `name`, or whoever the conversation of `conversation_key`
    is with. Where: `conversation_key` (the customer's own page), `thread_key` (the far side's name of a thread; an
    unknown one begins a conversation), `refers_to` (Message-IDs answered, best first); else the customer's open
    conversation that a program brought, younger than 72 h, about no other subject; else a new one, linked to an open
    one of the same kind that it may belong to: a form or a mail proves nothing by naming a number. `known_as` names this message for later answers. `html` is sanitised already. `at`: when it was written (imports), else now.
    `automatic`: a bounce or absence note, which reopens nothing and for which nobody waits. `lenient`: for imports,
    files that may not be kept and unreadable addresses are left out instead of refusing the message, texts are cut.
    Refusals: desk.empty_text, desk.text_too_long, channels.unknown, attachments.*, desk.no_conversation.
    """
    whole = clean(text)[:LONGEST_INBOUND] if lenient else check_text(text, files=len(files), longest=LONGEST_INBOUND)
    names = Names(thread_key=thread_key, refers_to=refers_to, known_as=known_as, conversation_key=conversation_key)
    with writing():
        way = _way(channel_id)
        stored = stored_key(f"in:{channel_id}", key)
        inbound_id = receive_once(channel_id=channel_id, key=key, received_at=now(), source=source)
        if inbound_id is None:
            return _again(stored)
        usable = [one for one in handles if not lenient or _usable(one)]
        people = family(customer_id=_who(customer_id, usable, name, language, conversation_key, actor))
        word = _Word(
            way=way,
            people=people,
            actor=actor or Actor.customer(people[0]),
            stored=stored,
            text=whole,
            html=clean(html),
            subject=clean(subject).strip()[:200],
            at=at or now(),
            dated=at is not None,
            automatic=automatic,
            judged=judge(files, lenient=lenient),
            reply_to=_reply_to(way, usable),
            writer_name=clean(name).strip()[:80],
        )
        received = _take_in(word, names, site_id, open_case)
        tie(inbound_id=inbound_id, message_id=received.message_id)
    return received


@dataclass(frozen=True)
class _Word:
    """A message that may be kept: who says what, when, by which way."""

    way: ChannelRow
    people: tuple[int, ...]  # the records of who writes, the one kept first
    actor: Actor
    stored: str
    text: str
    html: str
    subject: str
    at: datetime
    dated: bool  # `at` was told by who brought it
    automatic: bool
    judged: Judged
    reply_to: str
    writer_name: str


def _take_in(word: _Word, names: Names, site_id: int | None, new_case: NewCase | None) -> Received:
    """Place it, write it, open its case, give it to somebody (in the caller's transaction)."""
    hold(f"desk.customer:{word.people[0]}")  # two first messages of one person at once are one conversation
    conversation, new, fresh = place(
        way=word.way,
        people=word.people,
        subject=word.subject,
        writer_name=word.writer_name,
        site_id=site_id,
        names=names,
        at=word.at,
        automatic=word.automatic,
        actor=word.actor,
    )
    if not word.dated:
        word = replace(word, at=moment_in(conversation))
    message = _write(conversation, word)
    _stand(conversation, message, word)
    if not new and not word.automatic:
        hold_back(conversation)
    if new:
        _index_subject(conversation)
        if conversation.site_id is not None:
            known_at(customer_id=word.people[0], site_id=conversation.site_id)
    case_id = _case(conversation, new_case, word.actor)
    if fresh and conversation.owner_id is None:  # what waits in a queue already is tried by its own timers
        assign_by_rules(conversation)
    return Received(
        conversation_id=conversation.pk,
        conversation_key=conversation.key,
        message_id=message.pk,
        customer_id=conversation.customer_id,
        case_id=case_id,
        new=new,
        duplicate=False,
    )


def _way(channel_id: int) -> ChannelRow:
    way = channel(id=channel_id)
    if way is None or not way.active:
        raise Refusal("channels.unknown")
    return way


def _who(
    customer_id: int | None,
    handles: Sequence[tuple[str, str]],
    name: str,
    language: str,
    conversation_key: str | None,
    actor: Actor | None,
) -> int:
    if customer_id is not None:
        return customer_id
    if conversation_key:
        found = Conversation.objects.filter(key=conversation_key).values_list("customer_id", flat=True).first()
        if found is None:
            raise Refusal("desk.no_conversation")
        return found
    return find_or_make(handles=handles, name=name, language=language or "zh-hans", actor=actor or SYSTEM)


def _usable(handle: tuple[str, str]) -> bool:
    kind, raw = handle
    try:
        check_handle(kind=kind, raw=raw)
    except Refusal:
        return False
    return True


def _again(stored: str) -> Received:
    message = Message.objects.select_related("conversation").filter(key=stored).first()
    if message is None:
        raise Refusal("desk.key_used")
    conversation = message.conversation
    case_id = Case.objects.filter(conversation=conversation, opened_at__gte=message.at).order_by("id").first()
    return Received(
        conversation_id=conversation.pk,
        conversation_key=conversation.key,
        message_id=message.pk,
        customer_id=conversation.customer_id,
        case_id=case_id.pk if case_id else None,
        new=False,
        duplicate=True,
    )


def _write(conversation: Conversation, word: _Word) -> Message:
    message = swift.insert(
        Message(
            conversation_id=conversation.pk,
            direction=Message.IN,
            text=word.text,
            html=word.html,
            at=word.at,
            key=word.stored,
            state=Message.SENT,
            reason=AUTOMATIC if word.automatic else "",
        )
    )
    attach(message, word.judged)
    search.index(kind="message", ref_id=message.pk, text=findable(word.text, word.html), at=word.at)
    record(
        MessageReceived(
            conversation_id=conversation.pk,
            customer_id=conversation.customer_id,
            message_id=message.pk,
            channel_id=word.way.id,
            files=len(word.judged.kept),
            automatic=word.automatic,
        ),
        actor=word.actor,
    )
    return message


def _stand(conversation: Conversation, message: Message, word: _Word) -> None:
    newest(conversation, message)
    if not word.automatic and conversation.state != Conversation.CLOSED:
        conversation.waiting_since = conversation.waiting_since or word.at
    conversation.reply_to = word.reply_to or conversation.reply_to
    swift.update(conversation, "last_message", "last_at", "waiting_since", "reply_to")


def _reply_to(way: ChannelRow, handles: Sequence[tuple[str, str]]) -> str:
    """Where an answer goes: the address just written from, so that it never goes to somebody else's."""
    wanted = "mail" if way.kind.startswith("email") else None
    return next((raw[:200] for kind, raw in handles if wanted in {None, kind}), "")


def _index_subject(conversation: Conversation) -> None:
    if conversation.subject:
        search.index(kind="conversation", ref_id=conversation.pk, text=conversation.subject, at=conversation.opened_at)


def _case(conversation: Conversation, new: NewCase | None, actor: Actor) -> int | None:
    if new is None:
        return None
    case_id = open_a_case(
        conversation_id=conversation.pk,
        kind=new.kind,
        severity=new.severity,
        touchpoint_id=new.touchpoint_id,
        site_id=new.site_id or conversation.site_id,
        summary=new.summary,
        by_customer=True,
        actor=actor,
    )
    conversation.refresh_from_db(fields=["kind", "severity"])  # the rules of assignment ask for the kind
    return case_id
