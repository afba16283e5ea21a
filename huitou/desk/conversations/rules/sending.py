"""What may leave: collisions between colleagues, the time to take it back, empty and too long texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from huitou.measures.refusal import Refusal

LONGEST_TEXT = 100_000  # characters; a novel is 300,000
LONGEST_INBOUND = 500_000
LATER = "later"  # the reason that a queued reply waits: its writer put it off
MOST_LATER = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply that stands in the conversation (queued or sent)."""

    message_id: int
    author_id: int | None


def colleague_answered(*, answers: Sequence[Answer], seen_message_id: int | None, author_id: int) -> Answer | None:
    """The newest reply by somebody else that the writer had not seen; None when the way is free.

    `seen_message_id` is the newest message when the composer was drawn, 0 when there was none, None when the writer
    saw nothing at all (a program): then no reply of a colleague stops it.
    """
    if seen_message_id is None:
        return None
    newer = [one for one in answers if one.message_id > seen_message_id and one.author_id != author_id]
    return max(newer, key=lambda one: one.message_id, default=None)


def release_at(*, at: datetime, undo_seconds: int) -> datetime:
    """When a reply leaves: until then it can be taken back."""
    return at + timedelta(seconds=max(0, undo_seconds))


def check_later(*, send_at: datetime, at: datetime, due_at: Sequence[datetime] = ()) -> datetime:
    """The moment for which a reply is put off: within 60 days, and before the first promise in it falls due."""
    if not at < send_at <= at + MOST_LATER:
        raise Refusal("desk.send_at_wrong", days=MOST_LATER.days)
    if any(due <= send_at for due in due_at):
        raise Refusal("desk.promise_before_sending")
    return send_at


def check_undo(*, state: str, release_at: datetime | None, at: datetime, is_author: bool) -> None:
    """Whether a reply may still be taken back: by its author, and before it leaves."""
    if not is_author:
        raise Refusal("desk.not_your_message")
    if state != "queued" or (release_at is not None and at >= release_at):
        raise Refusal("desk.already_sent")


def check_text(text: str, *, files: int = 0, longest: int = LONGEST_TEXT) -> str:
    """The text as it is kept: no NULs, no broken characters. Empty without a file, or too long, is refused."""
    kept = clean(text)
    if not kept.strip() and not files:
        raise Refusal("desk.empty_text")
    if len(kept) > longest:
        raise Refusal("desk.text_too_long", length=len(kept), most=longest)
    return kept


def clean(text: str) -> str:
    """What every database can keep: no NUL, no half of a surrogate pair, one kind of line end."""
    whole = text.encode("utf-8", "replace").decode("utf-8") if any("\ud800" <= c <= "\udfff" for c in text) else text
    return whole.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")


def restored_draft(*, undone: str, draft: str) -> str:
    """The draft after an undo: what was taken back, and below it what was typed meanwhile."""
    return undone if not draft.strip() or draft == undone else f"{undone}\n\n{draft}"


def check_snooze(*, until: datetime, at: datetime, state: str) -> None:
    """Whether a conversation may sleep until then: it is open, and the time lies ahead, at most a year."""
    if state == "closed":
        raise Refusal("desk.conversation_closed")
    if until <= at:
        raise Refusal("desk.snooze_in_the_past")
    if until - at > timedelta(days=366):
        raise Refusal("desk.snooze_too_far")


def check_close(*, state: str, promise_due: datetime | None) -> None:
    """Whether a conversation may be closed: not while a promise made in it is open."""
    if promise_due is not None and state != "closed":
        raise Refusal("desk.promise_still_open", due_at=promise_due)
