"""Addresses of the promise ledger."""

from __future__ import annotations

from django.urls import URLPattern, path

from huitou.front.promises import pages

urlpatterns: list[URLPattern] = [
    path("", pages.promises, name="promises"),
    path(".csv", pages.table, name="promises-csv"),
    path("/<int:promise_id>/duty", pages.duty, name="promise-duty"),
]
