"""Webhooks made, changed, switched off by people; tested; a delivery begun again."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from huitou.core.api import Actor, Refusal, all_kinds, enqueue, now, record, writing
from huitou.front import facts
from huitou.front.models import Delivery, Webhook
from huitou.front.webhooks import rules
from huitou.front.webhooks.hearing import forget_who_listens

LONGEST_NAME = 60
JOB = "front.webhook_deliver"


def make_webhook(
    *, url: str, name: str = "", facts_heard: Sequence[str] = (), public: bool = False, actor: Actor
) -> tuple[int, str]:
    """Make a webhook; returns its id and its secret, which is shown when asked for and signs every delivery.

    `facts_heard`: names of facts, none for all; `public`: only what a customer may know as well. Refused
    "front.webhook_url", "front.webhook_fact" (name), "front.webhook_name".
    """
    values = _checked(name=name, url=url, facts_heard=facts_heard)
    secret = new_secret()
    with writing():
        row = Webhook.objects.create(
            **values,
            public=public,
            secret=secret,
            made_at=now(),
            made_by_id=actor.id if actor.kind == "account" else None,
        )
        record(facts.WebhookMade(webhook_id=row.pk), actor=actor)
    forget_who_listens()
    return row.pk, secret


def edit_webhook(
    *,
    webhook_id: int,
    url: str | None = None,
    name: str | None = None,
    facts_heard: Sequence[str] | None = None,
    public: bool | None = None,
    active: bool | None = None,
    actor: Actor,
) -> None:
    """Change a webhook; None leaves a thing as it is.

    Switched off, what is still on its way is given up (it can be delivered by hand); switched on again it hears what
    happens from then on.

    Refused as `make_webhook`, and "core.not_found".
    """
    values = _checked(name=name, url=url, facts_heard=facts_heard)
    values |= {key: value for key, value in {"public": public, "active": active}.items() if value is not None}
    with writing():
        row = _locked(webhook_id)
        changed = sorted(key for key, value in values.items() if getattr(row, key) != value)
        if not changed:
            return
        for key in changed:
            setattr(row, key, values[key])
        if "url" in changed or "active" in changed:
            row.failures, row.resting_until = 0, None
        if not row.active:
            _stop(row)
        row.save()
        record(facts.WebhookChanged(webhook_id=row.pk, fields=changed, active=row.active), actor=actor)
    forget_who_listens()


def remake_secret(*, webhook_id: int, actor: Actor) -> str:
    """A new secret, from the next delivery on; the old one signs nothing any more. Refused "core.not_found"."""
    secret = new_secret()
    with writing():
        row = _locked(webhook_id)
        Webhook.objects.filter(pk=row.pk).update(secret=secret)
        record(facts.WebhookChanged(webhook_id=row.pk, fields=["secret"], active=row.active), actor=actor)
    return secret


def remove_webhook(*, webhook_id: int, actor: Actor) -> None:
    """It hears nothing any more and is not shown; its log stays until it is old. Refused "core.not_found"."""
    with writing():
        row = _locked(webhook_id)
        Webhook.objects.filter(pk=row.pk).update(removed_at=now(), active=False)
        _stop(row)
        record(facts.WebhookRemoved(webhook_id=row.pk), actor=actor)
    forget_who_listens()


def send_test(*, webhook_id: int, actor: Actor) -> int:
    """Send an event that means nothing, now, also when it is switched off; returns the delivery's id."""
    with writing():
        row = _locked(webhook_id)
        fact_id = record(facts.WebhookTested(webhook_id=row.pk), actor=actor)
        Webhook.objects.filter(pk=row.pk).update(resting_until=None)
        return begin_delivery(webhook_id=row.pk, fact_id=fact_id)


def redeliver(*, delivery_id: int, actor: Actor) -> None:
    """Begin the attempts anew, under the same id: a receiver that has it already recognises it.

    Refused "core.not_found", and "front.still_delivering" while attempts are still to come.
    """
    with writing():
        row = Delivery.objects.select_for_update().filter(pk=delivery_id, webhook__removed_at=None).first()
        if row is None:
            raise Refusal("core.not_found")
        if row.state == Delivery.WAITING:
            raise Refusal("front.still_delivering")
        moment = now()
        row.state, row.attempts, row.round = Delivery.WAITING, 0, row.round + 1
        row.next_at, row.ended_at = moment, None
        row.save()
        Webhook.objects.filter(pk=row.webhook_id).update(resting_until=None)
        enqueue(JOB, {"delivery_id": row.pk}, run_at=moment, key=job_key(row))
        record(facts.DeliveryRepeated(webhook_id=row.webhook_id, delivery_id=row.pk), actor=actor)


def begin_delivery(*, webhook_id: int, fact_id: int) -> int:
    """Put a fact on its way to a webhook, in the caller's transaction; once for each pair."""
    moment = now()
    row, new = Delivery.objects.get_or_create(
        webhook_id=webhook_id, fact_id=fact_id, defaults={"at": moment, "next_at": moment}
    )
    if new:
        enqueue(JOB, {"delivery_id": row.pk}, run_at=moment, key=job_key(row))
    return row.pk


def job_key(row: Delivery) -> str:
    """The key of the job that makes the next attempt."""
    return f"webhook:{row.pk}:{row.round}:{row.attempts + 1}"


def new_secret() -> str:
    """A secret that nobody guesses: 192 bits."""
    return "whs_" + secrets.token_urlsafe(24)


def _checked(*, name: str | None, url: str | None, facts_heard: Sequence[str] | None) -> dict[str, object]:
    values: dict[str, object] = {}
    if name is not None:
        if len(name.strip()) > LONGEST_NAME:
            raise Refusal("front.webhook_name")
        values["name"] = name.strip()
    if url is not None:
        values["url"] = rules.check_url(url)
    if facts_heard is not None:
        known = {kind.name for kind in all_kinds()}
        unknown = next((one for one in facts_heard if one not in known), None)
        if unknown is not None:
            raise Refusal("front.webhook_fact", name=unknown[:80])
        values["facts"] = sorted(set(facts_heard))
    return values


def _stop(row: Webhook) -> None:
    waiting = Delivery.objects.filter(webhook=row, state=Delivery.WAITING)
    waiting.update(state=Delivery.FAILED, next_at=None, ended_at=now())


def _locked(webhook_id: int) -> Webhook:
    row = Webhook.objects.select_for_update().filter(pk=webhook_id, removed_at=None).first()
    if row is None:
        raise Refusal("core.not_found")
    return row
