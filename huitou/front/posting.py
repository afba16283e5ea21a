"""What was asked and posted: ids and page keys as they stand in a form or an address; doing what a form asks for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
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


def posted_id(request: HttpRequest, name: str) -> int | None:
    """The id posted under this name, or None: what the empty option of a select says."""
    return id_of(request.POST.get(name))


def page_key(text: str) -> str:
    """The key of the page before (a moment and an id); "" for one that is none of ours: the first page is shown."""
    moment, _mark, pk = text.rpartition("~")
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        return ""
    return text if id_of(pk) is not None and at.tzinfo else ""
