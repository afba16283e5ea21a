"""Which conversation a new message goes into: found or made, opened again, woken, linked."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from huitou.channels.api import ChannelRow, channels
from huitou.core.api import Actor, cancel, record
from huitou.desk.conversations.actions.common import locked
from huitou.desk.conversations.actions.files import unguessable
from huitou.desk.conversations.reads.sql import aware, marks, maybe, rows
from huitou.desk.conversations.rules.assigning import TeamKnown, team_for
from huitou.desk.conversations.rules.belonging import SAME_MATTER, Belongs, Known, where
from huitou.desk.facts import ConversationOpened, ConversationReopened, ConversationWoken
from huitou.desk.models import Conversation, ConversationLink, ThreadKey
from huitou.roster.api import teams

_KNOWN = ("pk", "state", "channel_id", "subject", "last_at", "closed_at", "customer_id")
MOST_RECENT = 10


@dataclass(frozen=True, kw_only=True)
class Names:
    """By what a message says where it belongs: a thread of its far side, mails it answers, its own name, our key."""

    thread_key: str | None = None
    refers_to: Sequence[str] = ()
    known_as: str = ""
    conversation_key: str | None = None


def place(
    *,
    way: ChannelRow,
    people: Sequence[int],
    subject: str,
    writer_name: str,
    site_id: int | None,
    names: Names,
    at: datetime,
    automatic: bool,
    actor: Actor,
) -> tuple[Conversation, bool, bool]:
    """The conversation, locked; whether it is new; whether it came onto the desk just now. In the caller's transaction.

    `people` are the records of who writes, the one kept first.
    """
    known_names = _known_names(way.kind, names)
    belongs = _where(way, people, subject, names, known_names, at, automatic)
    if belongs.into is not None:
        conversation = locked(belongs.into)
        fresh = _awake(conversation, reopens=belongs.reopens, automatic=automatic, actor=actor)
    else:
        fresh = True
        conversation = _new(way, people[0], (subject, writer_name), site_id, at, belongs.linked_to, actor)
    _remember(way.kind, conversation, names, known_names)
    return conversation, belongs.into is None, fresh


def _where(
    way: ChannelRow,
    people: Sequence[int],
    subject: str,
    names: Names,
    known_names: Mapping[str, int],
    at: datetime,
    automatic: bool,
) -> Belongs:
    thread = _thread(way.kind, names, known_names, people)
    recent = [] if thread or names.thread_key is not None else _recent(people, at)
    kinds = {one.id: one.kind for one in channels()} if recent else {}

    def known(row: tuple) -> Known:
        pk, state, channel_id, title, last_at, closed_at, owner = row
        return Known(pk, state, kinds.get(channel_id, ""), title, last_at, closed_at, same_person=owner in people)

    return where(
        thread=known(thread) if thread else None,
        new_thread=names.thread_key is not None,
        recent=[known(row) for row in recent],
        channel_kind=way.kind,
        subject=subject,
        at=at,
        automatic=automatic,
    )


def _recent(people: Sequence[int], at: datetime) -> list[tuple]:
    found = Conversation.objects.filter(customer_id__in=people, last_at__gt=at - SAME_MATTER, merged_into=None)
    return list(found.exclude(state=Conversation.CLOSED).order_by("-last_at").values_list(*_KNOWN)[:MOST_RECENT])


def _known_names(kind: str, names: Names) -> dict[str, int]:
    """The names that are known already: digest to conversation."""
    said = [name for name in (names.thread_key, names.known_as, *names.refers_to) if name]
    if not said:
        return {}
    digests = [digest(kind, name) for name in said]
    return dict(rows(f"SELECT digest, conversation_id FROM desk_threadkey WHERE digest IN ({marks(digests)})", digests))


def _thread(kind: str, names: Names, known_names: Mapping[str, int], people: Sequence[int]) -> tuple | None:
    """The conversation that the names are known for; of several, one of the same person, then the best name."""
    if names.conversation_key:
        return _kept(next(iter(_conversations("key", [names.conversation_key])), None))
    digests = [digest(kind, name) for name in (names.thread_key, *names.refers_to) if name]
    ids = [known_names[one] for one in digests if one in known_names]
    if not ids:
        return None
    known = {row[0]: row for row in _conversations("id", ids)}
    in_order = [_kept(known[pk]) for pk in ids]
    return next((row for row in in_order if row and row[6] in people), in_order[0])


def _kept(row: tuple | None) -> tuple | None:
    while row and row[-1]:
        row = next(iter(_conversations("id", [row[-1]])), None)
    return row[:-1] if row else None


def _conversations(column: str, values: list[Any]) -> list[tuple]:
    found = rows(
        "SELECT id, state, channel_id, subject, last_at, closed_at, customer_id, merged_into_id "
        f"FROM desk_conversation WHERE {column} IN ({marks(values)})",
        values,
    )
    return [(*row[:4], aware(row[4]), maybe(row[5]), *row[6:]) for row in found]


def _awake(conversation: Conversation, *, reopens: bool, automatic: bool, actor: Actor) -> bool:
    told = {"conversation_id": conversation.pk, "customer_id": conversation.customer_id, "reason": "customer_wrote"}
    if reopens:
        conversation.state, conversation.closed_at = Conversation.OPEN, None
        conversation.save(update_fields=["state", "closed_at"])
        record(ConversationReopened(**told), actor=actor)
    elif conversation.state == Conversation.SNOOZED and not automatic:
        cancel(wake_key(conversation))
        conversation.state, conversation.snoozed_until = Conversation.OPEN, None
        conversation.save(update_fields=["state", "snoozed_until"])
        record(ConversationWoken(**told), actor=actor)
    else:
        return False
    return True


def wake_key(conversation: Conversation) -> str:
    """The key of the job that wakes it: one per sleep."""
    return f"conversation:{conversation.pk}:wake:{conversation.snoozed_until}"


def _new(
    way: ChannelRow,
    customer_id: int,
    words: tuple[str, str],
    site_id: int | None,
    at: datetime,
    linked_to: int | None,
    actor: Actor,
) -> Conversation:
    site_id = site_id or way.site_id
    known = () if way.team_id else tuple(TeamKnown(team.id, team.site_id) for team in teams())
    conversation = Conversation.objects.create(
        key=unguessable(),
        customer_id=customer_id,
        channel_id=way.id,
        subject=words[0],
        writer_name=words[1],
        site_id=site_id,
        team_id=team_for(channel_team=way.team_id, site_id=site_id, teams=known),
        opened_at=at,
        last_at=at,
    )
    if linked_to is not None:
        ConversationLink.objects.create(one_id=linked_to, other_id=conversation.pk, at=at)
    record(
        ConversationOpened(
            conversation_id=conversation.pk,
            customer_id=customer_id,
            channel_id=way.id,
            team_id=conversation.team_id,
            site_id=site_id,
            linked_to=linked_to,
        ),
        actor=actor,
    )
    return conversation


def _remember(kind: str, conversation: Conversation, names: Names, known_names: Mapping[str, int]) -> None:
    """The names by which the thread goes on. A name that is taken stays where it was: nobody takes over a thread."""
    said = {digest(kind, name) for name in (names.thread_key, names.known_as) if name} - set(known_names)
    if said:
        made = [ThreadKey(digest=one, conversation=conversation) for one in said]
        ThreadKey.objects.bulk_create(made, ignore_conflicts=True)


def digest(kind: str, name: str) -> str:
    """The name of a thread as it is kept."""
    return hashlib.sha256(f"{kind}:{name}".encode("utf-8", "replace")).hexdigest()
