"""What is shown when there is no page, no permission, no token, or when we broke something."""

from __future__ import annotations

import logging
import secrets
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from huitou.front.public.lost import of_customers
from huitou.front.refusals import told

log = logging.getLogger("huitou.front")


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """There is no such page."""
    return told(request, 404, "core.not_found", _("网址可能写错了，或者它已被合并、删除。"))


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """The request makes no sense (a host we do not serve, too many fields)."""
    return told(request, 400, "core.bad_request", _("这个请求我们看不懂，什么都没有保存。"))


def no_token(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was not one of ours, or the page was open for too long."""
    words = _("页面放得太久，或者浏览器不允许 Cookie。请刷新页面再试一次，刚才的内容没有保存。")
    if of_customers(request):
        words = _("页面放得太久了，或者浏览器不允许 Cookie，没有收到。请退回上一页刷新后再提交。")
    return told(request, 403, "core.no_token", words)


def broken(request: HttpRequest) -> HttpResponse:
    """Our fault; the number leads to the line in the log."""
    reference = secrets.token_hex(4)
    log.error("broken %s %s %s", reference, request.method, request.path)
    words = _("已经记了下来。请稍后再试；如果一直这样，把编号告诉管理员。")
    return told(request, 500, "core.broken", words, reference)
