"""How a page says who may see it: one decorator, read by the page itself and by the test that walks every door."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.utils.http import urlencode

from huitou.core.accounts.permissions import PERMISSIONS, require

View = Callable[..., HttpResponse]
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True)
class Right:
    """Who may open a page: strangers, everybody who is signed in (`reads` None), or the holders of a right."""

    methods: tuple[str, ...]
    reads: str | None = None
    writes: str | None = None
    stranger: bool = False

    def needed(self, method: str) -> str | None:
        """The right that a method needs; None when being signed in (or nothing, for `stranger`) is enough."""
        return self.reads if method in SAFE else self.writes


def page(
    permission: str | None, methods: tuple[str, ...] = ("GET",), *, writes: str | None = ""
) -> Callable[[View], View]:
    """Mark a view as a page for colleagues and let only those in who hold the right.

    `permission` is a key of PERMISSIONS, or None for everybody who is signed in. `writes` names another right for
    methods that change something (left out: the same). Strangers are led to the login page (a swap by `HX-Redirect`),
    the others get Refusal("core.not_allowed"); a method that is not named is answered with 405.
    """
    right = Right(methods=methods, reads=permission, writes=permission if writes == "" else writes)
    for name in (right.reads, right.writes):
        if name is not None and name not in PERMISSIONS:
            raise ValueError(f"{name} is not in PERMISSIONS")

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return to_login(request)
            needed = right.needed(request.method or "GET")
            if needed is not None:
                require(request.user, needed)
            if not _allowed(right, request):
                return HttpResponseNotAllowed(right.methods)
            answer = view(request, *args, **kwargs)
            # After logging out, nobody leafs back to what a colleague saw.
            answer.headers.setdefault("Cache-Control", "no-store")
            return answer

        guarded.right = right  # type: ignore[attr-defined]
        return guarded

    return decorate


def public_page(methods: tuple[str, ...] = ("GET",)) -> Callable[[View], View]:
    """Mark a view as meant for strangers: customers' own pages, the login."""
    right = Right(methods=methods, stranger=True)

    def decorate(view: View) -> View:
        @wraps(view)
        def open_to_all(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not _allowed(right, request):
                return HttpResponseNotAllowed(right.methods)
            return view(request, *args, **kwargs)

        open_to_all.right = right  # type: ignore[attr-defined]
        return open_to_all

    return decorate


def right_of(view: Any) -> Right | None:
    """The right that a view was marked with, or None when nobody marked it (the test of every door fails then)."""
    return getattr(view, "right", None)


def to_login(request: HttpRequest) -> HttpResponse:
    """The way to the login page and back; a swap is told to load it whole."""
    back = request.get_full_path() if request.method == "GET" and not request.headers.get("HX-Request") else ""
    if request.headers.get("HX-Request"):
        back = _path_of_page(request)
    where = f"{settings.LOGIN_URL}?{urlencode({'next': back})}" if back else settings.LOGIN_URL
    if request.headers.get("HX-Request"):
        return HttpResponse(status=401, headers={"HX-Redirect": where})
    return HttpResponseRedirect(where)


def _path_of_page(request: HttpRequest) -> str:
    """The page on which a swap was asked for: that is where the person wants to be again, not the part."""
    address = request.headers.get("HX-Current-URL", "")
    _scheme, _sep, rest = address.partition("://")
    _host, slash, path = rest.partition("/")
    return slash + path


def _allowed(right: Right, request: HttpRequest) -> bool:
    return request.method in right.methods or (request.method == "HEAD" and "GET" in right.methods)
