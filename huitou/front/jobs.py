"""The front's jobs."""

from __future__ import annotations

from datetime import timedelta

from huitou.core.api import job
from huitou.front.webhooks.delivering import deliver
from huitou.front.webhooks.keeping import forget_old


@job("front.webhook_deliver", outside=True)
def webhook_deliver(*, delivery_id: int) -> None:
    """The next attempt of a delivery."""
    deliver(delivery_id=delivery_id)


@job("front.forget_old", every=timedelta(hours=1))
def forget_old_rows() -> None:
    """Old logs of webhooks and old answers of the API."""
    forget_old()
