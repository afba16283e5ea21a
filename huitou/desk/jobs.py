"""The desk's timers: each calls one action."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from huitou.core.api import job
from huitou.desk.cases.actions import closing
from huitou.desk.conversations.actions import assigning, releasing, states
from huitou.desk.promises.actions import lateness


# ── promises and cases ──────────────────────────────────────────────────────────────────────────────────────────────
@job("desk.promise_remind", together=True)
def promise_remind(calls: Sequence[Mapping[str, int]]) -> None:
    """Before promises are late: their owners are reminded. Key `promise:<id>:remind`."""
    lateness.remind(promise_ids=[call["promise_id"] for call in calls])


@job("desk.promise_due", together=True)
def promise_due(calls: Sequence[Mapping[str, int]]) -> None:
    """At the due time: promises still open are late and handed over. Key `promise:<id>:due`."""
    lateness.fall_due(promise_ids=[call["promise_id"] for call in calls])


@job("desk.promise_climb", together=True)
def promise_climb(calls: Sequence[Mapping[str, int]]) -> None:
    """Nobody took it in time: it climbs on. Key `promise:<id>:climb:<number>`."""
    lateness.climb(steps=[(call["promise_id"], call["number"]) for call in calls])


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
