"""What is done to a case: changed, answered, closed, opened again, linked. One call each, then the page again."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from huitou.core.api import Refusal, page
from huitou.desk import api as desk
from huitou.front.cases.pages import answer_about, the_case
from huitou.front.posting import actor_of, done_or_again, id_of

EDIT = "cases.edit"


@page(EDIT, methods=("POST",))
def fields(request: HttpRequest, number: str) -> HttpResponse:
    """Kind, severity, touchpoint, site, owner, summary, and whether we wait for the customer."""
    given, row = request.POST, the_case(number).case
    changed = {
        "kind": given.get("kind", row.kind),
        "severity": id_of(given.get("severity")) or 0,
        "touchpoint_id": id_of(given.get("touchpoint")),
        "site_id": id_of(given.get("site")),
        "owner_id": id_of(given.get("owner")),
        "summary": given.get("summary", ""),
    }
    if row.state != "closed":
        changed["waiting"] = "waiting" in given
    return _act(request, row, "fields", lambda: desk.edit_case(case_id=row.id, actor=actor_of(request), **changed))


@page(EDIT, methods=("POST",))
def answers(request: HttpRequest, number: str) -> HttpResponse:
    """One of the five questions."""
    row, given = the_case(number).case, request.POST
    question, text = given.get("question", ""), given.get("answer", "")
    return _act(
        request,
        row,
        "questions",
        lambda: desk.answer_question(case_id=row.id, question=question, text=text, actor=actor_of(request)),
    )


@page(EDIT, methods=("POST",))
def closure(request: HttpRequest, number: str) -> HttpResponse:
    """Close it, for a reason; what is objected to can be passed over by saying so."""
    row, given = the_case(number).case, request.POST
    return _act(
        request,
        row,
        "closure",
        lambda: desk.close_case(
            case_id=row.id,
            actor=actor_of(request),
            reason=given.get("reason", "solved"),
            word=given.get("word", ""),
            despite=given.getlist("despite"),
        ),
    )


@page(EDIT, methods=("POST",))
def reopening(request: HttpRequest, number: str) -> HttpResponse:
    """Open a closed case again, with a word why."""
    row, word = the_case(number).case, request.POST.get("word", "")
    return _act(request, row, "closure", lambda: desk.reopen_case(case_id=row.id, actor=actor_of(request), word=word))


@page(EDIT, methods=("POST",))
def links(request: HttpRequest, number: str) -> HttpResponse:
    """Two cases have the same cause; the other by its number."""
    row = the_case(number).case

    def link() -> None:
        other = desk.case_id_of(number=request.POST.get("number", ""))
        if other is None:
            raise Refusal("core.not_found")
        desk.link_cases(one_id=row.id, other_id=other, actor=actor_of(request))

    return _act(request, row, "links", link)


@page(EDIT, methods=("POST",))
def link_removal(request: HttpRequest, number: str, other_id: int) -> HttpResponse:
    """They have not the same cause after all."""
    row = the_case(number).case
    return _act(
        request,
        row,
        "links",
        lambda: desk.unlink_cases(one_id=row.id, other_id=other_id, actor=actor_of(request)),
    )


@page(EDIT, methods=("POST",))
def follow_up_done(request: HttpRequest, number: str, follow_up_id: int) -> HttpResponse:
    """The visit was made; what the customer said of it."""
    detail, word = the_case(number), request.POST.get("word", "")

    def done() -> None:
        if follow_up_id not in {one.id for one in detail.follow_ups}:
            raise Refusal("core.not_found")
        desk.follow_up_done(follow_up_id=follow_up_id, actor=actor_of(request), word=word)

    return _act(request, detail.case, "visits", done)


def _act(request: HttpRequest, row: desk.CaseRow, section: str, do: Callable[[], object]) -> HttpResponse:
    return done_or_again(
        do, f"/cases/{row.number}#{section}", lambda refusal: answer_about(request, row.number, refusal, section)
    )
