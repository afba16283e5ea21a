"""Who listens outside: asked for every fact of the house, so it is remembered for a second."""

from __future__ import annotations

import time

from huitou.front.models import Webhook
from huitou.front.push.public import TOLD
from huitou.front.webhooks.rules import hears

REMEMBERED = 1.0  # seconds; a webhook switched on in another process hears what happens from then on
TESTS = "front.webhook_tested.v1"  # heard only by the webhook it names, which needs no listener for it

Listening = tuple[tuple[int, frozenset[str], bool], ...]
_known: tuple[float, Listening] = (-REMEMBERED, ())


def somebody_hears(name: str) -> bool:
    """Whether any active webhook hears facts of this name. At most one query a second, however many facts."""
    return name != TESTS and bool(_of(_listening(), name))


def who_hears(name: str) -> tuple[int, ...]:
    """The active webhooks that hear facts of this name, as the table says now."""
    return _of(_read(), name)


def forget_who_listens() -> None:
    """A webhook was changed in this process: look again at once."""
    global _known
    _known = (-REMEMBERED, ())


def _of(listening: Listening, name: str) -> tuple[int, ...]:
    return tuple(
        pk for pk, facts, public in listening if hears(name=name, facts=facts, public=public, public_names=TOLD)
    )


def _listening() -> Listening:
    global _known
    moment = time.monotonic()
    if moment - _known[0] >= REMEMBERED:
        _known = (moment, _read())
    return _known[1]


def _read() -> Listening:
    rows = Webhook.objects.filter(active=True).order_by("id").values_list("id", "facts", "public")
    return tuple((pk, frozenset(facts), public) for pk, facts, public in rows)
