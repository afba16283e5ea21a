"""Every address of the screens, one line each; a folder of pages adds one include here."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("huitou.front.access.urls")),
    path("", include("huitou.front.public.urls")),
    path("", include("huitou.front.desk.urls")),
    path("settings", include("huitou.front.settings.urls")),
    path("settings", include("huitou.front.webhooks.urls")),
    path("audit", include("huitou.front.audit.urls")),
    path("customers", include("huitou.front.customers.urls")),
    path("promises", include("huitou.front.promises.urls")),
    path("day", include("huitou.front.day.urls")),
    path("cases", include("huitou.front.cases.urls")),
]
