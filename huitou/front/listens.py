"""What the front hears: every fact that somebody outside wants to know."""

from __future__ import annotations

from huitou.core.api import Heard, listens_to_all
from huitou.front.webhooks.actions import begin_delivery
from huitou.front.webhooks.hearing import somebody_hears, who_hears


@listens_to_all(when=somebody_hears)
def tell_outside(heard: Heard) -> None:
    """Put the fact on its way to every webhook that hears it."""
    for webhook_id in who_hears(heard.name):
        begin_delivery(webhook_id=webhook_id, fact_id=heard.id)
