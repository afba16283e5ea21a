"""Addresses of coming in and going out."""

from __future__ import annotations

from django.urls import URLPattern, path

from huitou.front.access import pages, welcome

urlpatterns: list[URLPattern] = [
    path("", pages.home, name="home"),
    path("login", pages.login, name="login"),
    path("login/code", pages.code, name="login_code"),
    path("login/enrolment", pages.enrolment, name="login_enrolment"),
    path("logout", pages.logout, name="logout"),
    path("language", pages.language, name="language"),
    path("theme", pages.theme, name="theme"),
    path("welcome", welcome.welcome, name="welcome"),
    path("start", welcome.steps, name="first_steps"),
]
