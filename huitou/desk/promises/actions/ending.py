"""What becomes of a promise: kept, broken, released, and what the customer says of it."""

from __future__ import annotations

from datetime import datetime

from huitou.core.api import Actor, Refusal, now, record, writing
from huitou.desk.cases.actions.rows import open_again, open_conversation
from huitou.desk.models import Case, Message, Promise, PromiseState
from huitou.desk.promises.actions.lateness import hand_over
from huitou.desk.promises.actions.rows import end_jobs, ids, locked, refresh_due, require_word, write_state
from huitou.desk.promises.facts import PromiseBroken, PromiseKept, PromiseReleased
from huitou.desk.promises.rules.states import after_customer, kept_state, require_step

NOT_KEPT = "promise_not_kept"


def keep(*, promise_id: int, actor: Actor, word: str = "", message_id: int | None = None) -> str:
    """Record that the promise was kept; return `kept` or `kept_late`.

    With `message_id` it was kept by that reply, at the time it was sent: a reply at 14:50 keeps a promise due at 15:00
    also when somebody presses the key at 15:05. Raises Refusal("desk.promise_ended"), ("desk.message_keeps_nothing").
    """
    with writing():
        promise = locked(promise_id)
        kept_at = _sent_at(promise, message_id) if message_id else now()
        state = kept_state(promise.due_at, kept_at)
        require_step(promise.state, state)
        _end(promise, state, actor=actor, word=word, ended_at=kept_at)
        late = state == Promise.KEPT_LATE
        record(PromiseKept(**ids(promise), owner_id=promise.owner_id, late=late, customer_said=False), actor=actor)
        return state


def admit_broken(*, promise_id: int, word: str, actor: Actor) -> None:
    """We say ourselves that it was not and will not be kept; `word` says why. Raises Refusal("desk.word_needed")."""
    with writing():
        promise = locked(promise_id)
        require_step(promise.state, Promise.BROKEN)
        _end(promise, Promise.BROKEN, actor=actor, word=require_word(word))
        record(PromiseBroken(**ids(promise), owner_id=promise.owner_id, customer_said=False), actor=actor)


def release(*, promise_id: int, word: str, actor: Actor) -> None:
    """The customer no longer needs it. By the customer, or by us with the customer's word.

    Raises Refusal("desk.word_needed") when we have no word of theirs, ("desk.promise_ended").
    """
    with writing():
        promise = locked(promise_id)
        said = word if actor.kind == "customer" else require_word(word)
        require_step(promise.state, Promise.RELEASED)
        _end(promise, Promise.RELEASED, actor=actor, word=said)
        record(PromiseReleased(**ids(promise), customer_said=actor.kind == "customer"), actor=actor)


def customer_says(*, promise_id: int, kept: bool, word: str = "") -> str:
    """The customer said "kept" or "not kept" on their page; return the state after it.

    Their word goes before ours: "not kept" against our "kept" makes it broken, both rows stay, the matter is opened
    again and the duty handed to the next person. Saying the same again changes nothing. Raises
    Refusal("desk.promise_not_due") for "not kept" before it is due, ("desk.promise_gone") for one that was
    renegotiated, released or taken back.
    """
    with writing():
        promise = locked(promise_id)
        if promise.state in (Promise.RENEGOTIATED, Promise.RELEASED, Promise.TAKEN_BACK):
            raise Refusal("desk.promise_gone")
        actor, moment = Actor.customer(promise.customer_id), now()
        state = after_customer(
            state=promise.state, kept=kept, due_at=promise.due_at, ended_at=promise.ended_at, at=moment
        )
        if state is None:
            _confirm(promise, actor, word, moment)
            return promise.state
        _end(promise, state, actor=actor, word=word)
        if kept:
            happened = PromiseKept(
                **ids(promise), owner_id=promise.owner_id, late=state == Promise.KEPT_LATE, customer_said=True
            )
            record(happened, actor=actor)
        else:
            _not_kept(promise, actor)
        return state


def _not_kept(promise: Promise, actor: Actor) -> None:
    record(PromiseBroken(**ids(promise), owner_id=promise.owner_id, customer_said=True), actor=actor)
    open_conversation(promise.conversation_id, reason=NOT_KEPT, actor=actor)
    case = Case.objects.select_for_update().filter(pk=promise.case_id).first() if promise.case_id else None
    if case is not None:
        open_again(case, reason=NOT_KEPT, actor=actor)
    hand_over([promise])


def _confirm(promise: Promise, actor: Actor, word: str, moment: datetime) -> None:
    """Their "kept" to our "kept" is worth a row, once."""
    last = PromiseState.objects.filter(promise=promise).order_by("-id").first()
    if last is not None and not last.customer_said and promise.state != Promise.BROKEN:
        PromiseState.objects.create(
            promise=promise, state=promise.state, at=moment, customer_said=True, word=word.strip()[:300]
        )


def _end(promise: Promise, state: str, *, actor: Actor, word: str, ended_at: datetime | None = None) -> None:
    end_jobs(promise)
    write_state(promise, state, at=now(), actor=actor, word=word, ended_at=ended_at)
    refresh_due(promise.conversation_id)


def _sent_at(promise: Promise, message_id: int) -> datetime:
    sent = Message.objects.filter(
        pk=message_id,
        conversation_id=promise.conversation_id,
        direction=Message.OUT,
        state__in=[Message.QUEUED, Message.SENT],
        at__gt=promise.made_at,
    )
    at = sent.values_list("at", flat=True).first()
    if at is None:
        raise Refusal("desk.message_keeps_nothing")
    return at
