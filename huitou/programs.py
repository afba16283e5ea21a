"""What programs are served: the API, and the demo's own route in it, which is added before the addresses are read."""

from __future__ import annotations

from huitou.demo import program
from huitou.front.api.v1 import api

api.add_router("", program.routes.router)

from huitou.front.api.urls import urlpatterns  # noqa: E402

__all__ = ["urlpatterns"]
