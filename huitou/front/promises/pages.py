"""The promise ledger: what we said to customers and what became of it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from huitou.core.api import Refusal, page
from huitou.customers import api as customers
from huitou.desk import api as desk
from huitou.front.desk.lists import Clock
from huitou.front.posting import actor_of, done_or_again
from huitou.front.promises.asked import Asked, asked
from huitou.front.promises.rows import cells, heads, ledger_view
from huitou.front.refusals import refused
from huitou.front.shell import page_answer
from huitou.measures.text.csvsafe import safe_cell

READ, MAKE = "desk.read", "promises.make"
CHUNK, EXPORT_MOST = 500, 50_000


@page(READ)
def promises(request: HttpRequest) -> HttpResponse:
    """A page of the ledger as its address asks for it."""
    what = asked(request.GET, request.user)
    view = ledger_view(what, after=_after(request))
    return page_answer(request, "front/promises.html", "promises", page=view)


@page(READ)
def table(request: HttpRequest) -> HttpResponse:
    """The same as a table for a spreadsheet."""
    what, clock = asked(request.GET, request.user), Clock.read()
    text = io.StringIO("\ufeff", newline="")
    text.seek(0, io.SEEK_END)
    csv.writer(text).writerows([safe_cell(cell) for cell in line] for line in _lines(what, clock))
    answer = HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="promises.csv"'
    answer["Cache-Control"] = "no-store"
    return answer


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


def _lines(what: Asked, clock: Clock) -> Iterator[tuple[str, ...]]:
    yield heads()
    after = ""
    for _chunk in range(EXPORT_MOST // CHUNK):
        found = desk.ledger(filter=what.filter, after=after, limit=CHUNK, at=clock.now)
        persons = customers.customers(ids={row.customer_id for row in found.rows})
        names = {pk: row.name or row.address for pk, row in persons.items()}
        yield from (cells(row, names, clock) for row in found.rows)
        if not (after := found.next_key):
            return
    yield (_("一次最多导出 %(most)s 行，其余没有写进来。请用筛选缩小范围。") % {"most": EXPORT_MOST},)


def _after(request: HttpRequest) -> str:
    """The key of the page before; one that is none of ours shows the first page."""
    moment, _mark, pk = request.GET.get("after", "").rpartition("~")
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        return ""
    return f"{moment}~{pk}" if pk.isdecimal() and len(pk) < 19 and at.tzinfo else ""
