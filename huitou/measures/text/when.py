"""Phrases of time in Chinese sentences: where they are, what they mean, when they fall due.

`find` reads every phrase, `promises_in` only those with which the writer promises something, `resolve` turns a meaning into
a moment (`why_not` says why there is none, `inclusive` how others read it), `describe` says it in one Chinese line. Why each phrase is read as it is: `docs/methods/promise-phrases.md`.
Everything is a plain function of its arguments: no clock, no network, no state.
"""

from __future__ import annotations

from huitou.measures.text.due import inclusive, resolve, why_not
from huitou.measures.text.meanings import (
    AfterEvent,
    At,
    CalendarDate,
    Clock,
    EndOfWork,
    Festival,
    Found,
    Meaning,
    MonthDay,
    NthWorkingDay,
    Offset,
    Part,
    Period,
    StartOfWork,
    Vague,
    Weekday,
    Within,
    WithinDays,
    WithinWorkingDays,
    WithinWorkingTime,
    WorkingTime,
)
from huitou.measures.text.promising import promises_in
from huitou.measures.text.reading import find
from huitou.measures.text.wording import describe

__all__ = [
    "AfterEvent",
    "At",
    "CalendarDate",
    "Clock",
    "EndOfWork",
    "Festival",
    "Found",
    "Meaning",
    "MonthDay",
    "NthWorkingDay",
    "Offset",
    "Part",
    "Period",
    "StartOfWork",
    "Vague",
    "Weekday",
    "Within",
    "WithinDays",
    "WithinWorkingDays",
    "WithinWorkingTime",
    "WorkingTime",
    "describe",
    "find",
    "inclusive",
    "promises_in",
    "resolve",
    "why_not",
]
