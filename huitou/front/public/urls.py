"""Addresses that customers open. Nothing here can be guessed: form slugs are public, everything else is a long key."""

from __future__ import annotations

from django.urls import path

from huitou.front.public import files, form, matter, rating

urlpatterns = [
    path("f/<slug:slug>", form.form, name="public-form"),
    path("c/<str:key>", matter.matter, name="public-matter"),
    path("c/<str:key>/messages", matter.messages, name="public-messages"),
    path("c/<str:key>/promises/<int:promise_id>/answer", matter.answer, name="public-answer"),
    path("c/<str:key>/promises/<int:promise_id>/release", matter.release, name="public-release"),
    path("c/<str:key>/files/<str:file_key>", files.file, name="public-file"),
    path("r/<str:link>", rating.rating, name="public-rating"),
]
