"""The promise ledger: what we said to customers and what became of it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from huitou.core.api import Refusal, page
from huitou.desk import api as desk
from huitou.front.downloads import csv_answer
from huitou.front.posting import actor_of, done_or_again, page_key
from huitou.front.promises.asked import asked
from huitou.front.promises.rows import ledger_view
from huitou.front.promises.table import ledger_lines
from huitou.front.refusals import refused
from huitou.front.shell import page_answer

READ, MAKE = "desk.read", "promises.make"


@page(READ)
def promises(request: HttpRequest) -> HttpResponse:
    """A page of the ledger as its address asks for it."""
    what = asked(request.GET, request.user)
    view = ledger_view(what, after=page_key(request.GET.get("after", "")))
    return page_answer(request, "front/promises.html", "promises", page=view)


@page(READ)
def table(request: HttpRequest) -> HttpResponse:
    """The same as a table for a spreadsheet."""
    return csv_answer("promises.csv", ledger_lines(asked(request.GET, request.user).filter, request.user))


@page(MAKE, methods=("POST",))
def duty(request: HttpRequest, promise_id: int) -> HttpResponse:
    """I take over a late promise that was handed to me; then I am in its conversation."""
    found = desk.promise(promise_id=promise_id)
    if found is None:
        raise Refusal("core.not_found")
    return done_or_again(
        lambda: desk.take_escalation(promise_id=promise_id, actor=actor_of(request)),
        f"/desk/c/{found.conversation_id}",
        lambda refusal: refused(request, refusal),
    )
