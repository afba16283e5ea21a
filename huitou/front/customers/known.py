"""What a page of facts is about: facts carry ids only, the rest is looked up when somebody reads them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from huitou.core.api import FactRow, accounts
from huitou.customers import api as customers
from huitou.desk import api as desk
from huitou.front.times import Clock
from huitou.voice.api import ratings_of_cases


@dataclass(frozen=True)
class Known:
    """Everything that a page of facts is about, read with a constant number of queries."""

    clock: Clock
    address: str
    people: Mapping[int, Any]
    promises: Mapping[int, desk.PromiseRow]
    messages: Mapping[int, desk.FoundText]
    notes: Mapping[int, desk.FoundText]
    cases: Mapping[int, desk.CaseRow]
    details: Mapping[int, customers.DetailRow]
    handles: Mapping[int, customers.HandleRow]
    fields: Mapping[int, str]
    tags: Mapping[int, str]
    ratings: Mapping[int, Any]

    def who(self, row: FactRow) -> str:
        """The one who did it, by name."""
        if row.actor_kind == "account":
            return self.name(row.actor_id)
        return {"customer": self.address, "api": _("接口")}.get(row.actor_kind, _("系统"))

    def name(self, account_id: Any) -> str:
        """A colleague by name."""
        return self.people[account_id].name if account_id in self.people else _("同事")

    def when(self, at: Any) -> str:
        """A moment as people say it."""
        return self.clock.day_and_time(at)


def known_of(facts: Sequence[FactRow], person: customers.CustomerRow, clock: Clock) -> Known:
    """Everything these facts of one customer name."""

    def ids(key: str) -> set[int]:
        return {fact.data[key] for fact in facts if isinstance(fact.data.get(key), int)}

    cases = {row.id: row for row in desk.cases_of(customer_ids=(person.id, *person.merged_ids))}
    return Known(
        clock=clock,
        address=person.address,
        people=accounts(),
        promises=desk.promises(ids=ids("promise_id") | ids("new_promise_id")),
        messages=desk.messages_found(ids=ids("message_id")),
        notes=desk.notes_found(ids=ids("note_id")),
        cases=cases,
        details={row.id: row for row in customers.details(customer_id=person.id, ended_too=True)},
        handles={row.id: row for row in person.handles},
        fields={row.id: row.label for row in customers.fields()},
        tags={row.id: row.name for row in desk.tags(retired_too=True)},
        ratings=ratings_of_cases(case_ids=ids("case_id")),
    )
