"""A reply to an imported mail. Files of mails are only read: there is no mailbox behind them that could send."""

from __future__ import annotations

from huitou.channels.traffic.leaving import Leaving

WAY_OUT = "channels.no_way_out"


def leave() -> Leaving:
    """Failed, said openly: an answer that nobody receives must not look like one."""
    return Leaving("failed", reason=WAY_OUT, kept=("message_id",))
