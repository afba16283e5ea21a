"""What went wrong as an answer that fits who asked: JSON for programs, a line for a swap, a page for a browser."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse

from huitou.core.api import Refusal, trouble_of
from huitou.front.public.lost import lost, of_customers
from huitou.front.sentences import sentence, status
from huitou.front.shell import door_answer


def answer_to(request: HttpRequest, error: Exception) -> HttpResponse | None:
    """The answer to a refusal, or to a trouble of the machine that can be told in a sentence; None: our own mistake."""
    refusal = error if isinstance(error, Refusal) else trouble_of(error)
    return refused(request, refusal) if refusal is not None else None


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """A refusal in the reader's language."""
    answer = told(request, status(refusal), refusal.code, sentence(refusal))
    if refusal.params.get("soft"):
        # It may be gone on with: the page asks, and sends the same again with `despite`.
        answer["X-Soft"] = refusal.code
    if "message_id" in refusal.params:
        answer["X-Message"] = str(refusal.params["message_id"])  # when that is taken back, so is the refusal
    return answer


def told(request: HttpRequest, status: int, code: str, text: str, reference: str = "") -> HttpResponse:
    """The sentence and its status; `reference` is the number that leads to the line in the log."""
    if request.path.startswith("/api/") or "application/json" in request.headers.get("Accept", ""):
        said = {"code": code, "detail": text} | ({"reference": reference} if reference else {})
        return JsonResponse(said, status=status)
    if request.headers.get("HX-Request"):
        return HttpResponse(f"{text} {reference}".strip(), status=status, content_type="text/plain; charset=utf-8")
    if of_customers(request):
        return lost(request, status, text, reference)
    return door_answer(request, "front/error.html", status, code=status, text=text, reference=reference)
