"""Addresses of the settings pages for programs: keys, webhooks, deliveries."""

from __future__ import annotations

from django.urls import URLPattern, path

from huitou.front.webhooks import pages, tokens

urlpatterns: list[URLPattern] = [
    path("/tokens", tokens.tokens, name="settings_tokens"),
    path("/tokens/<int:token_id>/revocation", tokens.revocation, name="settings_token_revocation"),
    path("/webhooks", pages.webhooks, name="settings_webhooks"),
    path("/webhooks/network", pages.network, name="settings_webhooks_network"),
    path("/webhooks/<int:webhook_id>", pages.webhook, name="settings_webhook"),
    path("/webhooks/<int:webhook_id>/switch", pages.switch, name="settings_webhook_switch"),
    path("/webhooks/<int:webhook_id>/secret", pages.secret, name="settings_webhook_secret"),
    path("/webhooks/<int:webhook_id>/tests", pages.test, name="settings_webhook_tests"),
    path("/webhooks/<int:webhook_id>/removal", pages.removal, name="settings_webhook_removal"),
    path("/deliveries/<int:delivery_id>/repeats", pages.repeat, name="settings_delivery_repeats"),
]
