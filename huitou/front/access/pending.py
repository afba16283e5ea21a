"""Between the password and the second factor: who it is, kept in a session that nobody is signed in to yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth import login as start_session
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme

from huitou.channels.api import channels
from huitou.core.api import access, may, right_of
from huitou.front.access.language import chosen_by_hand, keep_language

KEY = "signing_in"
LASTS_SECONDS = 600
HOME = "/desk"


@dataclass(frozen=True)
class Pending:
    """Somebody who knew the password."""

    account_id: int
    next: str
    secret: str = ""  # of an authenticator that is being set up


def remember(request: HttpRequest, account_id: int, next_path: str, secret: str = "") -> None:
    """Keep who it is for the next step, under a new session key."""
    request.session.cycle_key()
    request.session[KEY] = {"account_id": account_id, "next": next_path, "secret": secret}
    request.session.set_expiry(LASTS_SECONDS)


def remembered(request: HttpRequest) -> Pending | None:
    """Who it is, or None when nobody is under way or it took too long."""
    kept = request.session.get(KEY)
    return Pending(kept["account_id"], kept["next"], kept["secret"]) if kept else None


def enter(request: HttpRequest, account_id: int, next_path: str, *, second_factor: bool) -> HttpResponse:
    """Start the session of an account, whole; the old session's key and content are gone."""
    account = access.account_object(account_id)
    if account is None:
        return HttpResponseRedirect(reverse("login"))
    request.session.flush()
    start_session(request, account, backend="huitou.core.accounts.backend.PasswordBackend")
    access.signed_in(account_id=account_id, address=request.META["REMOTE_ADDR"], second_factor=second_factor)
    answer = HttpResponseRedirect(_first_page(account, safe_path(request, next_path)))
    if not chosen_by_hand(request):
        keep_language(answer, account.language)
    return answer


def _first_page(account: Any, path: str) -> str:
    """Where to: before there is any way in for customers, who may set up is led to the first steps, not an empty desk."""
    empty = path == HOME and may(account, "settings.edit") and not channels()
    return reverse("first_steps") if empty else path


def page_left(request: HttpRequest) -> str:
    """The page on which a switch was pressed, to go back to: the one the form names, else the one the browser names.

    A page that answers a form cannot be read again by its address: then it is the desk, as for everything that is not ours.
    """
    path = request.POST.get("next", "") or _path_of(request.headers.get("Referer", ""))
    if not path.startswith("/") or not url_has_allowed_host_and_scheme(path, {request.get_host()}, request.is_secure()):
        return HOME
    try:
        right = right_of(resolve(path.partition("?")[0]).func)
    except Resolver404:
        return HOME
    return path if right is not None and "GET" in right.methods else HOME


def _path_of(address: str) -> str:
    _scheme, _sep, rest = address.partition("://")
    _host, slash, path = rest.partition("/")
    return slash + path


def safe_path(request: HttpRequest, path: str) -> str:
    """The path if it leads to a page of ours, else the desk."""
    good = path.startswith("/") and url_has_allowed_host_and_scheme(path, {request.get_host()}, request.is_secure())
    return path if good and not path.startswith(("/login", "/logout", "//")) else HOME
