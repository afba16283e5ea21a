"""The manager's day: what is late, what is about to be, who has too much, who waits, and what customers said."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from huitou.core.api import page
from huitou.front.day.view import day_view
from huitou.front.shell import page_answer


@page("day.read")
def day(request: HttpRequest) -> HttpResponse:
    """The whole page, of one team or of all."""
    view = day_view(request.GET.get("team", ""), request.user)
    return page_answer(request, "front/day.html", "day", page=view)
