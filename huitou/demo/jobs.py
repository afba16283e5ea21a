"""The demo goes on living while somebody looks: one turn every twenty seconds."""

from __future__ import annotations

import random
from datetime import timedelta

from huitou.core.api import job, setting
from huitou.demo.living import colleagues, customers


@job("demo.live", every=timedelta(seconds=20))
def live() -> None:
    """One turn of customers and absent colleagues; nothing at all in a real company."""
    if not setting("demo"):
        return
    luck = random.SystemRandom()
    customers.live(luck=luck)
    colleagues.work(luck=luck)
