"""The two switches that a browser remembers: language and theme."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse

YEAR_SECONDS = 365 * 24 * 3600


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
