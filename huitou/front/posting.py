"""A form that was posted: what it asks for is done and the reader led on, or the page comes again with the reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from huitou.core.api import Actor, Refusal


def done_or_again(do: Callable[[], Any], then: str, again: Callable[[Refusal], HttpResponse]) -> HttpResponse:
    """Do it and lead to `then`; when it is refused, nothing has changed and `again` draws the page with the reason."""
    try:
        do()
    except Refusal as refusal:
        return again(refusal)
    return HttpResponseRedirect(then)


def actor_of(request: HttpRequest) -> Actor:
    """The signed-in account as the one who does it."""
    return Actor.account(request.user.pk)


def id_of(text: str | None) -> int | None:
    """The id in a form or address, or None when it is none."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 19 else None
