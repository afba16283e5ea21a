"""Addresses of cases. A case goes by the number that customers quote."""

from __future__ import annotations

from django.urls import URLPattern, path

from huitou.front.cases import pages, posts, visits

urlpatterns: list[URLPattern] = [
    path("", pages.cases, name="cases"),
    path("/visits", visits.visits, name="visits"),
    path("/visits/<int:follow_up_id>/made", visits.made, name="visit-made"),
    path("/<str:number>", pages.case, name="case"),
    path("/<str:number>/fields", posts.fields, name="case-fields"),
    path("/<str:number>/answers", posts.answers, name="case-answers"),
    path("/<str:number>/closure", posts.closure, name="case-closure"),
    path("/<str:number>/reopening", posts.reopening, name="case-reopening"),
    path("/<str:number>/links", posts.links, name="case-links"),
    path("/<str:number>/links/<int:other_id>/removal", posts.link_removal, name="case-link-removal"),
    path("/<str:number>/follow-ups/<int:follow_up_id>/done", posts.follow_up_done, name="case-follow-up-done"),
]
