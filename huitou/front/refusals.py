"""A refusal as an answer: JSON for programs, a toast for a swap, a page for a browser."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from huitou.core.api import Refusal, trouble_of
from huitou.front.public.lost import lost, of_customers
from huitou.front.sentences import sentence, status


def answer_to(request: HttpRequest, error: Exception) -> HttpResponse | None:
    """The answer to a refusal, or to a trouble of the machine that can be told in a sentence; None: our own mistake."""
    refusal = error if isinstance(error, Refusal) else trouble_of(error)
    return refused(request, refusal) if refusal is not None else None


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The answer that fits who asked."""
    code, text = status(refusal), sentence(refusal)
    if request.path.startswith("/api/") or "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"code": refusal.code, "detail": text}, status=code)
    if request.headers.get("HX-Request"):
        # A soft refusal may be gone on with: the page asks, and sends the same again with `despite`.
        soft = {"X-Soft": refusal.code} if refusal.params.get("soft") else None
        return HttpResponse(text, status=code, content_type="text/plain; charset=utf-8", headers=soft)
    if of_customers(request):
        return lost(request, code, text)
    return render(request, "front/error.html", {"status": code, "text": text}, status=code)
