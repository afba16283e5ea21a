"""Every address of the product. The demo's own come first: they add to the API before its addresses are read."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("huitou.demo.urls")),
    path("", include("huitou.front.urls")),
]
handler400 = "huitou.front.errors.bad_request"
handler404 = "huitou.front.errors.not_found"
handler500 = "huitou.front.errors.broken"
