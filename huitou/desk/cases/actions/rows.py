"""What every action on cases shares: the lock, the row of history, opening a matter again."""

from __future__ import annotations

from datetime import datetime

from huitou.core.api import Actor, Refusal, now, record
from huitou.desk.cases.facts import CaseReopened
from huitou.desk.facts import ConversationReopened
from huitou.desk.models import Case, CaseState, Conversation, FollowUp


def locked(case_id: int) -> Case:
    """The case, locked until the transaction ends, its conversation first. Raises Refusal("core.not_found")."""
    conversation_id = Case.objects.filter(pk=case_id).values_list("conversation_id", flat=True).first()
    if conversation_id is None:
        raise Refusal("core.not_found")
    Conversation.objects.select_for_update().get(pk=conversation_id)
    return Case.objects.select_for_update().get(pk=case_id)


def ids(case: Case) -> dict[str, int]:
    """The three ids that every fact of a case has."""
    return {"case_id": case.pk, "conversation_id": case.conversation_id, "customer_id": case.customer_id}


def write_state(case: Case, state: str, *, at: datetime, actor: Actor, reason: str = "", word: str = "") -> None:
    """Take the case to a state and write the row of history."""
    case.state = state
    case.closed_at = at if state == Case.CLOSED else None
    case.save(update_fields=["state", "closed_at"])
    by_id = actor.id if actor.kind == "account" else None
    CaseState.objects.create(case=case, state=state, at=at, by_id=by_id, reason=reason[:40], word=word.strip()[:500])


def open_again(case: Case, *, reason: str, actor: Actor, word: str = "") -> None:
    """A closed case is open again (in the caller's transaction); an open one stays as it is. Its follow-up is dropped."""
    if case.state != Case.CLOSED:
        return
    moment = now()
    write_state(case, Case.OPEN, at=moment, actor=actor, reason=reason, word=word)
    FollowUp.objects.filter(case=case, done_at=None, dropped_at=None).update(dropped_at=moment)
    record(CaseReopened(**ids(case), reason=reason, owner_id=case.owner_id), actor=actor)


def open_conversation(conversation_id: int, *, reason: str, actor: Actor) -> None:
    """Put a conversation back into the list as waiting for us (in the caller's transaction)."""
    row = Conversation.objects.select_for_update().get(pk=conversation_id)
    moment, was = now(), row.state
    row.state, row.closed_at, row.snoozed_until = Conversation.OPEN, None, None
    row.waiting_since = row.waiting_since or moment
    row.save(update_fields=["state", "closed_at", "snoozed_until", "waiting_since"])
    if was == Conversation.CLOSED:
        happened = ConversationReopened(conversation_id=row.pk, customer_id=row.customer_id, reason=reason)
        record(happened, actor=actor)
