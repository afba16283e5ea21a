"""The demo bar's buttons."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

from huitou.core.api import Actor, page
from huitou.demo.clock.actions import forward


@page(None, methods=("POST",))
def clock(request: HttpRequest) -> HttpResponse:
    """Move the demo's clock forward and come back to the same page."""
    forward(by=request.POST.get("step", "hour"), actor=Actor.account(request.user.pk))
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    back = request.META.get("HTTP_REFERER", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return HttpResponseRedirect(back if safe else "/desk")
