"""Limits against floods of the public pages: counted in the database, so that they hold across processes.

A hotel's guests all speak from one address, the one of its Wi-Fi: a form is counted generously by address and narrowly by
the number or address that was typed into it. Who writes on their own page is counted by that page alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from django.conf import settings as django_settings
from django.http import HttpRequest

from huitou.core.api import Refusal, count_attempt, key_of_address, put_setting, setting, writing
from huitou.customers.api import check_handle

# Each within an hour; who writes more often waits a moment, longer each time.
FORMS_OF_ADDRESS, FORMS_OF_HANDLE, WORDS_ON_PAGE = 120, 10, 60


def count_form(request: HttpRequest, *, handles: Iterable[tuple[str, str]]) -> None:
    """Count one more form: Refusal("front.form_too_many", minutes) or ("front.form_same_contact", minutes)."""
    _look_for_a_proxy(request)
    address = key_of_address(request.META.get("REMOTE_ADDR", ""))
    _count({f"form:{address}": FORMS_OF_ADDRESS}, "front.form_too_many")
    _count({_key_of(kind, raw): FORMS_OF_HANDLE for kind, raw in handles}, "front.form_same_contact")


def count_words(*, conversation_key: str) -> None:
    """Count one more message on a customer's own page: Refusal("front.words_too_many", minutes)."""
    _count({f"page:{conversation_key}": WORDS_ON_PAGE}, "front.words_too_many")


def _count(free: dict[str, int], code: str) -> None:
    try:
        count_attempt(free)
    except Refusal as refusal:
        raise Refusal(code, **refusal.params) from refusal


def _key_of(kind: str, raw: str) -> str:
    """However it was written; only a hash is kept, for an hour."""
    value = check_handle(kind=kind, raw=raw).value
    digest = hashlib.sha256(f"{django_settings.SECRET_KEY}:{kind}:{value}".encode()).hexdigest()
    return f"handle:{digest}"


def _look_for_a_proxy(request: HttpRequest) -> None:
    """Without HUITOU_BEHIND_PROXY all customers behind a proxy seem to come from one address: the doctor says so then."""
    forwarded = any(name in request.META for name in ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED"))
    if forwarded and not django_settings.BEHIND_PROXY and not setting("proxy.seen"):
        with writing():
            put_setting("proxy.seen", True)
