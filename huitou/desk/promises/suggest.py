"""Promises that stand in the text an agent is typing, offered with their due time before it is sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from huitou.core.api import now, zone
from huitou.desk.promises import words
from huitou.desk.promises.rules.kinds import kind_of
from huitou.measures.text import when
from huitou.roster.api import hours_of


@dataclass(frozen=True)
class Suggestion:
    """A promise found in the text: `text[start:end]` is the phrase of time (offsets in characters).

    `due_at` None: the words promise something and fix no moment (尽快, 收到退货后三天内); the agent is told so in
    `words`. `text` is what is promised, in the writer's own words; `kind` a first guess the agent may change.
    """

    start: int
    end: int
    kind: str
    text: str
    due_at: datetime | None
    words: str
    due_text: str = ""


def suggest(*, text: str, team_id: int | None, at: datetime | None = None) -> tuple[Suggestion, ...]:
    """Every promise with a time that the text makes, in the team's working hours, as said at `at` (default: now)."""
    found = when.promises_in(text)
    if not found:
        return ()
    said_at, hours, local = at or now(), hours_of(team_id=team_id), zone()
    offered = []
    for phrase in found:
        due = when.resolve(phrase.meaning, said_at=said_at, hours=hours)
        due_text = words.moment(due, now=said_at, zone=local) if due else ""
        offered.append(
            Suggestion(
                start=phrase.start,
                end=phrase.end,
                kind=kind_of(phrase.content or text),
                text=phrase.content or phrase.text,
                due_at=due,
                words=when.describe(phrase.meaning),
                due_text=due_text,
            )
        )
    return tuple(offered)
