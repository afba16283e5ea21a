"""The two switches that a browser remembers: language and theme.

Whose word counts at signing in: who reads the login page in a language that somebody chose there by hand, in this session
of the browser, expects the next page in the same one; so the choice holds, and the account's own setting is left as it is.
In a browser where nobody chose, the account's setting counts: a colleague at a borrowed machine reads in their own language.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse

YEAR_SECONDS = 365 * 24 * 3600


CHOSEN = "huitou_language_chosen"  # ends with the browser's session


def chosen_by_hand(request: HttpRequest) -> bool:
    """Whether a visitor chose the language in this session of the browser, before signing in."""
    return CHOSEN in request.COOKIES and request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) in dict(settings.LANGUAGES)


def mark_choice(answer: HttpResponse) -> None:
    """Remember that a visitor chose, until the browser is closed."""
    answer.set_cookie(CHOSEN, "1", secure=settings.SECURE, httponly=True, samesite="Lax")


def keep_language(answer: HttpResponse, language: str) -> None:
    """Let this browser read in a language that we have; anything else is ignored."""
    if language in dict(settings.LANGUAGES):
        _keep(answer, settings.LANGUAGE_COOKIE_NAME, language)


def keep_theme(answer: HttpResponse, theme: str) -> None:
    """light or dark; anything else goes back to what the reader's system says."""
    if theme in {"light", "dark"}:
        _keep(answer, "theme", theme)
    else:
        answer.delete_cookie("theme", samesite="Lax")


def _keep(answer: HttpResponse, name: str, value: str) -> None:
    # Not httponly: the page's own script sets the theme before the first paint. They hold no secret.
    answer.set_cookie(name, value, max_age=YEAR_SECONDS, secure=settings.SECURE, samesite="Lax")
