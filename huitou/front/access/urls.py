"""Addresses of coming in and going out."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
