"""The customer page, filled: who they are, what they told us, what we owe them, what happened."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from huitou.core.api import accounts, may
from huitou.customers import api as customers
from huitou.desk import api as desk
from huitou.front.customers import rows, words
from huitou.front.customers.shapes import CustomerView, TimelineRow
from huitou.front.customers.timeline import rows_of
from huitou.front.desk.pane import promise_row
from huitou.front.desk.words import detail_label, handle_label, state_label
from huitou.front.shapes import CaseRow, Option, OtherConversation
from huitou.front.times import Clock
from huitou.roster.api import sites
from huitou.voice.api import ratings_of_cases

STEP = 30  # facts on one page of the timeline
MOST_ENDED = 5


def customer_view(customer_id: int, me: Any, errors: dict[str, str] | None = None) -> CustomerView:
    """A customer for this reader. Refuses core.not_found. A constant number of queries."""
    person = customers.customer(customer_id=customer_id)
    clock, family = Clock.read(), (person.id, *person.merged_ids)
    people = accounts()
    groups, ended = rows.detail_groups(
        customers.details(customer_id=person.id, ended_too=True), clock, people, person.id
    )
    cases = desk.cases_of(customer_ids=family)
    lines, older = timeline_page(person, clock)
    owed = desk.ledger(filter=desk.LedgerFilter(view="team", customer_ids=family), limit=50)
    past = desk.ledger(filter=desk.LedgerFilter(view="ended", customer_ids=family), limit=MOST_ENDED)
    can_edit = may(me, "customers.edit") and not person.erased
    return CustomerView(
        customer=rows.card(person, clock),
        erased=person.erased,
        facts=_facts(person, clock),
        standing=_standing(person, clock),
        fields=tuple((one.field.label, one.value) for one in customers.custom(customer_id=person.id)),
        handles=rows.handle_lines(person),
        details=groups,
        ended=ended,
        detail_kinds=tuple(Option(kind, detail_label(kind)) for kind in words.KINDS),
        handle_kinds=(Option("", _("自动识别")), *(Option(kind, handle_label(kind)[1]) for kind in ("phone", "mail"))),
        consents=rows.consent_lines(customers.consents(customer_id=person.id), clock, people),
        promises=tuple(promise_row(row, clock) for row in owed.rows),
        ended_promises=tuple(promise_row(row, clock) for row in past.rows),
        cases=tuple(_case(row, clock) for row in cases),
        conversations=_conversations(family, clock),
        ratings=rows.rating_lines(ratings_of_cases(case_ids=[row.id for row in cases]), clock),
        timeline=lines,
        older_href=older,
        twins=_twins(person, clock) if can_edit else (),
        merges=rows.merge_lines(customers.merges_of(customer_id=person.id), person.id, clock) if can_edit else (),
        can_edit=can_edit,
        can_export=may(me, "customers.export"),
        can_erase=may(me, "customers.erase") and not person.erased,
        errors=errors or {},
    )


def timeline_page(
    person: customers.CustomerRow, clock: Clock, *, before: int | None = None, last_day: str = ""
) -> tuple[tuple[TimelineRow, ...], str]:
    """A page of what happened, newest first, and the address of the one before it ("" at the beginning)."""
    facts = customers.timeline(customer_id=person.id, before=before, limit=STEP + 1)
    shown = facts[:STEP]
    lines = rows_of(shown, person, clock, last_day)
    more = f"/customers/{person.id}/timeline?before={shown[-1].id}" if len(facts) > STEP else ""
    return lines, more


def _facts(person: customers.CustomerRow, clock: Clock) -> tuple[tuple[str, str], ...]:
    names = {site.id: site.name for site in sites(closed_too=True)}
    at = _("、").join(names[site_id] for site_id in person.site_ids if site_id in names)
    found = [
        (_("称呼"), person.address),
        (_("门店"), at),
        (_("语言"), words.language_label(person.language)),
        (_("建档"), clock.day_and_time(person.made_at)),
    ]
    return tuple((label, value) for label, value in found if value)


def _standing(person: customers.CustomerRow, clock: Clock) -> tuple[tuple[str, str], ...]:
    if person.standing_at is None:
        return ()
    value = words.money(person.value_fen) if person.value_fen is not None else ""
    told = [(_("层级"), person.tier), (_("价值"), value)]
    told.append((_("算于"), clock.short(person.standing_at)))
    return tuple((label, text) for label, text in told if text)


def _case(row: desk.CaseRow, clock: Clock) -> CaseRow:
    return CaseRow(
        id=str(row.id),
        number=row.number,
        kind_label=row.kind_word,
        state_label=row.state_word,
        severity=min(row.severity, 3),
        severity_label=row.severity_word,
        href=f"/cases/{row.number}",
        closed=row.state == "closed",
        touchpoint=row.summary or row.touchpoint_name,
        opened_text=clock.short(row.opened_at),
    )


def _conversations(family: tuple[int, ...], clock: Clock) -> tuple[OtherConversation, ...]:
    return tuple(
        OtherConversation(
            f"/desk/c/{row.id}",
            row.subject or (desk.case_kind_word(code=row.kind) if row.kind else _("会话")),
            clock.short(row.last_at),
            state_label(row.state),
        )
        for row in desk.conversations_of(customer_ids=family)
    )


def _twins(person: customers.CustomerRow, clock: Clock) -> Any:
    return rows.twins([(one.other_id, one.reason) for one in customers.suggestions(customer_id=person.id)], clock)
