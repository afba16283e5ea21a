"""The demo goes on living while somebody looks: one turn every twenty seconds."""

from __future__ import annotations

import random
from datetime import timedelta

from huitou.core.api import job, setting
from huitou.demo.living import colleagues, customers


@job("demo.live", every=timedelta(seconds=20))
def live() -> None:
    """One turn of customers and absent colleagues; nothing in a real company, or when the demo is to stand still."""
    if not setting("demo") or setting("demo.still"):
        return
    luck = random.SystemRandom()
    customers.live(luck=luck)
    colleagues.work(luck=luck)
