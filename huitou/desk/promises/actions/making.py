"""Making a promise, taking one back with its undone reply, renegotiating one with the customer's word."""

from __future__ import annotations

from datetime import datetime

from huitou.core.api import SYSTEM, Actor, Refusal, now, record, writing
from huitou.desk.models import Case, Conversation, Promise
from huitou.desk.promises.actions.rows import (
    end_jobs,
    ids,
    locked,
    locked_conversation,
    plan_jobs,
    refresh_due,
    require_word,
    write_state,
)
from huitou.desk.promises.checks import NewPromise, check_for
from huitou.desk.promises.facts import PromiseMade, PromiseRenegotiated, PromiseTakenBack
from huitou.desk.promises.rules.objections import Objection
from huitou.desk.promises.rules.states import require_step


def make(*, conversation_id: int, new: NewPromise, key: str, actor: Actor, message_id: int | None = None) -> int:
    """Promise something to the customer of a conversation; return the promise's id.

    May be called inside the transaction of the reply that says it (`message_id`): both are kept or neither. The same
    `key` twice is one promise. Raises the Refusal of the first hard objection, or of the first soft one that
    `new.despite` does not name (with `soft=True`); Refusal("desk.case_elsewhere"), Refusal("core.not_found").
    """
    with writing():
        conversation = locked_conversation(conversation_id)
        known = Promise.objects.filter(key=key).values_list("pk", flat=True).first()
        if known is not None:
            return known
        owner_id = _owner(actor)
        objections = check_for(team_id=conversation.team_id, new=new, owner_id=owner_id, message_id=message_id)
        refuse(objections, despite=new.despite)
        promise = write(conversation, new, key=key, owner_id=owner_id, made_by_id=owner_id, message_id=message_id)
        _tell(promise, actor)
        return promise.pk


def make_duty(*, conversation_id: int, new: NewPromise, key: str, owner_id: int, actor: Actor = SYSTEM) -> int:
    """A promise that the house owes by its own rules (a recovery): no objection can stop it. Idempotent by `key`."""
    with writing():
        conversation = locked_conversation(conversation_id)
        known = Promise.objects.filter(key=key).values_list("pk", flat=True).first()
        if known is not None:
            return known
        promise = write(conversation, new, key=key, owner_id=owner_id, made_by_id=owner_id)
        _tell(promise, actor)
        return promise.pk


def take_back(*, message_id: int, actor: Actor) -> tuple[int, ...]:
    """The reply was undone before it left: the promises made with it are taken back; return their ids.

    The rows stay, in the state `taken_back`, which no customer sees and no figure counts: not even this is edited in
    silence. Promises that were ended meanwhile are left as they are.
    """
    with writing():
        rows = list(Promise.objects.select_for_update().filter(message_id=message_id, state=Promise.OPEN))
        for promise in rows:
            end_jobs(promise)
            write_state(promise, Promise.TAKEN_BACK, at=now(), actor=actor)
            refresh_due(promise.conversation_id)
            record(PromiseTakenBack(**ids(promise)), actor=actor)
        return tuple(promise.pk for promise in rows)


def renegotiate(
    *, promise_id: int, due_at: datetime, text: str, word: str, actor: Actor, despite: tuple[str, ...] = ()
) -> int:
    """The customer agreed (`word`, theirs) to another time or content: a new promise replaces the old, which stays.

    The duty stays with its present owner. Return the new promise's id; called twice it is the same one. Raises
    Refusal("desk.word_needed"), ("desk.promise_ended"), and what `make` raises.
    """
    with writing():
        old = locked(promise_id)
        done = Promise.objects.filter(replaces=old).values_list("pk", flat=True).first()
        if done is not None:
            return done
        require_step(old.state, Promise.RENEGOTIATED)
        said = require_word(word)
        new = NewPromise(kind=old.kind, text=text or old.text, due_at=due_at, case_id=old.case_id, despite=despite)
        team_id = old.team_id
        refuse(check_for(team_id=team_id, new=new, owner_id=old.owner_id, without=old.pk), despite=despite)
        end_jobs(old)
        write_state(old, Promise.RENEGOTIATED, at=now(), actor=actor, word=said)
        conversation = locked_conversation(old.conversation_id)
        made_by = actor.id if actor.kind == "account" and actor.id else old.owner_id
        key = f"renegotiated:{old.pk}"
        promise = write(conversation, new, key=key, owner_id=old.owner_id, made_by_id=made_by, replaces=old)
        happened = PromiseRenegotiated(**ids(old), new_promise_id=promise.pk, due_at=due_at)
        record(happened, actor=actor)
        _tell(promise, actor)
        return promise.pk


def refuse(found: tuple[Objection, ...], *, despite: tuple[str, ...]) -> None:
    """Raise the first objection that stops: any hard one, or a soft one that was not seen yet (`soft=True`)."""
    for objection in found:
        if objection.hard:
            raise Refusal(objection.code, **objection.params)
        if objection.code not in despite:
            raise Refusal(objection.code, soft=True, **objection.params)


def write(
    conversation: Conversation,
    new: NewPromise,
    *,
    key: str,
    owner_id: int,
    made_by_id: int,
    message_id: int | None = None,
    replaces: Promise | None = None,
) -> Promise:
    """The row, its first state, its timers, and the list's earliest due time (in the caller's transaction)."""
    if new.case_id and not Case.objects.filter(pk=new.case_id, conversation=conversation).exists():
        raise Refusal("desk.case_elsewhere")
    moment = now()
    promise = Promise.objects.create(
        conversation=conversation,
        case_id=new.case_id,
        customer_id=conversation.customer_id,
        message_id=message_id,
        kind=new.kind,
        text=new.text.strip(),
        owner_id=owner_id,
        made_by_id=made_by_id,
        team_id=conversation.team_id,
        made_at=moment,
        due_at=new.due_at,
        replaces=replaces,
        key=key,
    )
    write_state(promise, Promise.OPEN, at=moment, actor=Actor.account(made_by_id))
    plan_jobs(promise)
    refresh_due(conversation.pk)
    return promise


def _tell(promise: Promise, actor: Actor) -> None:
    happened = PromiseMade(
        **ids(promise),
        kind=promise.kind,
        due_at=promise.due_at,
        owner_id=promise.owner_id,
        message_id=promise.message_id,
        replaces_id=promise.replaces_id,
    )
    record(happened, actor=actor)


def _owner(actor: Actor) -> int:
    if actor.kind != "account" or actor.id is None:
        raise Refusal("desk.promise_needs_person")
    return actor.id
