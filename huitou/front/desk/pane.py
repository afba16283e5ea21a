"""The right pane: who the customer is, what was promised, the case, what we know in passing, other conversations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext as _

from huitou.core.api import accounts
from huitou.customers import api as customers
from huitou.desk import api as desk
from huitou.front.desk.chips import due_chip, left_text
from huitou.front.desk.shapes import CustomerPane, DetailRow, TieRow
from huitou.front.desk.words import (
    CASE_KINDS,
    detail_label,
    handle_label,
    state_label,
)
from huitou.front.naming import name_of
from huitou.front.public.words import ending_label, within_label
from huitou.front.shapes import (
    CaseRow,
    CustomerRow,
    HandleRow,
    Option,
    OtherConversation,
    PromiseChip,
    PromiseRow,
    QuestionRow,
)
from huitou.front.times import Clock, day_of_year, iso, month
from huitou.voice.api import expectation_of

MOST_OTHERS = 8


def customer_pane(
    head: desk.Header,
    promises: tuple[desk.PromiseRow, ...],
    case: CaseRow | None,
    clock: Clock,
    *,
    account_id: int,
) -> CustomerPane:
    """Everything about the customer that the moment needs."""
    who = customers.customer(customer_id=head.customer_id)
    family = (who.id, *who.merged_ids)
    others = desk.conversations_of(customer_ids=family, limit=MOST_OTHERS + 1)
    return CustomerPane(
        customer=customer_row(who, clock),
        promises=tuple(_mine(row, clock, account_id) for row in promises),
        details=tuple(detail_rows(customers.details(customer_id=who.id, family_ids=family), clock)),
        case=case,
        ties=tuple(_tie(link, head.id) for link in head.links),
        others=tuple(_other(row, clock) for row in others if row.id != head.id)[:MOST_OTHERS],
        details_href=reverse("desk-details", args=[head.id]),
        promises_href=reverse("desk-promises", args=[head.id]),
        case_kinds=tuple(Option(kind, desk.case_kind_word(code=kind)) for kind in CASE_KINDS),
        cases_href=reverse("desk-cases", args=[head.id]),
        conversation_href=reverse("desk-conversation", args=[head.id]),
    )


def _mine(row: desk.PromiseRow, clock: Clock, account_id: int) -> PromiseRow:
    """A promise as its reader may act on it: a late one that waits for me is mine to take over."""
    shown = promise_row(row, clock)
    return replace(shown, duty_href=reverse("desk-duty", args=[row.id])) if row.waits_for == account_id else shown


def customer_row(who: customers.CustomerRow, clock: Clock) -> CustomerRow:
    """The customer's card."""
    name = who.name or name_of(who)
    made = who.made_at.astimezone(clock.where)
    return CustomerRow(
        id=str(who.id),
        href=f"/customers/{who.id}",
        name=name,
        initial=name[:1],
        hue=who.id % 8,
        address_as=who.address,
        handles=tuple(HandleRow(*handle_label(handle.kind), handle.display) for handle in who.handles),
        standing_label=who.tier,
        since_text=_("%(month)s起") % {"month": month(made)},
    )


def promise_row(row: desk.PromiseRow, clock: Clock) -> PromiseRow:
    """A promise with what may be done about it."""
    still_open = row.ended_at is None
    chip = (
        due_chip(row.due_at, clock)
        if still_open
        else PromiseChip(state=row.state, word=desk.promise_word(state=row.state))  # type: ignore[arg-type]
    )
    return PromiseRow(
        id=str(row.id),
        chip=chip,
        content=row.text,
        due_text=clock.day_and_time(row.due_at),
        due_at=iso(row.due_at),
        by_name=row.owner_name,
        made_text=clock.day_and_time(row.made_at),
        kind_label=desk.promise_kind_word(code=row.kind),
        left_text=left_text(row.due_at, clock) if still_open else "",
        page_href=reverse("public-matter", args=[row.conversation_key]),
        outcome_href=reverse("desk-outcome", args=[row.id]),
        can_settle=still_open,
    )


def detail_rows(rows: Iterable[customers.DetailRow], clock: Clock) -> list[DetailRow]:
    """What we know, with where it comes from."""
    rows = list(rows)
    people = accounts({row.heard_by for row in rows if row.heard_by})
    made = []
    for row in rows:
        who = people[row.heard_by].name if row.heard_by in people else _("系统")
        heard = clock.short(row.heard_at)
        text = f"{day_of_year(row.on_date)} {row.text}" if row.on_date else row.text
        made.append(DetailRow(str(row.id), row.kind, detail_label(row.kind), text, f"{who} {heard}"))  # type: ignore[arg-type]
    return made


def case_row(conversation_id: int, clock: Clock) -> CaseRow | None:
    """The newest case of a conversation with its five questions."""
    found = desk.newest_case(conversation_id=conversation_id)
    return case_of(*found, clock) if found else None


def case_of(row: desk.CaseRow, asked: tuple[desk.QuestionRow, ...], clock: Clock) -> CaseRow:
    """A case with its five questions."""
    told = expectation_of(case_id=row.id)
    questions = tuple(QuestionRow(q.key, q.label, q.answer, q.hint) for q in asked)
    return CaseRow(
        id=str(row.id),
        number=row.number,
        kind_label=row.kind_word,
        state_label=row.state_word,
        severity=min(row.severity, 3),
        severity_label=row.severity_word if row.severity >= 3 else "",
        href=f"/cases/{row.number}",
        closed=row.state == "closed",
        touchpoint=row.touchpoint_name,
        site=row.site_name,
        owner_name=row.owner_name,
        opened_text=clock.day_and_time(row.opened_at),
        expectation_text=_expectation(told) if told else "",
        questions=questions,
        answered=sum(1 for question in questions if question.answer),
        questions_href=reverse("desk-case-answers", args=[row.id]),
    )


def _expectation(told: object) -> str:
    within, ending = getattr(told, "answer_within_minutes", None), getattr(told, "ending", "")
    parts = [within_label(within)] if within else []
    parts += [ending_label(ending)] if ending else []
    return _("客户期望：%(what)s") % {"what": _("，").join(parts)}


def _tie(link: desk.LinkRow, conversation_id: int) -> TieRow:
    merged = link.how == "merged"
    where = (
        f"{reverse('desk-merges', args=[conversation_id])}?merge={link.merge_id}"
        if merged
        else f"{reverse('desk-links', args=[conversation_id])}?other={link.conversation_id}"
    )
    return TieRow(
        href=f"/desk/c/{link.conversation_id}",
        title=link.subject or _("会话"),
        word=_("已并入") if merged else _("有关"),
        undo_href=where,
        undo_word=_("撤回并入") if merged else _("取消关联"),
    )


def _other(row: desk.ConversationOf, clock: Clock) -> OtherConversation:
    title = row.subject or (desk.case_kind_word(code=row.kind) if row.kind else _("会话"))
    when = clock.short(row.last_at)
    return OtherConversation(f"/desk/c/{row.id}", title, when, state_label(row.state), id=str(row.id))
