"""Cases: opened, changed, asked the five questions, closed, linked; the visits after them."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from pydantic import Field

from huitou.core.api import Refusal
from huitou.desk import api as desk
from huitou.front.api.caller import caller_of
from huitou.front.api.conversations import DONE, id_of
from huitou.front.api.cursors import cursor, paged
from huitou.front.api.rendering import straight
from huitou.front.api.routes import Routes
from huitou.front.api.shapes import Body, Cursor, Done, Id, Items, Key, Limit, Made, Moment, Page, Text

routes = Routes("cases")
Kind = Literal["inquiry", "request", "complaint", "suggestion", "praise"]
Question = Literal["explicit", "implicit", "satisfied", "expectation", "follow_up"]


class NewCaseIn(Body):
    """A matter: what kind, how grave (1 low to 4 safety or the press), where."""

    kind: Kind
    severity: int = Field(2, ge=1, le=4)
    touchpoint_id: Id | None = None
    site_id: Id | None = None
    owner_id: Id | None = None
    summary: Text = Field("", max_length=200)


class CaseChange(Body):
    """Only what is given is changed. `waiting`: it waits for the customer."""

    kind: Kind | None = None
    severity: int | None = Field(None, ge=1, le=4)
    touchpoint_id: Id | None = None
    site_id: Id | None = None
    owner_id: Id | None = None
    summary: Text | None = Field(None, max_length=200)
    waiting: bool | None = None


class AnswerIn(Body):
    """An empty text takes the answer away."""

    text: Text = Field(max_length=500)


class CaseClosure(Body):
    """How it ended; `despite`: codes of soft objections that were read."""

    reason: Literal["solved", "answered", "no_remedy", "duplicate", "withdrawn", "unreachable"] = "solved"
    word: Text = Field("", max_length=500)
    despite: list[Text] = Field(default_factory=list, max_length=10)


class WordIn(Body):
    """What the customer said."""

    word: Text = Field("", max_length=500)


_NEVER_NULL = {"kind", "severity", "summary", "waiting"}


@routes.get("/cases", needs="desk.read", answers=Page[desk.CaseRow])
def list_cases(
    request: HttpRequest,
    state: Literal["unclosed", "open", "waiting", "closed", ""] = "unclosed",
    kind: Literal["", "inquiry", "request", "complaint", "suggestion", "praise"] = "",
    severity: int | None = None,
    owner_id: Id | None = None,
    team_id: Id | None = None,
    site_id: Id | None = None,
    touchpoint_id: Id | None = None,
    customer_id: Id | None = None,
    since: Moment | None = None,
    until: Moment | None = None,
    number: Text = "",
    after: Cursor = "",
    limit: Limit = 25,
) -> HttpResponse:
    """Cases, newest first; with `number`, the one that customers quote it for, whatever else narrows."""
    if number:
        return straight({"items": _numbered(number), "next": None})
    chosen = desk.CaseFilter(
        state=state,
        kind=kind,
        severity=severity if severity in (1, 2, 3, 4) else None,
        owner_id=owner_id,
        team_id=team_id,
        site_id=site_id,
        touchpoint_id=touchpoint_id,
        customer_ids=(customer_id,) if customer_id is not None else (),
        since=since,
        until=until,
    )
    page = paged(lambda key: desk.cases(filter=chosen, after=key, limit=limit), after)
    return straight({"items": page.rows, "next": cursor(page.next_key) if page.next_key else None})


@routes.post("/conversations/{key}/cases", needs="cases.edit", answers=Made)
def open_case(request: HttpRequest, key: Key, body: NewCaseIn) -> Any:
    """Write down a matter of a conversation."""
    actor = caller_of(request).actor
    return {"id": desk.open_case(conversation_id=id_of(key), actor=actor, **body.dict())}


@routes.get("/conversations/{key}/cases", needs="desk.read", answers=Items[desk.CaseRow])
def list_conversation_cases(request: HttpRequest, key: Key) -> Any:
    """The cases of a conversation, newest first."""
    return {"items": desk.cases_of(conversation_ids=[id_of(key)])}


@routes.get("/cases/{case_id}", needs="desk.read", answers=desk.CaseDetail)
def get_case(request: HttpRequest, case_id: Id) -> HttpResponse:
    """A case with its history, the five questions, links and visits. Words in it are back stage."""
    found = desk.case(case_id=case_id)
    if found is None:
        raise Refusal("core.not_found")
    return straight(found)


@routes.get("/cases/{case_id}/promises", needs="desk.read", answers=Items[desk.PromiseRow])
def list_case_promises(request: HttpRequest, case_id: Id) -> Any:
    """What was promised in a case, by due time."""
    return {"items": desk.promises_of_case(case_id=case_id)}


@routes.patch("/cases/{case_id}", needs="cases.edit", answers=Done)
def edit_case(request: HttpRequest, case_id: Id, body: CaseChange) -> Any:
    """Change what is given."""
    given = body.dict(exclude_unset=True)
    kept = {key: value for key, value in given.items() if value is not None or key not in _NEVER_NULL}
    desk.edit_case(case_id=case_id, actor=caller_of(request).actor, **kept)
    return DONE


@routes.put("/cases/{case_id}/answers/{question}", needs="cases.edit", answers=Done)
def answer_question(request: HttpRequest, case_id: Id, question: Question, body: AnswerIn) -> Any:
    """Answer one of the five questions."""
    actor = caller_of(request).actor
    desk.answer_question(case_id=case_id, question=question, text=body.text, actor=actor)
    return DONE


@routes.post("/cases/{case_id}/closure", needs="cases.edit", answers=Done, status=200)
def close_case(request: HttpRequest, case_id: Id, body: CaseClosure) -> Any:
    """Close it; the customer is asked to rate."""
    desk.close_case(
        case_id=case_id,
        reason=body.reason,
        word=body.word,
        despite=body.despite,
        actor=caller_of(request).actor,
    )
    return DONE


@routes.delete("/cases/{case_id}/closure", needs="cases.edit", answers=Done)
def reopen_case(request: HttpRequest, case_id: Id, word: Text = "") -> Any:
    """Open it again, with a word why."""
    desk.reopen_case(case_id=case_id, word=word[:500], actor=caller_of(request).actor)
    return DONE


@routes.put("/cases/{case_id}/links/{other_id}", needs="cases.edit", answers=Done)
def link_cases(request: HttpRequest, case_id: Id, other_id: Id) -> Any:
    """They have the same cause."""
    desk.link_cases(one_id=case_id, other_id=other_id, actor=caller_of(request).actor)
    return DONE


@routes.delete("/cases/{case_id}/links/{other_id}", needs="cases.edit", answers=Done)
def unlink_cases(request: HttpRequest, case_id: Id, other_id: Id) -> Any:
    """They have not the same cause after all."""
    desk.unlink_cases(one_id=case_id, other_id=other_id, actor=caller_of(request).actor)
    return DONE


@routes.get("/follow-ups", needs="desk.read", answers=Page[desk.FollowUpRow])
def list_follow_ups(
    request: HttpRequest,
    until: Moment | None = None,
    owner_id: Id | None = None,
    made: bool = False,
    after: Cursor = "",
    limit: Limit = 50,
) -> HttpResponse:
    """Visits to be made, the earliest first; with `until` those due by then; with `made` those made, the last first."""
    page = paged(
        lambda key: desk.follow_ups(until=until, owner_id=owner_id, made=made, after=key, limit=limit),
        after,
    )
    return straight({"items": page.rows, "next": cursor(page.next_key) if page.next_key else None})


@routes.post("/follow-ups/{follow_up_id}/done", needs="cases.edit", answers=Done, status=200)
def follow_up_done(request: HttpRequest, follow_up_id: Id, body: WordIn) -> Any:
    """The visit was made; `word` is what the customer said."""
    desk.follow_up_done(follow_up_id=follow_up_id, word=body.word, actor=caller_of(request).actor)
    return DONE


def _numbered(number: str) -> list[desk.CaseRow]:
    case_id = desk.case_id_of(number=number)
    found = desk.case(case_id=case_id) if case_id is not None else None
    return [found.case] if found else []
