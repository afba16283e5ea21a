"""The short way in for the hot pages (list, conversation, post): one query says who asks and what they may.

Everything else goes through Django's full middleware. Measured: the full stack costs more than the list itself.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.handlers.exception import response_for_exception
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from huitou.core.api import account_of_visitor, to_login, visitor
from huitou.front.middleware import POLICY, language_of
from huitou.front.refusals import answer_to

MIDDLEWARE = ["huitou.front.lean.LeanMiddleware", "django.middleware.csrf.CsrfViewMiddleware"]
EXACT = ("/desk", "/desk/list")
PREFIX = "/desk/c/"


class LeanMiddleware:
    """Session, language, content policy and refusals in one step."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            response = self._answer(request)
        except Exception as error:  # before a page was asked, so nobody else has made an answer of it
            response = answer_to(request, error) or response_for_exception(request, error)
        response.headers["Content-Security-Policy"] = POLICY
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Cache-Control"] = "no-store"
        return response

    def _answer(self, request: HttpRequest) -> HttpResponse:
        with translation.override(language_of(request)):
            found = visitor(request.COOKIES.get(settings.SESSION_COOKIE_NAME, ""))
            if found is None:
                return to_login(request)
            request.user = account_of_visitor(found)
            return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> Any:
        return answer_to(request, error)


class LeanHandler(WSGIHandler):
    """Django's handler with the short middleware."""

    def load_middleware(self, is_async: bool = False) -> None:
        whole = settings.MIDDLEWARE
        settings.MIDDLEWARE = MIDDLEWARE
        try:
            super().load_middleware(is_async)
        finally:
            settings.MIDDLEWARE = whole


def is_hot(path: str) -> bool:
    """Whether a path goes the short way."""
    return path in EXACT or path.startswith(PREFIX)
