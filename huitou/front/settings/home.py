"""Settings without a page: the first that the reader may open beside their own account, else that."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from huitou.core.api import may, page


@page(None)
def home(request: HttpRequest) -> HttpResponse:
    """Lead to the company's page or to one's own."""
    return HttpResponseRedirect("/settings/company" if may(request.user, "settings.edit") else "/settings/me")
