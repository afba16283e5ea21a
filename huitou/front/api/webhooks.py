"""Webhooks: made, changed, tested; their log."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Schema
from pydantic import Field

from huitou.core.api import Refusal
from huitou.front.api.caller import caller_of
from huitou.front.api.conversations import DONE
from huitou.front.api.cursors import cursor, number_of
from huitou.front.api.rendering import straight
from huitou.front.api.routes import Routes
from huitou.front.api.shapes import Body, Cursor, Done, Id, Items, Limit, Made, Page, Text
from huitou.front.webhooks import actions, reads

routes = Routes("webhooks")


class WebhookIn(Body):
    """`facts` empty: all. `public`: only what a customer may know as well."""

    url: Text = Field(min_length=1, max_length=500)
    name: Text = Field("", max_length=60)
    facts: list[Text] = Field(default_factory=list, max_length=200)
    public: bool = False


class WebhookChange(Body):
    """Only what is given is changed."""

    url: Text | None = Field(None, max_length=500)
    name: Text | None = Field(None, max_length=60)
    facts: list[Text] | None = Field(None, max_length=200)
    public: bool | None = None
    active: bool | None = None


class SecretOut(Schema):
    """What signs every delivery."""

    secret: str


@routes.get("/webhooks", needs="tokens.manage", answers=Items[reads.WebhookRow])
def list_webhooks(request: HttpRequest) -> Any:
    """Every webhook."""
    return {"items": reads.webhooks()}


@routes.post("/webhooks", needs="tokens.manage", answers=Made)
def make_webhook(request: HttpRequest, body: WebhookIn) -> Any:
    """A new one; it hears what happens from now on."""
    made, _secret = actions.make_webhook(
        url=body.url, name=body.name, facts_heard=body.facts, public=body.public, actor=caller_of(request).actor
    )
    return {"id": made}


@routes.get("/webhooks/{webhook_id}", needs="tokens.manage", answers=reads.WebhookRow)
def get_webhook(request: HttpRequest, webhook_id: Id) -> Any:
    """One of them."""
    return _found(webhook_id)


@routes.get("/webhooks/{webhook_id}/secret", needs="tokens.manage", answers=SecretOut)
def get_secret(request: HttpRequest, webhook_id: Id) -> Any:
    """Its secret. Not part of what POST answers, because those answers are kept for a while."""
    _found(webhook_id)
    return {"secret": reads.secret_of(webhook_id=webhook_id)}


@routes.put("/webhooks/{webhook_id}/secret", needs="tokens.manage", answers=SecretOut)
def remake_secret(request: HttpRequest, webhook_id: Id) -> Any:
    """A new secret; the old one signs nothing any more."""
    return {"secret": actions.remake_secret(webhook_id=webhook_id, actor=caller_of(request).actor)}


@routes.patch("/webhooks/{webhook_id}", needs="tokens.manage", answers=Done)
def edit_webhook(request: HttpRequest, webhook_id: Id, body: WebhookChange) -> Any:
    """Change it, switch it off or on. It never switches itself off."""
    given = body.dict(exclude_unset=True)
    if "facts" in given:
        given["facts_heard"] = given.pop("facts")
    actions.edit_webhook(webhook_id=webhook_id, actor=caller_of(request).actor, **given)
    return DONE


@routes.delete("/webhooks/{webhook_id}", needs="tokens.manage", answers=Done)
def remove_webhook(request: HttpRequest, webhook_id: Id) -> Any:
    """It hears nothing any more."""
    actions.remove_webhook(webhook_id=webhook_id, actor=caller_of(request).actor)
    return DONE


@routes.post("/webhooks/{webhook_id}/tests", needs="tokens.manage", answers=Made)
def test_webhook(request: HttpRequest, webhook_id: Id) -> Any:
    """Send it an event that means nothing; the id is the delivery's."""
    return {"id": actions.send_test(webhook_id=webhook_id, actor=caller_of(request).actor)}


@routes.get("/webhooks/{webhook_id}/deliveries", needs="tokens.manage", answers=Page[reads.DeliveryRow])
def list_deliveries(
    request: HttpRequest,
    webhook_id: Id,
    state: Literal["", "waiting", "delivered", "failed"] = "",
    after: Cursor = "",
    limit: Limit = 50,
) -> HttpResponse:
    """Its log: every delivery with every attempt, newest first."""
    _found(webhook_id)
    rows = reads.deliveries(webhook_id=webhook_id, state=state, before=number_of(after), limit=limit)
    return straight({"items": rows, "next": cursor(rows[-1].id) if len(rows) == limit else None})


@routes.post("/deliveries/{delivery_id}/repeats", needs="tokens.manage", answers=Done, status=200)
def redeliver(request: HttpRequest, delivery_id: Id) -> Any:
    """Deliver it once more, under the same id."""
    actions.redeliver(delivery_id=delivery_id, actor=caller_of(request).actor)
    return DONE


def _found(webhook_id: int) -> reads.WebhookRow:
    found = reads.webhook(webhook_id=webhook_id)
    if found is None:
        raise Refusal("core.not_found")
    return found
