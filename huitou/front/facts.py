"""What happens to webhooks. Ids and codes only."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huitou.core.api import fact


@fact("front.webhook_made.v1", pgettext_lazy("fact", "新建回调"))
@dataclass(frozen=True, kw_only=True)
class WebhookMade:
    webhook_id: int


@fact("front.webhook_changed.v1", _("修改回调"))
@dataclass(frozen=True, kw_only=True)
class WebhookChanged:
    """`fields`: what was changed (url, facts, public, active, secret …)."""

    webhook_id: int
    fields: list[str]
    active: bool


@fact("front.webhook_removed.v1", _("删除回调"))
@dataclass(frozen=True, kw_only=True)
class WebhookRemoved:
    webhook_id: int


@fact("front.webhook_tested.v1", _("发送测试回调"))
@dataclass(frozen=True, kw_only=True)
class WebhookTested:
    """A test event: only the webhook it names hears it."""

    webhook_id: int


@fact("front.delivery_repeated.v1", _("重新投递回调"))
@dataclass(frozen=True, kw_only=True)
class DeliveryRepeated:
    webhook_id: int
    delivery_id: int
