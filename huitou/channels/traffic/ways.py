"""The kinds of channels and how each sends. A new kind of channel adds its folder and its line here."""

from __future__ import annotations

from collections.abc import Callable

from huitou.channels.email import send as email
from huitou.channels.form import send as form
from huitou.channels.program import send as program
from huitou.channels.traffic.leaving import Leaving

_WAYS: dict[str, tuple[Callable[[], Leaving], str]] = {
    "form": (form.leave, form.WAY_OUT),
    "api": (program.leave, program.WAY_OUT),
    "email_file": (email.leave, email.WAY_OUT),
}
KINDS = tuple(_WAYS)


def leave_by(kind: str) -> Leaving:
    """What becomes of a reply by this kind of channel."""
    return _WAYS[kind][0]()


def way_out(*, kind: str) -> str:
    """The code of the reason why nothing can leave by this kind of channel; "" when replies do."""
    return _WAYS[kind][1]
