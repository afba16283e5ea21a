"""What every answer carries: a content policy, the reader's language, and refusals in plain words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from huitou.core.api import setting
from huitou.front.public.lost import of_customers
from huitou.front.refusals import answer_to

Answer = Callable[[HttpRequest], HttpResponse]
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'; "
    "media-src 'self' blob:; worker-src 'self'"
)


class PolicyMiddleware:
    """No inline script, no third party, nothing sent anywhere else."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        return response


class LanguageMiddleware:
    """The language of the reader: chosen by the switch, else the company's (Chinese); browsers are not asked."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with translation.override(language_of(request)):
            return self.get_response(request)


def language_of(request: HttpRequest) -> str:
    """The code of a language that we have: the one chosen, on customers' pages else the company's, else Chinese."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if not chosen and of_customers(request):
        chosen = setting("company.language")
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


class RefusalMiddleware:
    """A Refusal from any page becomes a sentence and a status, here and nowhere else."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> Any:
        return answer_to(request, error)
