"""Every address of the product: the screens, then the demo's own."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("huitou.front.urls")),
]
