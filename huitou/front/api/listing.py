"""`/api/v1/`: every route on one page of ours, with what it needs; no third host, no script."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from huitou.core.api import PERMISSIONS, public_page
from huitou.front.api.routes import api_rights
from huitou.front.api.v1 import api
from huitou.front.shell import door_answer


@dataclass(frozen=True)
class RouteRow:
    """One line of the page."""

    method: str
    path: str
    summary: str
    needs: str


@public_page()
def listing(request: HttpRequest) -> HttpResponse:
    """The routes by noun, as the OpenAPI description has them."""
    groups: dict[str, list[RouteRow]] = {}
    rights = api_rights()
    for path, methods in api.get_openapi_schema()["paths"].items():
        for method, operation in methods.items():
            needs = PERMISSIONS[rights[f"{method.upper()} {path}"]]
            row = RouteRow(method.upper(), path, operation["summary"], _(needs))
            groups.setdefault(operation["tags"][0], []).append(row)
    return door_answer(request, "front/api.html", groups=groups)
