"""The first page of a new installation, and the first steps after it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from huitou.core.api import Refusal, access, page, public_page
from huitou.front.access.pending import enter
from huitou.front.access.steps import first_steps
from huitou.front.sentences import sentence, status
from huitou.front.shell import door_answer

FIELDS = ("key", "company_name", "username", "name", "password")


@public_page(("GET", "POST"))
@never_cache
@sensitive_post_parameters("password", "key")
def welcome(request: HttpRequest) -> HttpResponse:
    """Make the first administrator, guarded by the key that stands on the console and in the data folder."""
    if not access.is_new():
        return HttpResponseRedirect(reverse("login"))
    access.first_key()  # there is one, even when nobody printed it
    problem = None
    typed = {name: request.POST.get(name, "") for name in FIELDS}
    if request.method == "POST":
        try:
            account_id = access.make_first(**typed, address=request.META["REMOTE_ADDR"])
            return enter(request, account_id, reverse("first_steps"), second_factor=False)
        except Refusal as refusal:
            problem = refusal
    typed["password"] = ""
    said, code = (sentence(problem), status(problem)) if problem else ("", 200)
    return door_answer(request, "front/access/first.html", code, typed=typed, error=said)


@page("settings.edit")
def steps(request: HttpRequest) -> HttpResponse:
    """What is left to do until the first customer can write."""
    return door_answer(request, "front/welcome.html", steps=first_steps())
