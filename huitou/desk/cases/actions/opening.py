"""Opening a case, changing it, answering the five questions, linking cases of one cause."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models.functions import Length

from huitou.core.api import Actor, Refusal, now, record, search, writing, zone
from huitou.desk.cases import rules
from huitou.desk.cases.actions.rows import ids, locked, write_state
from huitou.desk.cases.facts import CaseChanged, CaseOpened
from huitou.desk.models import Case, CaseAnswer, CaseLink, Conversation

TRIES = 20
UNCHANGED: Any = object()


def open_case(
    *,
    conversation_id: int,
    kind: str,
    actor: Actor,
    severity: int = rules.NORMAL,
    touchpoint_id: int | None = None,
    site_id: int | None = None,
    summary: str = "",
    by_customer: bool = False,
    owner_id: int | None = None,
) -> int:
    """Write down a matter of a conversation; return the case's id.

    Its site and owner are the conversation's unless given. Raises Refusal core.not_found, desk.case_kind,
    desk.case_severity, desk.case_summary_long.
    """
    summary = summary.strip()
    rules.check(kind=kind, severity=severity, summary=summary)
    with writing():
        conversation = Conversation.objects.select_for_update().filter(pk=conversation_id).first()
        if conversation is None:
            raise Refusal("core.not_found")
        moment = now()
        case = _numbered(
            conversation=conversation,
            customer_id=conversation.customer_id,
            kind=kind,
            severity=severity,
            touchpoint_id=touchpoint_id,
            site_id=site_id or conversation.site_id,
            owner_id=owner_id or conversation.owner_id or (actor.id if actor.kind == "account" else None),
            team_id=conversation.team_id,
            summary=summary,
            opened_at=moment,
            by_customer=by_customer,
        )
        write_state(case, Case.OPEN, at=moment, actor=actor, reason="opened")
        show_in_list(case)
        _find_by(case)
        happened = CaseOpened(**ids(case), kind=kind, severity=severity, by_customer=by_customer)
        record(happened, actor=actor)
        return case.pk


def edit_case(
    *,
    case_id: int,
    actor: Actor,
    kind: str = UNCHANGED,
    severity: int = UNCHANGED,
    touchpoint_id: int | None = UNCHANGED,
    site_id: int | None = UNCHANGED,
    owner_id: int | None = UNCHANGED,
    summary: str = UNCHANGED,
    waiting: bool = UNCHANGED,
) -> None:
    """Change what is given; what is not given stays. `waiting`: it waits for the customer (refused when closed).

    Raises what `open_case` raises, and desk.case_closed.
    """
    with writing():
        case = locked(case_id)
        given = {
            "kind": kind,
            "severity": severity,
            "touchpoint_id": touchpoint_id,
            "site_id": site_id,
            "owner_id": owner_id,
            "summary": summary if summary is UNCHANGED else summary.strip(),
        }
        before = case.summary
        changed = [name for name, value in given.items() if value is not UNCHANGED and getattr(case, name) != value]
        for name in changed:
            setattr(case, name, given[name])
        rules.check(kind=case.kind, severity=case.severity, summary=case.summary)
        if changed:
            case.save(update_fields=changed)
        if "summary" in changed:
            search.forget(kind="case", ref_id=case.pk, text=f"{case.number} {before}")
            _find_by(case)
        if waiting is not UNCHANGED and _wait(case, waiting, actor):
            changed.append("waiting")
        if changed:
            show_in_list(case)
            fields = [name.removesuffix("_id") for name in changed]
            record(CaseChanged(**ids(case), fields=fields, owner_id=case.owner_id), actor=actor)


def answer_question(*, case_id: int, question: str, text: str, actor: Actor) -> None:
    """Answer one of the five questions, or change the answer; an empty text takes it away.

    `question`: explicit, implicit, satisfied, expectation, follow_up. Raises desk.case_question, desk.case_answer_long.
    """
    text = text.strip()
    rules.check_answer(question, text)
    with writing():
        case = locked(case_id)
        if text:
            by_id = actor.id if actor.kind == "account" else None
            CaseAnswer.objects.update_or_create(
                case=case, question=question, defaults={"text": text, "at": now(), "by_id": by_id}
            )
        else:
            CaseAnswer.objects.filter(case=case, question=question).delete()
        record(CaseChanged(**ids(case), fields=[f"answer:{question}"], owner_id=case.owner_id), actor=actor)


def link_cases(*, one_id: int, other_id: int, actor: Actor) -> None:
    """Two cases have the same cause. Idempotent, in either order. Raises desk.case_linked_to_itself."""
    if one_id == other_id:
        raise Refusal("desk.case_linked_to_itself")
    with writing():
        first, second = (locked(pk) for pk in sorted((one_id, other_id)))
        _row, new = CaseLink.objects.get_or_create(one=first, other=second)
        if new:
            for case, other in ((first, second), (second, first)):
                record(CaseChanged(**ids(case), fields=[f"link:{other.pk}"], owner_id=case.owner_id), actor=actor)


def unlink_cases(*, one_id: int, other_id: int, actor: Actor) -> None:
    """They have not the same cause after all."""
    with writing():
        first, second = (locked(pk) for pk in sorted((one_id, other_id)))
        gone, _kinds = CaseLink.objects.filter(one=first, other=second).delete()
        if gone:
            for case, other in ((first, second), (second, first)):
                record(CaseChanged(**ids(case), fields=[f"unlink:{other.pk}"], owner_id=case.owner_id), actor=actor)


def follow_owner(*, conversation_id: int, before_id: int | None, after_id: int | None, actor: Actor) -> None:
    """The conversation went to somebody else: its open cases that were with the one before, or nobody, go along."""
    with writing():
        rows = Case.objects.select_for_update().filter(conversation_id=conversation_id).exclude(state=Case.CLOSED)
        for case in rows:
            if case.owner_id in (None, before_id) and case.owner_id != after_id:
                case.owner_id = after_id
                case.save(update_fields=["owner"])
                record(CaseChanged(**ids(case), fields=["owner"], owner_id=after_id), actor=actor)


def show_in_list(case: Case) -> None:
    """The list of conversations shows and filters the kind and severity of the newest case."""
    newest = Case.objects.filter(conversation_id=case.conversation_id).order_by("-pk").first()
    if newest is not None and newest.pk == case.pk:
        row = Conversation.objects.filter(pk=case.conversation_id)
        row.update(kind=case.kind, severity=case.severity)


def _numbered(**fields: Any) -> Case:
    """The row under the next free number of the company's day; two at the same moment do not get the same."""
    day = fields["opened_at"].astimezone(zone()).date()
    for _attempt in range(TRIES):
        try:
            with transaction.atomic():
                return Case.objects.create(number=rules.next_number(day, _last(day)), state=Case.OPEN, **fields)
        except IntegrityError:
            continue
    raise RuntimeError(f"no free case number on {day} after {TRIES} tries")


def _last(day: date) -> str | None:
    start = rules.number(day, 0).rpartition("-")[0]
    rows = Case.objects.filter(number__gte=f"{start}-", number__lt=f"{start}-:")
    return rows.order_by(Length("number").desc(), "-number").values_list("number", flat=True).first()


def _find_by(case: Case) -> None:
    search.index(kind="case", ref_id=case.pk, text=f"{case.number} {case.summary}", at=case.opened_at)


def _wait(case: Case, waiting: bool, actor: Actor) -> bool:
    state = Case.WAITING if waiting else Case.OPEN
    if case.state == state:
        return False
    if case.state == Case.CLOSED:
        raise Refusal("desk.case_closed")
    write_state(case, state, at=now(), actor=actor, reason="waiting" if waiting else "customer_wrote")
    return True
