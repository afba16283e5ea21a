"""Promises that stand in the text an agent is typing, offered with their due time before it is sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from huitou.core.api import now, zone
from huitou.desk.promises import words
from huitou.desk.promises.rules.kinds import kind_of
from huitou.measures.text import when
from huitou.roster.api import hours_of

FAR = 40


@dataclass(frozen=True)
class Suggestion:
    """A promise found in the text: `text[start:end]` is `phrase`, its words of time (offsets in characters).

    `due_at` None: the words promise something and fix no moment (尽快, 收到退货后三天内), or one that is past or not in
    the calendar (`why` "past", "no_such_day"); the agent is told so in `words`. `other_due_at`: how others read it
    (周五之前 with Friday in it), later than `due_at`. `text` is what is promised, in the writer's own words, `said` the
    words of both as they stand there; `kind` a first guess the agent may change.
    """

    start: int
    end: int
    kind: str
    text: str
    due_at: datetime | None
    words: str
    due_text: str = ""
    phrase: str = ""
    said: str = ""
    why: str = ""
    other_due_at: datetime | None = None
    other_due_text: str = ""


def suggest(*, text: str, team_id: int | None, at: datetime | None = None) -> tuple[Suggestion, ...]:
    """Every promise with a time that the text makes, in the team's working hours, as said at `at` (default: now)."""
    return _offers(when.promises_in(text), text, team_id, at)


def timed(*, text: str, team_id: int | None) -> tuple[Suggestion, ...]:
    """Those of them that fix a moment ahead: what the company owes once the text has left."""
    found = [one for one in when.promises_in(text) if not isinstance(one.meaning, when.Vague | when.AfterEvent)]
    return tuple(one for one in _offers(found, text, team_id, None) if one.due_at)


def without_time(*, text: str) -> str:
    """What is promised, when the words begin with its time: of 明天中午前给您退款 the 给您退款; its due time stands beside it."""
    found = when.promises_in(text)
    if not found or found[0].start or not found[0].content:
        return text
    return text[found[0].end :].strip(" ，,、：:") or text


def _offers(found: Sequence[when.Found], text: str, team_id: int | None, at: datetime | None) -> tuple[Suggestion, ...]:
    if not found:
        return ()
    said_at, hours, local = at or now(), hours_of(team_id=team_id), zone()
    return tuple(_offer(one, text, said_at, hours, local) for one in found)


def _offer(one: when.Found, text: str, said_at: datetime, hours: when.WorkingTime, local: ZoneInfo) -> Suggestion:
    due = when.resolve(one.meaning, said_at=said_at, hours=hours)
    wider = when.inclusive(one.meaning) if due else None
    other = when.resolve(wider, said_at=said_at, hours=hours) if wider else None
    other = other if other and due and other > due else None
    return Suggestion(
        start=one.start,
        end=one.end,
        kind=kind_of(text=one.content or text),
        text=one.content or one.text,
        due_at=due,
        words=when.describe(one.meaning),
        due_text=words.moment(due, now=said_at, zone=local) if due else "",
        phrase=one.text,
        said=_said(one, text),
        why="" if due else when.why_not(one.meaning, said_at=said_at, hours=hours),
        other_due_at=other,
        other_due_text=words.moment(other, now=said_at, zone=local) if other else "",
    )


def _said(one: when.Found, text: str) -> str:
    """The time and what is promised as they stand in the text, when they stand together."""
    at = text.find(one.content, one.end)
    if one.content and 0 <= at - one.end <= FAR:
        return text[one.start : at + len(one.content)]
    at = text.rfind(one.content, 0, one.start)
    if one.content and at >= 0 and one.start - at - len(one.content) <= FAR:
        return text[at : one.end]
    return one.text
