"""The demo's addresses."""

from __future__ import annotations

from django.urls import path

from huitou.demo import pages

urlpatterns = [path("demo/clock", pages.clock, name="demo-clock")]
