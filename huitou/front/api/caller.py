"""Who calls: the account behind a key, and whether it may use the route."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from ninja.security.base import AuthBase

from huitou.core.api import PERMISSIONS, Actor, Refusal, account_of_token, require


@dataclass(frozen=True)
class Caller:
    """A program with a valid key. What it does, it does as its account: the ledger names that account."""

    account: Any
    token_id: int

    @property
    def actor(self) -> Actor:
        return Actor.account(self.account.pk)


class Key(AuthBase):
    """`Authorization: Bearer ht_…`; the key's account must hold the right `needs`.

    Refused "api.no_key", "api.bad_key" (401), "core.not_allowed" (403).
    """

    openapi_type = "http"
    openapi_scheme = "bearer"
    openapi_bearerFormat = "ht_…"

    def __init__(self, needs: str) -> None:
        if needs not in PERMISSIONS:
            raise ValueError(f"{needs} is not in PERMISSIONS")
        self.needs = needs
        super().__init__()

    def __call__(self, request: HttpRequest) -> Caller:
        return let_in(request, self.needs)


def let_in(request: HttpRequest, needs: str) -> Caller:
    """The caller, when the key is good and its account holds the right. Read once per request."""
    caller: Caller | None = getattr(request, "caller", None)
    if caller is None:
        caller = _read(request)
        request.caller = caller  # type: ignore[attr-defined]
    require(caller.account, needs)
    return caller


def caller_of(request: HttpRequest) -> Caller:
    """The caller of a route that has let it in."""
    return request.caller  # type: ignore[attr-defined]


def _read(request: HttpRequest) -> Caller:
    scheme, _space, text = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not text.strip():
        raise Refusal("api.no_key")
    found = account_of_token(text.strip())
    if found is None:
        raise Refusal("api.bad_key")
    return Caller(*found)
