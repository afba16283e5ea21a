"""Which conversation a new message belongs to.

A thread that the far side names wins: the customer's own page, the mail that is answered, a program's own name. Without
one, what a program brings soon after, about no other subject, is the same matter: the program vouches for who writes.
Anybody can type a stranger's number into a form or write a stranger's address into a mail, so what comes by them without
such a proof begins a conversation of its own, and the desk sees to which one it may belong. A subject alone never joins
anything, and nobody is ever joined to another person's thread.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

SAME_MATTER = timedelta(hours=72)
REOPENS = timedelta(days=7)
VOUCHED = frozenset({"api"})  # kinds of channels whose messages come from a program that knows its customer
_ANSWER = re.compile(r"^\s*(?:(?:re|fw|fwd|aw|sv|回复|答复|转发)\s*(?:\[\d+\])?\s*[:：]\s*)+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Known:
    """A conversation that the message may belong to. `same_person`: its customer is the one who writes now."""

    id: int
    state: str
    channel_kind: str
    subject: str
    last_at: datetime
    closed_at: datetime | None
    same_person: bool = True


@dataclass(frozen=True, slots=True)
class Belongs:
    """Where it goes: into `into` (opened again when `reopens`), or into a new one that is linked to `linked_to`."""

    into: int | None = None
    reopens: bool = False
    linked_to: int | None = None


def where(
    *,
    thread: Known | None,
    new_thread: bool,
    recent: Sequence[Known],
    channel_kind: str,
    subject: str,
    at: datetime,
    automatic: bool = False,
) -> Belongs:
    """Where a message goes. `thread` is what its thread names are known as, `new_thread` that it names a thread of its own.

    `recent` are the writer's conversations, newest first. An automatic mail (a bounce, an absence) reopens nothing.
    """
    if thread and thread.same_person:
        return _continue(thread, at, automatic)
    if thread:
        return Belongs(linked_to=thread.id)
    if new_thread:
        return Belongs()
    near = next((one for one in recent if _goes_on(one, channel_kind, subject, at)), None)
    if near is None:
        return Belongs()
    return Belongs(into=near.id) if channel_kind in VOUCHED else Belongs(linked_to=near.id)


def bare_subject(subject: str) -> str:
    """A subject without the Re:, 回复： and Fwd: before it, for comparing."""
    return " ".join(_ANSWER.sub("", subject).split()).casefold()


def _continue(thread: Known, at: datetime, automatic: bool) -> Belongs:
    if thread.state != "closed" or automatic:
        return Belongs(into=thread.id)
    if may_reopen(closed_at=thread.closed_at, at=at):
        return Belongs(into=thread.id, reopens=True)
    return Belongs(linked_to=thread.id)


def may_reopen(*, closed_at: datetime | None, at: datetime) -> bool:
    """Whether a closed matter is still the same matter when the customer writes again."""
    return closed_at is None or at - closed_at <= REOPENS


def _goes_on(one: Known, channel_kind: str, subject: str, at: datetime) -> bool:
    if one.state == "closed" or one.channel_kind != channel_kind or not one.same_person:
        return False
    here, there = bare_subject(subject), bare_subject(one.subject)
    return abs(at - one.last_at) < SAME_MATTER and (not here or not there or here == there)
