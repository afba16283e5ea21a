"""What a customer sees when there is no page, or when something went wrong: their own words, never those of the desk."""

from __future__ import annotations

import logging

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from huitou.channels.api import channels
from huitou.front.public.frame import frame, here
from huitou.front.public.shapes import PublicFrame, ThanksPage

PAGES = ("/f/", "/c/", "/r/")  # the addresses that customers open
log = logging.getLogger("huitou.front")


def of_customers(request: HttpRequest) -> bool:
    """Whether a page is one of those that customers open."""
    return request.path.startswith(PAGES)


def lost(request: HttpRequest, status: int, text: str = "", reference: str = "") -> HttpResponse:
    """The answer in place of the page. `text`: what happened, when the status alone does not say it well enough."""
    around, form = _around(request)
    page = ThanksPage(
        title=_title(status),
        text=text if status not in (404, 500) else _text(status),
        icon="late",
        reference=reference,
        link_href=reverse("public-form", args=[form]) if form else "",
        link_label=_("给我们留言") if form else "",
    )
    return render(request, "front/public/thanks.html", {"frame": around, "page": page}, status=status)


def _title(status: int) -> str:
    return {404: _("没有找到这个页面"), 500: _("对不起，我们这边出了错")}.get(status, _("这一步没有办成"))


def _text(status: int) -> str:
    if status == 404:
        return _("链接可能没有复制完整，也可能已经失效。请再点一次我们发给您的链接，或者给我们留言。")
    return _("已经记了下来，会有人去查。请过一会儿再试；刚才写的内容，请先自己留一份。")


def _around(request: HttpRequest) -> tuple[PublicFrame, str]:
    """The frame and a form to write to us with; without the database a page without names."""
    try:
        form = next((row.slug for row in channels(active_only=True) if row.kind == "form"), "")
        # A form that is itself broken is no way out of its own mistake.
        return frame(request), "" if request.path == f"/f/{form}" else form
    except DatabaseError:
        log.exception("no frame for a customer's error page")
        return PublicFrame(company="回头 Huitou", here=here(request), theme=request.COOKIES.get("theme", "")), ""
