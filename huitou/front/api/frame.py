"""What every call of the API gets around it: its number, its language, one form for every mistake."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from huitou.front.api.problems import answer_to_surprise, wrong_method

NUMBER = re.compile(r"[A-Za-z0-9._-]{1,64}")
View = Callable[..., HttpResponse]


def framed(view: View) -> View:
    """Wrap a view of the API. `X-Request-Id` is the caller's own when it is readable, else a new one."""

    @wraps(view)
    def inside(request: HttpRequest, *args: Any, **path: Any) -> HttpResponse:
        given = request.headers.get("X-Request-Id", "")
        request.request_id = given if NUMBER.fullmatch(given) else uuid.uuid4().hex  # type: ignore[attr-defined]
        with translation.override(language_of(request)):
            try:
                response = view(request, *args, **path)
            except Exception as error:
                response = answer_to_surprise(request, error)
            if response.status_code == 405:
                response = wrong_method(response.headers.get("Allow", ""))
        response["X-Request-Id"] = request.request_id  # type: ignore[attr-defined]
        response["Content-Language"] = language_of(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return inside


def language_of(request: HttpRequest) -> str:
    """English when the caller prefers it to Chinese, else Chinese."""
    wanted = translation.trans_real.parse_accept_lang_header(request.headers.get("Accept-Language", "")[:200])
    for code, _weight in wanted:
        if code.startswith("en"):
            return "en"
        if code.startswith("zh"):
            break
    return "zh-hans"
