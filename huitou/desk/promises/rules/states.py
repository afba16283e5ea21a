"""What may become of a promise. Nothing here is ever edited: every step is a row, and the old rows stay."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from huitou.measures.refusal import Refusal

OPEN, KEPT, KEPT_LATE, BROKEN = "open", "kept", "kept_late", "broken"
RENEGOTIATED, RELEASED = "renegotiated", "released"
TAKEN_BACK = "taken_back"  # made with a reply that was undone before it left: the customer never read it
ENDED = frozenset({KEPT, KEPT_LATE, BROKEN, RENEGOTIATED, RELEASED, TAKEN_BACK})

_BY_US: dict[str, frozenset[str]] = {OPEN: ENDED}
# Only the customer's own word changes what we have already written down: "not kept" against our "kept", and back.
_BY_CUSTOMER: dict[str, frozenset[str]] = {
    OPEN: frozenset({KEPT, KEPT_LATE, BROKEN, RELEASED}),
    KEPT: frozenset({BROKEN}),
    KEPT_LATE: frozenset({BROKEN}),
    BROKEN: frozenset({KEPT, KEPT_LATE}),
}


def allowed(before: str, after: str, *, by_customer: bool = False) -> bool:
    """Whether a promise may go from one state to another, by us or by the customer's own word."""
    return after in (_BY_CUSTOMER if by_customer else _BY_US).get(before, frozenset())


def require_step(before: str, after: str) -> None:
    """Raise Refusal("desk.promise_ended") when we may not take this step any more."""
    if not allowed(before, after):
        raise Refusal("desk.promise_ended", state=before)


def is_late(due_at: datetime, at: datetime) -> bool:
    """Late is after the due time, exactly: at the very moment itself it is not late yet."""
    return due_at < at


def kept_state(due_at: datetime, kept_at: datetime) -> str:
    """Kept in time or kept late."""
    return KEPT_LATE if is_late(due_at, kept_at) else KEPT


def after_customer(*, state: str, kept: bool, due_at: datetime, ended_at: datetime | None, at: datetime) -> str | None:
    """The state after the customer said "kept" or "not kept"; None when their word changes nothing.

    Saying "not kept" before the promise is due is refused ("desk.promise_not_due"): there is still time to keep it.
    When the customer confirms what we recorded, nothing changes; when they had called it broken and now say "kept",
    it is kept late, because in time it was not.
    """
    if kept:
        if state == BROKEN:
            return KEPT_LATE
        return kept_state(due_at, at) if state == OPEN else None
    if state == OPEN and not is_late(due_at, at):
        raise Refusal("desk.promise_not_due")
    return BROKEN if allowed(state, BROKEN, by_customer=True) else None


@dataclass(frozen=True)
class Rung:
    """A step of a team's ladder: who, and the minutes they have to take it."""

    account_id: int
    minutes_to_take: int


def next_rung(*, ladder: tuple[Rung, ...], tried: frozenset[int], owner_id: int) -> Rung | None:
    """To whom the duty goes next: the first of the ladder who was not asked yet and does not have it already.

    None at the top: the duty stays with the last one, and the page says that nobody took it.
    """
    return next((rung for rung in ladder if rung.account_id not in tried and rung.account_id != owner_id), None)


def take_until(at: datetime, rung: Rung) -> datetime:
    """Until when the duty must be taken; at least one minute."""
    return at + timedelta(minutes=max(rung.minutes_to_take, 1))


def counts(*, state: str, due_at: datetime, ended_at: datetime | None, at: datetime) -> bool | None:
    """How a promise counts in the kept-rate: True kept in time, False not, None not counted.

    Open and not yet due, released by the customer, taken back, or renegotiated before it was due: not counted.
    Open and late, kept late, broken, or renegotiated only after it was due: not kept.
    """
    if state == KEPT:
        return True
    if state in (KEPT_LATE, BROKEN):
        return False
    if state == OPEN:
        return False if is_late(due_at, at) else None
    if state == RENEGOTIATED and ended_at is not None:
        return False if is_late(due_at, ended_at) else None
    return None
