"""Addresses of the audit."""

from __future__ import annotations

from django.urls import URLPattern, path

from huitou.front.audit import pages

urlpatterns: list[URLPattern] = [
    path("", pages.audit, name="audit"),
    path(".csv", pages.export, name="audit_csv"),
]
