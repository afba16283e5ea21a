"""Every address of the product, room by room."""

from __future__ import annotations

urlpatterns: list = []
