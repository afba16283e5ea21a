"""A conversation as thread items: messages, notes and thin lines of facts between them, days apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from huitou.core.api import FactRow as LedgerFact
from huitou.core.api import Refusal, facts_of_conversation
from huitou.desk import api as desk
from huitou.front.desk.chips import due_chip
from huitou.front.desk.shapes import AttachmentRow, DayRow, FactRow, MessageRow, NoteRow, ThreadItem
from huitou.front.desk.tellings import Tellings
from huitou.front.naming import named
from huitou.front.sentences import sentence
from huitou.front.shapes import Person, PromiseChip
from huitou.front.shell import person
from huitou.front.times import Clock, heading, iso

TOGETHER = timedelta(minutes=5)
SHOWN_INLINE = {"image/png", "image/jpeg", "image/gif", "image/webp"}
NOBODY = Person("", "", "", 0)


def thread_items(
    found: desk.Thread,
    head: desk.Header,
    promises: Iterable[desk.PromiseRow],
    clock: Clock,
    *,
    account_id: int,
) -> tuple[ThreadItem, ...]:
    """Everything of one page of a conversation in order of time."""
    made_with: dict[int, list[desk.PromiseRow]] = defaultdict(list)
    for row in promises:
        if row.message_id:
            made_with[row.message_id].append(row)
    customer = Person(
        f"c{head.customer_id}",
        named(head.customer_address, head.reply_to),
        named(head.customer_address, head.reply_to)[:1],
        head.customer_id % 8,
    )
    lines = _facts(head.id, found, clock)
    items: list[tuple[datetime, ThreadItem]] = [(at, line) for at, line in lines]
    before: desk.ThreadMessage | None = None
    for one in found.items:
        if isinstance(one, desk.ThreadNote):
            items.append((one.at, _note(one, clock)))
            before = None
            continue
        chip = _promise_chip(made_with.get(one.id, []), clock)
        items.append((one.at, _message(one, before, customer, chip, clock)))
        before = one
    items.sort(key=lambda item: item[0])
    return tuple(_with_days(items, clock, head.seen_message_id))


def _message(
    one: desk.ThreadMessage,
    before: desk.ThreadMessage | None,
    customer: Person,
    chip: PromiseChip | None,
    clock: Clock,
) -> MessageRow:
    ours = one.direction == "out"
    left = int((one.release_at - clock.now).total_seconds() + 0.999) if one.release_at and one.state == "queued" else 0
    undoable = one.state == "queued" and left > 0
    later = undoable and one.reason == "later"
    return MessageRow(
        id=str(one.id),
        ours=ours,
        author=person(one.author_id, one.author_name) if ours and one.author_id else (NOBODY if ours else customer),
        at=iso(one.at),
        time_text=f"{one.at.astimezone(clock.where):%H:%M}",
        paragraphs=tuple(one.text.split("\n")),
        html=one.html if not ours else "",
        attachments=tuple(attachment(file) for file in one.files),
        state="later" if later else "undoable" if undoable else one.state,  # type: ignore[arg-type]
        state_text=_later_text(one, clock) if later else _state_text(one, undoable),
        undo_seconds=max(left, 0),
        undo_href=f"/desk/messages/{one.id}" if undoable else "",
        sending_href=reverse("desk-sending", args=[one.id]) if later else "",
        retry_href=f"/desk/messages/{one.id}/retry" if one.state == "failed" else "",
        continued=_continued(one, before),
        promise=chip,
    )


def _later_text(one: desk.ThreadMessage, clock: Clock) -> str:
    return _("将于 %(when)s 发出") % {"when": clock.day_and_time(one.release_at)} if one.release_at else ""


def _state_text(one: desk.ThreadMessage, undoable: bool) -> str:
    if one.state == "failed":
        return _("没有发出去：%(why)s") % {"why": sentence(Refusal(one.reason))}
    if one.refused_files:
        names = _("、").join(name for name, _code in one.refused_files)
        return _("附件未收：%(names)s") % {"names": names}
    if one.reason == "automatic":
        return _("自动回复，不必答")
    return _("即将发出") if undoable else ""


def _continued(one: desk.ThreadMessage, before: desk.ThreadMessage | None) -> bool:
    return (
        before is not None
        and before.direction == one.direction
        and before.author_id == one.author_id
        and one.at - before.at < TOGETHER
    )


def _note(one: desk.ThreadNote, clock: Clock) -> NoteRow:
    return NoteRow(
        id=str(one.id),
        author=person(one.author_id or 0, one.author_name),
        at=iso(one.at),
        time_text=f"{one.at.astimezone(clock.where):%H:%M}",
        paragraphs=tuple(one.text.split("\n")),
        attachments=tuple(attachment(file) for file in one.files),
    )


def attachment(file: desk.FileRow) -> AttachmentRow:
    """A file of a message or note."""
    href = f"/desk/files/{file.key}"
    image = file.content_type in SHOWN_INLINE
    size = f"{file.size / 1024 / 1024:.1f} MB" if file.size >= 1024 * 1024 else f"{max(file.size // 1024, 1)} KB"
    return AttachmentRow(file.key, file.filename, size, href, "image" if image else "file", href if image else "")


def _promise_chip(rows: list[desk.PromiseRow], clock: Clock) -> PromiseChip | None:
    """The most urgent of the open promises that a reply made, with their number; of ended ones the last."""
    waiting = [row.due_at for row in rows if row.ended_at is None]
    if waiting:
        return due_chip(min(waiting), clock, count=len(waiting))
    if not rows:
        return None
    row = rows[-1]
    return PromiseChip(state=row.state, word=desk.promise_word(state=row.state))  # type: ignore[arg-type]


def _facts(conversation_id: int, found: desk.Thread, clock: Clock) -> list[tuple[datetime, FactRow]]:
    """The thin lines within the page's time: hand-overs, promises, states; not what the page shows anyway."""
    since = found.items[0].at if found.items and found.older else None
    rows = [
        row
        for row in facts_of_conversation(conversation_id, limit=120, names=Tellings.TOLD)
        if since is None or row.at >= since
    ]
    tellings = Tellings.of(rows)
    return [(row.at, _line(row, tellings, clock)) for row in reversed(rows)]


def _line(row: LedgerFact, tellings: Tellings, clock: Clock) -> FactRow:
    icon, label, tone = tellings.tell(row)
    return FactRow(str(row.id), icon, label, iso(row.at), f"{row.at.astimezone(clock.where):%H:%M}", tone)  # type: ignore[arg-type]


def _with_days(items: list[tuple[datetime, ThreadItem]], clock: Clock, seen: int) -> list[ThreadItem]:
    """Put a line between days."""
    shown, told_unread = None, False
    result: list[ThreadItem] = []
    for at, item in items:
        of = at.astimezone(clock.where).date()
        if of != shown:
            result.append(DayRow(of.isoformat(), heading(of, clock.today)))
            shown = of
        fresh = isinstance(item, MessageRow) and not item.ours and int(item.id) > seen > 0
        if fresh and not told_unread:
            result.append(DayRow("unread", _("以下未读"), unread=True))
            told_unread = True
        result.append(item)
    return result
