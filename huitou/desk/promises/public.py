"""表: what a customer sees of the promises made to them. Nothing of the back stage is read here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from huitou.core.api import now
from huitou.desk.models import Escalation, Message, Promise, PromiseState
from huitou.desk.promises import words
from huitou.desk.promises.rules.states import is_late


@dataclass(frozen=True)
class PublicStep:
    """A step of a promise's history. `kind`: made, late, handed_over, kept, kept_late, broken, renegotiated, released,
    you_said_kept, you_said_not_kept. `by_name` is who has it from then on, or who recorded it; `word` the customer's own."""

    at: datetime
    kind: str
    by_name: str = ""
    word: str = ""


@dataclass(frozen=True)
class PublicPromise:
    """One promise as the customer sees it. `state`: open, late, kept, kept_late, broken, renegotiated, released.

    `you_said`: True kept, False not kept, None nothing yet. `earlier_due`: the due times it was renegotiated from.
    `may_say_kept`, `may_say_not_kept`, `may_release`: what the page offers.
    """

    id: int
    conversation_key: str
    content: str
    due_at: datetime
    by_name: str
    made_at: datetime
    state: str
    state_text: str
    ended_at: datetime | None
    you_said: bool | None
    may_say_kept: bool
    may_say_not_kept: bool
    may_release: bool  # an open one: they may say that they no longer need it
    history: tuple[PublicStep, ...]
    earlier_due: tuple[datetime, ...] = ()


def public_promises(*, customer_ids: Sequence[int], at: datetime | None = None) -> tuple[PublicPromise, ...]:
    """The promises of a customer (all ids of their family), open ones first by due time, then the ended, newest first.

    Promises whose reply has not left yet, and those taken back with it, are not shown. Four queries.
    """
    moment = at or now()
    rows = list(
        Promise.objects.filter(customer_id__in=list(customer_ids))
        .exclude(state=Promise.TAKEN_BACK)
        .exclude(message__state__in=(Message.QUEUED, Message.UNDONE))
        .select_related("owner", "conversation")
        .order_by("due_at", "pk")
    )
    states, handed = _states(rows), _handed(rows)
    replaced = {row.pk: row for row in rows}
    shown = [_public(row, states[row.pk], handed[row.pk], replaced, moment) for row in rows]
    waiting = [promise for promise in shown if promise.ended_at is None]
    ended = [promise for promise in shown if promise.ended_at is not None]
    return tuple(waiting + sorted(ended, key=lambda promise: promise.due_at, reverse=True))


def _public(
    row: Promise,
    states: list[PromiseState],
    handed: list[Escalation],
    known: dict[int, Promise],
    moment: datetime,
) -> PublicPromise:
    late = row.state == Promise.OPEN and is_late(row.due_at, moment)
    state = "late" if late else row.state
    you_said = _you_said(states)
    over = row.state in (Promise.RENEGOTIATED, Promise.RELEASED)
    return PublicPromise(
        id=row.pk,
        conversation_key=row.conversation.key,
        content=row.text,
        due_at=row.due_at,
        by_name=row.owner.name,
        made_at=row.made_at,
        state=state,
        state_text=str(words.STATES[state]),
        ended_at=row.ended_at,
        you_said=you_said,
        may_say_kept=not over and you_said is not True,
        may_say_not_kept=not over and you_said is not False and (late or row.state != Promise.OPEN),
        may_release=row.state == Promise.OPEN,
        history=_history(row, states, handed),
        earlier_due=_earlier(row, known),
    )


def _history(row: Promise, states: list[PromiseState], handed: list[Escalation]) -> tuple[PublicStep, ...]:
    steps = [PublicStep(row.due_at, "late")] if row.late_at is not None else []
    for state in states:
        if state.customer_said:
            kind = "you_said_not_kept" if state.state == Promise.BROKEN else "you_said_kept"
            kind = "released" if state.state == Promise.RELEASED else kind
            steps.append(PublicStep(state.at, kind, word=state.word))
        else:
            # The words of colleagues stay back stage, also those that tell what the customer had agreed to.
            kind = "made" if state.state == Promise.OPEN else state.state
            steps.append(PublicStep(state.at, kind, by_name=state.by.name if state.by else ""))
    steps += [PublicStep(step.at, "handed_over", by_name=step.to.name) for step in handed]
    return tuple(sorted(steps, key=lambda step: step.at))


def _you_said(states: list[PromiseState]) -> bool | None:
    said = [state.state for state in states if state.customer_said and state.state != Promise.RELEASED]
    return said[-1] != Promise.BROKEN if said else None


def _earlier(row: Promise, known: dict[int, Promise]) -> tuple[datetime, ...]:
    earlier: list[datetime] = []
    while row.replaces_id is not None and row.replaces_id in known:
        row = known[row.replaces_id]
        earlier.append(row.due_at)
    return tuple(reversed(earlier))


def _states(rows: list[Promise]) -> dict[int, list[PromiseState]]:
    found: dict[int, list[PromiseState]] = defaultdict(list)
    for state in PromiseState.objects.filter(promise__in=rows).select_related("by").order_by("pk"):
        found[state.promise_id].append(state)
    return found


def _handed(rows: list[Promise]) -> dict[int, list[Escalation]]:
    found: dict[int, list[Escalation]] = defaultdict(list)
    for step in Escalation.objects.filter(promise__in=rows).select_related("to").order_by("position"):
        found[step.promise_id].append(step)
    return found
