"""Coming in and going out: password, second factor, and the switches of language and theme."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import logout as end_this_session
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from huitou.core.api import Refusal, access, public_page
from huitou.front.access.demo import demo_logins
from huitou.front.access.language import keep_language, keep_theme, mark_choice
from huitou.front.access.pending import HOME, enter, page_left, remember, remembered, safe_path
from huitou.front.access.shapes import LoginPage
from huitou.front.sentences import sentence, status
from huitou.front.shell import door_answer


@public_page()
def home(request: HttpRequest) -> HttpResponse:
    """The bare address leads to the desk."""
    return HttpResponseRedirect(HOME)


@public_page(("GET", "POST"))
@never_cache
@sensitive_post_parameters("password")
def login(request: HttpRequest) -> HttpResponse:
    """User name and password; then the second factor, where there is one or must be."""
    if access.is_new():
        return HttpResponseRedirect(reverse("welcome"))
    if request.method == "GET":
        wanted = safe_path(request, request.GET.get("next", ""))
        return HttpResponseRedirect(wanted) if request.user.is_authenticated else _form(request, wanted)
    wanted, name = safe_path(request, request.POST.get("next", "")), request.POST.get("login", "")
    try:
        account = access.check_password(
            login=name, password=request.POST.get("password", ""), address=request.META["REMOTE_ADDR"]
        )
    except Refusal as refusal:
        return _form(request, wanted, username=name, refusal=refusal)
    return _after_password(request, account, wanted)


def _after_password(request: HttpRequest, account: Any, wanted: str) -> HttpResponse:
    if access.has_second_factor(account_id=account.pk):
        remember(request, account.pk, wanted)
        return HttpResponseRedirect(reverse("login_code"))
    if access.must_have_second_factor(role=account.role):
        remember(request, account.pk, wanted, secret=access.new_secret())
        return HttpResponseRedirect(reverse("login_enrolment"))
    return enter(request, account.pk, wanted, second_factor=False)


@public_page(("GET", "POST"))
@never_cache
@sensitive_post_parameters("code")
def code(request: HttpRequest) -> HttpResponse:
    """The six digits, or a recovery code."""
    pending = remembered(request)
    account = access.account_object(pending.account_id) if pending else None
    if pending is None or account is None or not access.has_second_factor(account_id=account.pk):
        return HttpResponseRedirect(reverse("login"))
    if request.method == "GET":
        return _form(request, pending.next, second_step=True)
    try:
        access.check_code(account=account, code=request.POST.get("code", ""), address=request.META["REMOTE_ADDR"])
    except Refusal as refusal:
        return _form(request, pending.next, refusal=refusal, second_step=True)
    return enter(request, account.pk, pending.next, second_factor=True)


@public_page(("GET", "POST"))
@never_cache
@sensitive_post_parameters("code")
def enrolment(request: HttpRequest) -> HttpResponse:
    """Set up an authenticator before the first page is seen: for roles that must have one."""
    pending = remembered(request)
    account = access.account_object(pending.account_id) if pending else None
    if pending is None or account is None or not pending.secret or access.has_second_factor(account_id=account.pk):
        return HttpResponseRedirect(reverse("login"))
    problem = None
    if request.method == "POST":
        try:
            codes = access.add_second_factor(account=account, secret=pending.secret, code=request.POST.get("code", ""))
        except Refusal as refusal:
            problem = refusal
        else:
            entered = enter(request, account.pk, pending.next, second_factor=True)
            shown = door_answer(request, "front/access/codes.html", codes=codes, next=entered["Location"])
            shown.cookies.update(entered.cookies)
            return shown
    said, code = (sentence(problem), status(problem)) if problem else ("", 200)
    enrolment = access.enrolment(account=account, secret=pending.secret)
    return door_answer(request, "front/access/enrolment.html", code, enrolment=enrolment, error=said)


@public_page(("POST",))
def logout(request: HttpRequest) -> HttpResponse:
    """Leave; only by POST, so that no picture in a mail can throw somebody out."""
    if request.user.is_authenticated:
        access.signed_out(account_id=request.user.pk)
    end_this_session(request)
    return HttpResponseRedirect(reverse("login"))


@public_page(("POST",))
def language(request: HttpRequest) -> HttpResponse:
    """Read in another language, in this browser and, for colleagues, everywhere."""
    chosen = request.POST.get("language", "")
    answer = HttpResponseRedirect(page_left(request))
    keep_language(answer, chosen)
    if request.user.is_authenticated and answer.cookies:
        access.choose_language(account_id=request.user.pk, language=chosen)
    elif answer.cookies:
        mark_choice(answer)
    return answer


@public_page(("POST",))
def theme(request: HttpRequest) -> HttpResponse:
    """Light, dark, or as the system says."""
    answer = HttpResponseRedirect(page_left(request))
    keep_theme(answer, request.POST.get("theme", ""))
    return answer


def _form(
    request: HttpRequest, wanted: str, *, username: str = "", refusal: Refusal | None = None, second_step: bool = False
) -> HttpResponse:
    page = LoginPage(
        action=reverse("login_code" if second_step else "login"),
        username=username,
        error=sentence(refusal) if refusal else "",
        next=wanted,
        second_step=second_step,
        demo_logins=() if second_step else demo_logins(),
    )
    return door_answer(request, "front/login.html", status(refusal) if refusal else 200, page=page)
