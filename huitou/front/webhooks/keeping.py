"""Old logs and old answers go: a log is for finding mistakes, not a second ledger."""

from __future__ import annotations

from datetime import timedelta

from huitou.core.api import now, writing
from huitou.front.models import ApiAnswer, Delivery

LOG_KEPT = timedelta(days=30)
ANSWERS_KEPT = timedelta(days=7)
AT_ONCE = 1000


def forget_old() -> None:
    """Throw away ended deliveries after 30 days and answers under an Idempotency-Key after 7."""
    moment = now()
    with writing():
        old = Delivery.objects.filter(ended_at__lt=moment - LOG_KEPT).values_list("pk", flat=True)[:AT_ONCE]
        Delivery.objects.filter(pk__in=list(old)).delete()
        ApiAnswer.objects.filter(at__lt=moment - ANSWERS_KEPT).delete()
