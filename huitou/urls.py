"""Every address of the product: the screens, then the demo's own."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("huitou.front.urls")),
    path("", include("huitou.demo.urls")),
]
handler400 = "huitou.front.errors.bad_request"
handler404 = "huitou.front.errors.not_found"
handler500 = "huitou.front.errors.broken"
