"""A refusal as an answer: JSON for programs, a toast for a swap, a page for a browser."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from huitou.core.api import Refusal
from huitou.front.sentences import sentence, status


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The answer that fits who asked."""
    code, text = status(refusal), sentence(refusal)
    if request.path.startswith("/api/") or "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"code": refusal.code, "detail": text}, status=code)
    if request.headers.get("HX-Request"):
        return HttpResponse(text, status=code, content_type="text/plain; charset=utf-8")
    return render(request, "front/error.html", {"status": code, "text": text}, status=code)
