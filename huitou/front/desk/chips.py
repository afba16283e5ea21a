"""A promise as a chip: state, word and due stamp; the page turns open to soon to late by itself at the second."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from huitou.front.shapes import PromiseChip
from huitou.front.times import Clock, iso, lasting

NOTHING = timedelta()
SOON = timedelta(minutes=30)


def due_chip(due_at: datetime, clock: Clock, *, count: int = 1) -> PromiseChip:
    """The chip of an open promise, or of the most urgent of several."""
    text, left = clock.day_and_time(due_at), due_at - clock.now
    if left < NOTHING:
        word, state = _("迟了 %(span)s") % {"span": lasting(-left)}, "late"
    else:
        word, state = _("%(due)s 前") % {"due": text}, "soon" if left <= SOON else "open"
    return PromiseChip(
        state=state,  # type: ignore[arg-type]
        word=word,
        hint=_("承诺的期限：%(due)s") % {"due": text},
        due_at=iso(due_at),
        count=count,
    )


def left_text(due_at: datetime, clock: Clock) -> str:
    """还有 38 分钟, 迟了 12 分钟."""
    left = due_at - clock.now
    if left < NOTHING:
        return _("迟了 %(span)s") % {"span": lasting(-left)}
    return _("还有 %(span)s") % {"span": lasting(left)}
