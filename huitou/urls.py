"""Every address of the product: the screens, the demo's own, and what programs are served."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from huitou.front.later import later

urlpatterns: list[URLPattern | URLResolver] = [
    later("api", "huitou.programs"),
    path("", include("huitou.front.urls")),
    path("", include("huitou.demo.urls")),
]
handler400 = "huitou.front.errors.bad_request"
handler404 = "huitou.front.errors.not_found"
handler500 = "huitou.front.errors.broken"
