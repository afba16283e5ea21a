"""What went wrong, always in one form: `{code, detail, fields?}`, in the language of the asker."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import orjson
from django.core.exceptions import BadRequest, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from huitou.core.api import Refusal, trouble_of
from huitou.front.api.wrong_fields import wrong_fields
from huitou.front.sentences import sentence, status

log = logging.getLogger(__name__)
JSON = "application/json; charset=utf-8"


def problem(code: str, detail: str, status: int, **more: Any) -> HttpResponse:
    """An answer that says no."""
    body = orjson.dumps({"code": code, "detail": detail, **more})
    response = HttpResponse(body, status=status, content_type=JSON)
    if status == 401:
        response["WWW-Authenticate"] = 'Bearer realm="huitou"'
    return response


def answer_of(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """A refusal as an answer."""
    soft = {"soft": True} if refusal.params.get("soft") else {}
    return problem(refusal.code, sentence(refusal), status(refusal), **soft)


def answer_to_surprise(request: HttpRequest, error: Exception) -> HttpResponse:
    """What was raised around a route, not in it: while the body was read, while an answer was kept."""
    if isinstance(error, Refusal):
        return answer_of(request, error)
    trouble = trouble_of(error)
    if trouble is not None and trouble.code == "core.disk_full":
        return answer_of(request, trouble)
    if isinstance(error, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return problem("api.too_large", _("内容太大，没有保存。请缩小后再发。"), 413)
    if isinstance(error, BadRequest | MultiPartParserError | UnreadablePostError):
        return _http(request, HttpError(400, ""))
    return _away(request, error) if isinstance(error, OperationalError) else _broken(request, error)


def teach(api: NinjaAPI) -> None:
    """Let every kind of mistake be answered in the same form."""
    handlers: dict[type[Exception], Callable[..., HttpResponse]] = {
        Refusal: answer_of,
        ValidationError: _invalid,
        HttpError: _http,
        Http404: _nothing_here,
        Exception: answer_to_surprise,
    }
    for kind, handler in handlers.items():
        api.add_exception_handler(kind, handler)


def no_such_address(request: HttpRequest, path: str = "") -> HttpResponse:
    """What stands at an address where nothing is."""
    return problem("api.no_such_address", _("没有这个接口地址。所有地址见 /api/v1/。"), 404)


def wrong_method(allowed: str) -> HttpResponse:
    """The address is right, the method is not."""
    allowed = ", ".join(sorted(one.strip() for one in allowed.split(",")))
    detail = _("这个地址不接受这种请求方法，可用：%(allowed)s。") % {"allowed": allowed}
    response = problem("api.wrong_method", detail, 405)
    response["Allow"] = allowed
    return response


def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    fields = wrong_fields(error.errors)
    detail = _("有 %(count)s 处填写不对，没有保存。") % {"count": len(fields)}
    return problem("api.invalid", detail, 422, fields=fields)


def _http(request: HttpRequest, error: HttpError) -> HttpResponse:
    if error.status_code == 400:
        return problem("api.unreadable", _("请求内容读不懂：不是正确的 JSON，或者不是 UTF-8 编码。没有保存。"), 400)
    return problem("api.refused", str(error), error.status_code)


def _nothing_here(request: HttpRequest, error: Http404) -> HttpResponse:
    return answer_of(request, Refusal("core.not_found"))


def _away(request: HttpRequest, error: OperationalError) -> HttpResponse:
    log.exception("API %s: the database did not answer", getattr(request, "request_id", ""))
    detail = _("数据库暂时没有响应，这次没有保存。请用同一个 Idempotency-Key 稍后再试。")
    response = problem("api.busy", detail, 503)
    response["Retry-After"] = "5"
    return response


def _broken(request: HttpRequest, error: Exception) -> HttpResponse:
    number = getattr(request, "request_id", "")
    log.exception("API %s %s %s failed", number, request.method, request.path, exc_info=error)
    detail = _("系统出错了，这次没有保存。请把编号 %(number)s 告诉管理员。") % {"number": number}
    return problem("api.broken", detail, 500)
