"""The desk's timers: each calls one action."""

from __future__ import annotations

from datetime import timedelta

from huitou.core.api import job
from huitou.desk.cases.actions import closing
from huitou.desk.conversations.actions import assigning, releasing, states
from huitou.desk.promises.actions import lateness


# ── promises and cases ──────────────────────────────────────────────────────────────────────────────────────────────
@job("desk.promise_remind")
def promise_remind(*, promise_id: int) -> None:
    """Before a promise is late: its owner is reminded. Key `promise:<id>:remind`."""
    lateness.remind(promise_id=promise_id)


@job("desk.promise_due")
def promise_due(*, promise_id: int) -> None:
    """At the due time: a promise still open is late and handed over. Key `promise:<id>:due`."""
    lateness.fall_due(promise_id=promise_id)


@job("desk.promise_climb")
def promise_climb(*, promise_id: int, number: int) -> None:
    """Nobody took it in time: it climbs on. Key `promise:<id>:climb:<number>`."""
    lateness.climb(promise_id=promise_id, number=number)


@job("desk.follow_up_due")
def follow_up_due(*, follow_up_id: int) -> None:
    """A follow-up visit is to be made today. Key `follow_up:<id>`."""
    closing.follow_up_due(follow_up_id=follow_up_id)


# ── conversations ───────────────────────────────────────────────────────────────────────────────────────────────────
@job("desk.release_reply")
def release_reply(*, message_id: int) -> None:
    """The undo window of a reply is over: it leaves. Key `message:<id>:release`."""
    releasing.release_reply(message_id=message_id)


@job("desk.wake")
def wake(*, conversation_id: int) -> None:
    """The time until which a conversation was put aside has come. Key `conversation:<id>:wake:<time>`."""
    states.wake_due(conversation_id=conversation_id)


@job("desk.assign_waiting", every=timedelta(minutes=1))
def assign_waiting() -> None:
    """Shifts begin by the clock: every queue is tried again each minute."""
    assigning.assign_waiting()
