"""A customer's timeline out of facts, newest first, with the day above the first of each day."""

from __future__ import annotations

from collections.abc import Sequence

from huitou.core.api import FactRow
from huitou.customers import api as customers
from huitou.front.customers.known import known_of
from huitou.front.customers.shapes import TimelineRow
from huitou.front.customers.tellings import tell
from huitou.front.times import Clock, heading, iso

LONGEST = 160  # characters of a text shown on its line

# Steps of the machinery that say nothing to somebody who wants to know the customer.
SILENT = frozenset(
    {
        "desk.reply_queued.v1",
        "desk.reply_undone.v1",
        "desk.reply_held.v1",
        "desk.conversation_queued.v1",
        "desk.promise_reminded.v1",
        "desk.promise_taken_back.v1",
        "voice.rating_invited.v1",
    }
)


def rows_of(
    facts: Sequence[FactRow], person: customers.CustomerRow, clock: Clock, last_day: str = ""
) -> tuple[TimelineRow, ...]:
    """Facts, newest first, as lines with the day above the first of each day."""
    known = known_of(facts, person, clock)
    today = clock.today
    lines, shown = [], last_day
    for fact in facts:
        if fact.name in SILENT or _goes_along(fact):
            continue
        told = tell(fact, known)
        local = fact.at.astimezone(clock.where)
        above = heading(local.date(), today)
        lines.append(
            TimelineRow(
                icon=told.icon,
                label=told.label,
                time_text=f"{local:%H:%M}",
                at=iso(fact.at),
                day="" if above == shown else above,
                href=told.href or (f"/desk/c/{fact.conversation_id}" if fact.conversation_id else ""),
                text=told.text[:LONGEST],
                tone=told.tone,
            )
        )
        shown = above
    return tuple(lines)


def _goes_along(fact: FactRow) -> bool:
    """A case that changed its owner with its conversation: that was told already."""
    return fact.name == "desk.case_changed.v1" and fact.data.get("fields") == ["owner"] and fact.actor_kind != "account"
