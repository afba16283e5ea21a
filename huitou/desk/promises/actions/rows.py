"""What every action on promises shares: the lock, the row of history, the jobs, the earliest due time of the list."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Min, Q

from huitou.core.api import Actor, Refusal, cancel, enqueue, setting
from huitou.desk.models import Conversation, Escalation, Promise, PromiseState
from huitou.desk.promises.rules.times import remind_at
from huitou.roster.api import hours_of


def locked(promise_id: int) -> Promise:
    """The promise, locked until the transaction ends. Raises Refusal("core.not_found").

    Its conversation is locked first, as by everybody who works on a conversation: so no two wait for each other.
    """
    conversation_id = Promise.objects.filter(pk=promise_id).values_list("conversation_id", flat=True).first()
    if conversation_id is None:
        raise Refusal("core.not_found")
    locked_conversation(conversation_id)
    return Promise.objects.select_for_update().get(pk=promise_id)


def locked_conversation(conversation_id: int) -> Conversation:
    """The conversation, locked until the transaction ends. Raises Refusal("core.not_found")."""
    row = Conversation.objects.select_for_update().filter(pk=conversation_id).first()
    if row is None:
        raise Refusal("core.not_found")
    return row


def ids(promise: Promise) -> dict[str, int]:
    """The three ids that every fact of a promise has."""
    return {
        "promise_id": promise.pk,
        "conversation_id": promise.conversation_id,
        "customer_id": promise.customer_id,
    }


def write_state(
    promise: Promise, state: str, *, at: datetime, actor: Actor, word: str = "", ended_at: datetime | None = None
) -> None:
    """Take the promise to a state and write the row of history. `ended_at`: when it was kept, if before now."""
    promise.state = state
    promise.ended_at = None if state == Promise.OPEN else ended_at or at
    promise.save(update_fields=["state", "ended_at"])
    PromiseState.objects.create(
        promise=promise,
        state=state,
        at=at,
        by_id=actor.id if actor.kind == "account" else None,
        customer_said=actor.kind == "customer",
        word=word.strip()[:300],
    )


def plan_jobs(promise: Promise) -> None:
    """Write the timers of an open promise: its reminder and its due time, exact."""
    hours = hours_of(team_id=promise.team_id)
    minutes = setting("promises.remind_minutes")
    remind = remind_at(made_at=promise.made_at, due_at=promise.due_at, minutes=minutes, hours=hours)
    args = {"promise_id": promise.pk}
    enqueue("desk.promise_remind", args, run_at=remind, key=f"promise:{promise.pk}:remind")
    enqueue("desk.promise_due", args, run_at=promise.due_at, key=f"promise:{promise.pk}:due")


def end_jobs(promise: Promise) -> None:
    """Take back the timers of a promise that ended, the climbing of its escalations included."""
    climbs = Escalation.objects.filter(promise=promise).values_list("position", flat=True)
    keys = [f"promise:{promise.pk}:climb:{number}" for number in climbs]
    cancel(f"promise:{promise.pk}:remind", f"promise:{promise.pk}:due", *keys)


def refresh_due(conversation_id: int) -> None:
    """Keep the conversation's earliest open promise, by which the list shows and finds it.

    One that goes on in another counts there as well: the promises of merged conversations stay their own.
    """
    kept_id = Conversation.objects.filter(pk=conversation_id).values_list("merged_into_id", flat=True).first()
    for pk in filter(None, (conversation_id, kept_id)):
        here = Conversation.objects.filter(Q(pk=pk) | Q(merged_into_id=pk)).values("pk")
        due = Promise.objects.filter(conversation_id__in=here, state=Promise.OPEN).aggregate(due=Min("due_at"))
        Conversation.objects.filter(pk=pk).update(promise_due=due["due"])


def require_word(word: str) -> str:
    """The customer's word, needed where only they can free us. Raises Refusal("desk.word_needed")."""
    if not word.strip():
        raise Refusal("desk.word_needed")
    return word.strip()[:300]
