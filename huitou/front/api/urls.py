"""Addresses of the API. Nothing below `/api/` is answered by a page, mistakes neither."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.decorators.csrf import csrf_exempt

from huitou.front.api.frame import framed
from huitou.front.api.listing import listing
from huitou.front.api.problems import no_such_address
from huitou.front.api.v1 import api

_patterns, _app, _namespace = api.urls
for _one in _patterns:
    _one.callback = framed(_one.callback)

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", listing, name="api_listing"),
    path("api/v1/", include((_patterns, _app), namespace=_namespace)),
    re_path(r"^api(?:/.*)?$", framed(csrf_exempt(no_such_address))),
]
