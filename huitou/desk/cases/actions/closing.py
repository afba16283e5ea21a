"""Closing a case and opening it again, the follow-up visit after it, and the recovery of a disappointed customer."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext, override

from huitou.core.api import SYSTEM, Actor, Refusal, account, enqueue, now, record, writing
from huitou.customers.api import customer as the_customer
from huitou.desk.cases import rules
from huitou.desk.cases.actions.rows import ids, locked, open_again, open_conversation, write_state
from huitou.desk.cases.facts import CaseClosed, FollowUpDone, FollowUpDue, FollowUpPlanned
from huitou.desk.models import Case, CaseAnswer, CaseState, Conversation, FollowUp, Promise
from huitou.desk.promises.actions.making import make_duty
from huitou.desk.promises.checks import NewPromise
from huitou.desk.promises.reads.ledger import open_count
from huitou.roster.api import escalation_ladder, hours_of, leaders_of, on_duty


def close_case(
    *, case_id: int, actor: Actor, reason: str = "solved", word: str = "", despite: Collection[str] = ()
) -> None:
    """Close a case, for a reason (solved, answered, no_remedy, duplicate, withdrawn, unreachable); idempotent.

    Two soft refusals, which `despite` may name when the agent goes on: desk.case_incomplete (what its kind wants to be
    known is not; only people are asked) and desk.promises_open (promises of this case are open). Plans the follow-up
    visit that the kind of case has.
    """
    with writing():
        case = locked(case_id)
        if case.state == Case.CLOSED:
            return
        _require_complete(case, actor, despite)
        refuse_open_promises(case_id=case.pk, despite=despite)
        moment = now()
        write_state(case, Case.CLOSED, at=moment, actor=actor, reason=reason, word=word)
        record(CaseClosed(**ids(case), kind=case.kind, reason=reason, owner_id=case.owner_id), actor=actor)
        _plan_visit(case, reason, moment, actor)


def reopen_case(*, case_id: int, actor: Actor, reason: str = "by_hand", word: str = "") -> None:
    """Open a closed case again; an open one stays as it is. Its planned follow-up is dropped."""
    with writing():
        open_again(locked(case_id), reason=reason, actor=actor, word=word)


def open_recovery(*, case_id: int, why: str, actor: Actor = SYSTEM, due_at: datetime | None = None) -> int:
    """A customer was disappointed (`why`: low_rating …): the matter is open again and somebody owes an answer.

    The case and its conversation are opened, and a promise to answer is made, due in two working hours unless given,
    by the case's owner when on duty, else a leader on duty, else the owner all the same, else the first of the ladder. Return the
    promise's id; asked again for the same closing it is the same one. Raises Refusal core.not_found, desk.nobody_there.
    """
    with writing():
        case = locked(case_id)
        closings = CaseState.objects.filter(case=case, state=Case.CLOSED).count()
        key = f"recovery:{case.pk}:{closings}"
        known = Promise.objects.filter(key=key).values_list("pk", flat=True).first()
        if known is not None:
            return known
        open_again(case, reason=why, actor=actor)
        open_conversation(case.conversation_id, reason=why, actor=actor)
        due = due_at or rules.recovery_due(at=now(), hours=hours_of(team_id=case.team_id))
        new = NewPromise(kind="reply", text=_recovery_text(case), due_at=due, case_id=case.pk)
        owner_id = _who_recovers(case)
        return make_duty(conversation_id=case.conversation_id, new=new, key=key, owner_id=owner_id, actor=SYSTEM)


def refuse_open_promises(
    *, conversation_id: int | None = None, case_id: int | None = None, despite: Collection[str] = ()
) -> None:
    """Raise the soft Refusal("desk.promises_open", count=…) when promises are open there and nobody said to go on."""
    count = open_count(conversation_id=conversation_id, case_id=case_id)
    if count and "desk.promises_open" not in despite:
        raise Refusal("desk.promises_open", count=count, soft=True)


def follow_up_due(*, follow_up_id: int) -> None:
    """It is time for the visit: its owner is told, once."""
    with writing():
        row = FollowUp.objects.select_for_update().filter(pk=follow_up_id).first()
        if row is None or row.done_at or row.dropped_at or row.due_told_at:
            return
        row.due_told_at = now()
        row.save(update_fields=["due_told_at"])
        case = Case.objects.get(pk=row.case_id)
        record(FollowUpDue(**ids(case), follow_up_id=row.pk, owner_id=row.owner_id))


def follow_up_done(*, follow_up_id: int, actor: Actor, word: str = "") -> None:
    """The visit was made; `word` is what the customer said (back stage). Idempotent. Raises core.not_found."""
    with writing():
        row = FollowUp.objects.select_for_update().filter(pk=follow_up_id).first()
        if row is None:
            raise Refusal("core.not_found")
        if row.done_at:
            return
        row.done_at, row.word = now(), word.strip()[:500]
        row.done_by_id = actor.id if actor.kind == "account" else None
        row.save(update_fields=["done_at", "done_by", "word"])
        case = Case.objects.get(pk=row.case_id)
        record(FollowUpDone(**ids(case), follow_up_id=row.pk), actor=actor)


def _require_complete(case: Case, actor: Actor, despite: Collection[str]) -> None:
    if actor.kind != "account" or "desk.case_incomplete" in despite:
        return
    answered = CaseAnswer.objects.filter(case=case).values_list("question", flat=True)
    wanting = rules.missing(kind=case.kind, has_touchpoint=case.touchpoint_id is not None, answered=set(answered))
    if wanting:
        raise Refusal("desk.case_incomplete", missing=list(wanting), count=len(wanting), soft=True)


def _plan_visit(case: Case, reason: str, closed_at: datetime, actor: Actor) -> None:
    visit = rules.visit_of(kind=case.kind, severity=case.severity, reason=reason)
    if visit is None:
        return
    hours = hours_of(team_id=case.team_id)
    due = rules.visit_due(closed_at=closed_at, visit=visit, hours=hours)
    owner_id = _who_visits(case, actor)
    row = FollowUp.objects.create(case=case, kind=visit.kind, owner_id=owner_id, planned_at=closed_at, due_at=due)
    told_at = rules.visit_told(due_at=due, hours=hours)
    enqueue("desk.follow_up_due", {"follow_up_id": row.pk}, run_at=told_at, key=f"follow_up:{row.pk}")
    happened = FollowUpPlanned(**ids(case), follow_up_id=row.pk, kind=row.kind, due_at=due, owner_id=owner_id)
    record(happened)


def _who_visits(case: Case, actor: Actor) -> int | None:
    """The owner of the case, else of its conversation, else who closed it: a visit that is nobody's is not made."""
    conversation = Conversation.objects.values_list("owner_id", flat=True).get(pk=case.conversation_id)
    return case.owner_id or conversation or (actor.id if actor.kind == "account" else None)


def _recovery_text(case: Case) -> str:
    person = the_customer(customer_id=case.customer_id)
    with override(person.language if person else None):
        return gettext("就您反映的问题再与您联系，给您一个答复")


def _who_recovers(case: Case) -> int:
    there = {duty.account_id for duty in on_duty(team_id=case.team_id, at=now())} if case.team_id else set()
    owner_id = case.owner_id or Conversation.objects.values_list("owner_id", flat=True).get(pk=case.conversation_id)
    if owner_id in there:
        return owner_id
    leaders = leaders_of(team_id=case.team_id) if case.team_id else ()
    ladder = tuple(step.account_id for step in escalation_ladder(team_id=case.team_id or 0))
    known = account(owner_id) if owner_id else None
    asleep = (owner_id,) if owner_id and known and known.active else ()
    found = next((pk for pk in leaders if pk in there), None) or next(iter(asleep + leaders + ladder), None)
    if found is None:
        raise Refusal("desk.nobody_there")
    return found
