"""Addresses of the pages about customers. A POST is a noun with its own address."""

from __future__ import annotations

from django.urls import URLPattern, path

from huitou.front.customers import importing, leaving, merging, pages, posts

urlpatterns: list[URLPattern] = [
    path("", pages.customers_page, name="customers"),
    path("/new", pages.new, name="customers-new"),
    path(".csv", leaving.table, name="customers-csv"),
    path("/duplicates", merging.duplicates, name="customers-duplicates"),
    path("/import", importing.start, name="customers-import"),
    path("/import/mapping", importing.mapping, name="customers-import-mapping"),
    path("/import/<int:run_id>", importing.run, name="customers-import-run"),
    path("/import/<int:run_id>/progress", importing.progress, name="customers-import-progress"),
    path("/import/<int:run_id>/carrying-out", importing.carrying_out, name="customers-import-carrying-out"),
    path("/import/<int:run_id>/refused.csv", importing.refused, name="customers-import-refused"),
    path("/<int:customer_id>", pages.customer, name="customer"),
    path("/<int:customer_id>/timeline", pages.timeline, name="customer-timeline"),
    path("/<int:customer_id>/edit", pages.edit, name="customer-edit"),
    path("/<int:customer_id>/handles", posts.handles, name="customer-handles"),
    path("/<int:customer_id>/handles/<int:handle_id>/removal", posts.handle_removal, name="customer-handle-removal"),
    path("/<int:customer_id>/details", posts.details, name="customer-details"),
    path("/<int:customer_id>/details/<int:detail_id>/end", posts.detail_end, name="customer-detail-end"),
    path("/<int:customer_id>/consents", posts.consents, name="customer-consents"),
    path("/<int:customer_id>/merge", merging.merge, name="customer-merge"),
    path("/<int:customer_id>/merges/<int:merge_id>/undoing", merging.undoing, name="customer-merge-undoing"),
    path("/<int:customer_id>/not-same", merging.not_same, name="customer-not-same"),
    path("/<int:customer_id>/copy", leaving.person, name="customer-copy"),
    path("/<int:customer_id>/erasure", leaving.erasure, name="customer-erasure"),
]
