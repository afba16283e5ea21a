"""The demo's addresses."""

from __future__ import annotations

from django.urls import path

from huitou.demo import pages, program
from huitou.front.api.v1 import api

api.add_router("", program.routes.router)
urlpatterns = [path("demo/clock", pages.clock, name="demo-clock")]
