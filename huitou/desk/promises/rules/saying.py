"""Whether what a reply says and what the ledger keeps are the same (D4): each time in the text is recorded or waved away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

# Between the offer and the send some minutes pass: 两小时内 said again is the same promise.
SAME_TIME = timedelta(minutes=5)


@dataclass(frozen=True)
class Said:
    """A promise that the text makes: the words of its time, what is promised, and every moment it may be read as."""

    phrase: str
    kind: str
    words: str
    due: tuple[datetime, ...]


@dataclass(frozen=True)
class Kept:
    """A promise in the ledger, or about to be: the words of the text it stands for ("" when chosen by hand), its time."""

    phrase: str
    due_at: datetime


@dataclass(frozen=True)
class Heard:
    """`waved`: what the writer said is no promise. `left`: what stands in the text and nowhere else."""

    waved: tuple[Said, ...]
    left: tuple[Said, ...]


def heard(*, said: Sequence[Said], kept: Sequence[Kept], waved: Sequence[str]) -> Heard:
    """Pair what the text says with what is recorded and what was waved away (its phrases).

    A recorded promise answers for one phrase: the one it names, else one of the same time (within `SAME_TIME`).
    """
    named, loose = Counter(one.phrase for one in kept if one.phrase), [one for one in kept if not one.phrase]
    away = Counter(waved)
    dismissed, left = [], []
    for one in said:
        if named[one.phrase]:
            named[one.phrase] -= 1
        elif same := next((other for other in loose if _same_time(one, other)), None):
            loose.remove(same)
        elif away[one.phrase]:
            away[one.phrase] -= 1
            dismissed.append(one)
        else:
            left.append(one)
    return Heard(tuple(dismissed), tuple(left))


def _same_time(one: Said, other: Kept) -> bool:
    return any(abs(due - other.due_at) <= SAME_TIME for due in one.due)
