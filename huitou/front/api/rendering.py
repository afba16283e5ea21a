"""JSON in and out, by orjson: strict UTF-8, no lone surrogates, times in UTC."""

from __future__ import annotations

from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from ninja.parser import Parser
from ninja.renderers import BaseRenderer

from huitou.front.api.problems import JSON

OPTIONS = orjson.OPT_UTC_Z | orjson.OPT_NON_STR_KEYS


class Renderer(BaseRenderer):
    """Writes answers."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:
        return b"" if response_status == 204 else orjson.dumps(data, option=OPTIONS)


class Reader(Parser):
    """Reads bodies; what is no JSON is a ValueError, which ninja answers with 400."""

    def parse_body(self, request: HttpRequest) -> Any:
        return orjson.loads(request.body)


def straight(data: Any) -> HttpResponse:
    """An answer of a hot route: rows as they were read, written without being checked once more."""
    return HttpResponse(orjson.dumps(data, option=OPTIONS), content_type=JSON)
