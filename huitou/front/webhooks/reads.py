"""Webhooks and their log, for the settings and the API."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from huitou.front.models import Attempt, Delivery, Webhook


@dataclass(frozen=True)
class WebhookRow:
    """An address outside. `facts` empty: all; `failures`: how often in a row it did not answer at all."""

    id: int
    name: str
    url: str
    facts: tuple[str, ...]
    public: bool
    active: bool
    made_at: datetime
    made_by: int | None
    failures: int
    resting_until: datetime | None


@dataclass(frozen=True)
class AttemptRow:
    """One try. `problem` "" when it was taken."""

    at: datetime
    took_ms: int
    status: int | None
    problem: str
    answer: str


@dataclass(frozen=True)
class DeliveryRow:
    """One fact on its way to one webhook: waiting, delivered, failed; `log` is its attempts, the newest first."""

    id: int
    webhook_id: int
    fact_id: int
    fact_name: str
    state: str
    attempts: int
    status: int | None
    answer: str
    at: datetime
    next_at: datetime | None
    ended_at: datetime | None
    log: tuple[AttemptRow, ...] = ()


_WEBHOOK = ("id", "name", "url", "facts", "public", "active", "made_at", "made_by_id", "failures", "resting_until")
_DELIVERY: tuple[str, ...] = (
    "id",
    "webhook_id",
    "fact_id",
    "fact__name",
    "state",
    "attempts",
    "status",
    "answer",
    "at",
    "next_at",
)


def webhooks() -> tuple[WebhookRow, ...]:
    """Every webhook that was not removed, in the order they were made."""
    return tuple(map(_row, Webhook.objects.filter(removed_at=None).order_by("id").values_list(*_WEBHOOK)))


def webhook(*, webhook_id: int) -> WebhookRow | None:
    """One webhook, or None."""
    found = Webhook.objects.filter(pk=webhook_id, removed_at=None).values_list(*_WEBHOOK).first()
    return _row(found) if found else None


def secret_of(*, webhook_id: int) -> str | None:
    """The secret that signs its deliveries; None when there is no such webhook."""
    return Webhook.objects.filter(pk=webhook_id, removed_at=None).values_list("secret", flat=True).first()


def deliveries(
    *, webhook_id: int, state: str = "", before: int | None = None, limit: int = 50
) -> tuple[DeliveryRow, ...]:
    """The log of a webhook, newest first, paged by the id of the last one. Two queries."""
    rows = Delivery.objects.filter(webhook_id=webhook_id)
    if state:
        rows = rows.filter(state=state)
    if before is not None:
        rows = rows.filter(id__lt=before)
    found = list(rows.order_by("-id").values_list(*_DELIVERY, "ended_at")[:limit])
    logs = _logs(row[0] for row in found)
    return tuple(_delivery(row, logs) for row in found)


def delivery(*, delivery_id: int) -> DeliveryRow | None:
    """One delivery with its attempts, or None."""
    rows = Delivery.objects.filter(pk=delivery_id, webhook__removed_at=None)
    found = rows.values_list(*_DELIVERY, "ended_at").first()
    return _delivery(found, _logs([delivery_id])) if found else None


def _row(values: tuple[Any, ...]) -> WebhookRow:
    pk, name, url, facts, *rest = values
    return WebhookRow(pk, name, url, tuple(facts), *rest)


def _delivery(values: tuple[Any, ...], logs: dict[int, list[AttemptRow]]) -> DeliveryRow:
    return DeliveryRow(*(*values, tuple(logs[values[0]])))


def _logs(ids: Iterable[int]) -> dict[int, list[AttemptRow]]:
    found: dict[int, list[AttemptRow]] = defaultdict(list)
    fields = ("delivery_id", "at", "took_ms", "status", "problem", "answer")
    for owner, *rest in Attempt.objects.filter(delivery_id__in=list(ids)).order_by("-id").values_list(*fields):
        found[owner].append(AttemptRow(*rest))
    return found
