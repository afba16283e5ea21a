"""One attempt of one delivery: what is said, and what becomes of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import orjson

from huitou.core.api import enqueue, facts_by_id, now, setting, wall, writing
from huitou.desk.api import conversations_found
from huitou.front.models import Attempt, Delivery, Webhook
from huitou.front.webhooks import rules, sending
from huitou.front.webhooks.actions import JOB, job_key
from huitou.front.webhooks.sending import Answer


def deliver(*, delivery_id: int) -> None:
    """Make the next attempt and write what came of it. Called outside a transaction: a receiver may take ten seconds.

    When the worker dies between the two, the attempt is made again under the same id, which the receiver recognises.
    A receiver that does not answer is left alone for a while, so that it holds up neither others nor the worker.
    """
    row = Delivery.objects.select_related("webhook").filter(pk=delivery_id, state=Delivery.WAITING).first()
    if row is None:
        return
    webhook, moment = row.webhook, now()
    if webhook.resting_until and webhook.resting_until > moment:
        _later(row, webhook.resting_until)
        return
    body = body_of(row)
    answer = sending.post(
        url=webhook.url,
        body=body,
        headers=headers_of(row, secret=webhook.secret, body=body),
        allow_private=setting("webhooks.allow_private"),
    )
    with writing():
        _write(row.pk, row.round, answer)


def body_of(row: Delivery) -> bytes:
    """The event as JSON: id, name, at, who, the conversation's key, what. No fact holds a text or a person's name."""
    found = facts_by_id([row.fact_id])[row.fact_id]
    event: dict[str, Any] = {
        "id": found.id,
        "name": found.name,
        "at": found.at,
        "actor": {"kind": found.actor_kind, "id": found.actor_id},
        "conversation": key_of(found.conversation_id),
        "data": found.data,
    }
    return orjson.dumps(event)


def key_of(conversation_id: int | None) -> str | None:
    """The key by which the API names a conversation."""
    if conversation_id is None:
        return None
    found = conversations_found(ids=[conversation_id]).get(conversation_id)
    return found.key if found else None


def headers_of(row: Delivery, *, secret: str, body: bytes) -> dict[str, str]:
    """What goes with it. The signature's time is the machine's: the demo's clock may be days ahead of the receiver's."""
    return {
        "Content-Type": "application/json",
        "User-Agent": "Huitou-Webhook/1",
        "Idempotency-Key": f"delivery-{row.pk}",
        "Huitou-Delivery": str(row.pk),
        "Huitou-Signature": rules.signature(secret=secret, at=int(wall().timestamp()), body=body),
        "Connection": "close",
    }


def _later(row: Delivery, at: datetime) -> None:
    # A key of its own, by the time: the job of this attempt is done, its receipt stays.
    with writing():
        Delivery.objects.filter(pk=row.pk).update(next_at=at)
        enqueue(JOB, {"delivery_id": row.pk}, run_at=at, key=f"{job_key(row)}@{at.timestamp():.6f}")


def _write(delivery_id: int, round_: int, answer: Answer) -> None:
    row = Delivery.objects.select_for_update().get(pk=delivery_id)
    if row.state != Delivery.WAITING or row.round != round_:
        return
    moment = now()
    Attempt.objects.create(
        delivery=row,
        at=moment,
        took_ms=answer.took_ms,
        status=answer.status,
        problem=answer.problem,
        answer=answer.text,
    )
    row.attempts += 1
    row.status, row.answer = answer.status, answer.text
    if not answer.problem:
        row.state, row.next_at, row.ended_at = Delivery.DELIVERED, None, moment
        Webhook.objects.filter(pk=row.webhook_id).exclude(failures=0).update(failures=0, resting_until=None)
    else:
        _again(row, rules.wait_after(row.attempts), moment)
        _rest(row.webhook_id, answer, moment)
    row.save()


def _again(row: Delivery, wait: timedelta | None, moment: datetime) -> None:
    if wait is None:
        row.state, row.next_at, row.ended_at = Delivery.FAILED, None, moment
        return
    row.next_at = moment + wait
    enqueue(JOB, {"delivery_id": row.pk}, run_at=row.next_at, key=job_key(row))


def _rest(webhook_id: int, answer: Answer, moment: datetime) -> None:
    """Only who does not answer at all is left alone: a 500 to one event says nothing about the next."""
    if answer.status is not None:
        return
    webhook = Webhook.objects.select_for_update().get(pk=webhook_id)
    webhook.failures += 1
    webhook.resting_until = moment + rules.rest_after(webhook.failures)
    webhook.save(update_fields=["failures", "resting_until"])
