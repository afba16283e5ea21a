"""Address of the manager's day."""

from __future__ import annotations

from django.urls import URLPattern, path

from huitou.front.day import pages

urlpatterns: list[URLPattern] = [path("", pages.day, name="day")]
