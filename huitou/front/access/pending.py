"""Between the password and the second factor: who it is, kept in a session that nobody is signed in to yet."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth import login as start_session
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from huitou.core.api import access
from huitou.front.access.language import keep_language

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
    answer = HttpResponseRedirect(safe_path(request, next_path))
    keep_language(answer, account.language)
    return answer


def safe_path(request: HttpRequest, path: str) -> str:
    """The path if it leads to a page of ours, else the desk."""
    good = path.startswith("/") and url_has_allowed_host_and_scheme(path, {request.get_host()}, request.is_secure())
    return path if good and not path.startswith(("/login", "/logout", "//")) else HOME
