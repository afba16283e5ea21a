"""A promise as a chip: state, word and due stamp; the page turns open to soon to late by itself at the second."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from huitou.front.rows import PromiseChip
from huitou.front.times import day_and_time, iso, lasting

SOON = timedelta(minutes=30)


def due_chip(due_at: datetime, *, now: datetime, where: ZoneInfo, count: int = 1) -> PromiseChip:
    """The chip of an open promise, or of the most urgent of several."""
    text = day_and_time(due_at, today=now.astimezone(where).date(), where=where)
    if due_at < now:
        word, state = _("迟了 %(span)s") % {"span": lasting(now - due_at)}, "late"
    else:
        word, state = _("%(due)s 前") % {"due": text}, "soon" if due_at - now <= SOON else "open"
    return PromiseChip(
        state=state,  # type: ignore[arg-type]
        word=word,
        hint=_("承诺的期限：%(due)s") % {"due": text},
        due_at=iso(due_at),
        count=count,
    )


def left_text(due_at: datetime, now: datetime) -> str:
    """还有 38 分钟, 迟了 12 分钟."""
    if due_at < now:
        return _("迟了 %(span)s") % {"span": lasting(now - due_at)}
    return _("还有 %(span)s") % {"span": lasting(due_at - now)}
