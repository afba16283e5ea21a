"""Promises: made, checked before, kept, broken, renegotiated, released; the ledger and its rates."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Schema
from pydantic import Field

from huitou.core.api import Refusal, may, require
from huitou.desk import api as desk
from huitou.front.api.caller import caller_of
from huitou.front.api.conversations import DONE, act_key, id_of
from huitou.front.api.cursors import cursor, paged
from huitou.front.api.rendering import straight
from huitou.front.api.routes import Routes
from huitou.front.api.shapes import Body, Cursor, Done, Id, Items, Key, Limit, Made, Moment, Page, Text
from huitou.front.promises.asked import TEAM_RIGHT
from huitou.front.sentences import sentence

routes = Routes("promises")
View = Literal["mine", "team", "late", "soon", "waiting", "made", "ended", "all"]


class PromiseIn(Body):
    """A promise to be made. `despite`: codes of soft objections that were read and are gone against."""

    kind: Text = Field("", max_length=20, description="left out: read out of `text`")
    text: Text = Field(min_length=1, max_length=300)
    due_at: Moment
    case_id: Id | None = None
    phrase: Text = Field("", max_length=100, description="the words of time in the reply that it stands for")
    despite: list[Text] = Field(default_factory=list, max_length=10)

    def made(self) -> desk.NewPromise:
        """As the desk takes it."""
        return desk.NewPromise(
            kind=self.kind or desk.promise_kind_of(text=self.text),
            text=self.text,
            due_at=self.due_at,
            case_id=self.case_id,
            despite=tuple(self.despite),
            phrase=self.phrase,
        )


class ObjectionOut(Schema):
    """What speaks against it; `hard`: it cannot be promised."""

    code: str
    detail: str
    hard: bool


class OutcomeIn(Body):
    """What became of it. `broken` and `released` need a word; `message_id`: the reply that kept it."""

    outcome: Literal["kept", "broken", "released"]
    word: Text = Field("", max_length=300)
    message_id: Id | None = None


class RenegotiationIn(Body):
    """Another time or content that the customer agreed to; `word` is theirs."""

    due_at: Moment
    word: Text = Field(min_length=1, max_length=300)
    text: Text = Field("", max_length=300, description="left out: as before")
    despite: list[Text] = Field(default_factory=list, max_length=10)


class SuggestionIn(Body):
    """A text in which promises may stand."""

    text: Text = Field(max_length=20_000)
    team_id: Id | None = None


class PromiseDetail(Schema):
    """A promise with the rows of its history, oldest first."""

    promise: desk.PromiseRow
    history: list[desk.StateRow]


class LedgerCountsOut(Schema):
    """How many promises stand in each view, counted up to 100."""

    mine: int
    team: int
    late: int
    soon: int
    waiting: int
    late_mine: int


class KeepableOut(Schema):
    """An open promise and the reply that may have kept it."""

    promise_id: int
    text: str
    message_id: int
    at: datetime


class RateOut(Schema):
    """The share kept in time with its 95% interval; `warning`: "", few_cases, no_cases."""

    key: int | str
    name: str
    value: float | None
    low: float | None
    high: float | None
    n: int
    kept: int
    not_kept: int
    warning: str


class LedgerQuery(Schema):
    """What narrows the ledger."""

    view: View = "mine"
    team_id: Id | None = None
    owner_id: Id | None = Field(None, description="owed by")
    customer_id: Id | None = None
    kind: Text = Field("", max_length=20)
    state: Literal["", "kept", "kept_late", "broken", "renegotiated", "released"] = Field(
        "", description="of those that ended"
    )
    due_from: Moment | None = None

    def chosen(self, me: Any) -> desk.LedgerFilter:
        """As the desk takes it; without the right to see the team's ledger, what one owes or was handed oneself."""
        own = self.view in ("waiting", "made")
        return desk.LedgerFilter(
            view=self.view,
            account_id=me.pk,
            team_ids=(self.team_id,) if self.team_id is not None else None,
            customer_ids=(self.customer_id,) if self.customer_id is not None else (),
            kind=self.kind,
            state=self.state,
            owner_id=self.owner_id if own or may(me, TEAM_RIGHT) else me.pk,
            due_from=self.due_from,
        )


@routes.get("/promises", needs="desk.read", answers=Page[desk.PromiseRow])
def list_promises(
    request: HttpRequest, asked: Query[LedgerQuery], after: Cursor = "", limit: Limit = 25
) -> HttpResponse:
    """The ledger: open ones by due time, ended ones newest first. `mine` is the key's account.

    Without the right `promises.team` only what the key's account owes, made or was asked to take over.
    """
    chosen = asked.chosen(caller_of(request).account)
    page = paged(lambda key: desk.ledger(filter=chosen, after=key, limit=limit), after)
    return straight({"items": page.rows, "next": cursor(page.next_key) if page.next_key else None})


@routes.get("/promises/{promise_id}", needs="desk.read", answers=PromiseDetail)
def get_promise(request: HttpRequest, promise_id: Id) -> Any:
    """One promise with its history: nothing of it is ever edited."""
    return {"promise": _found(promise_id), "history": desk.promise_history(promise_id=promise_id)}


@routes.get("/conversations/{key}/promises", needs="desk.read", answers=Items[desk.PromiseRow])
def list_conversation_promises(request: HttpRequest, key: Key) -> Any:
    """All promises of a conversation, open ones first."""
    return {"items": desk.promises_of(conversation_ids=[id_of(key)])}


@routes.post("/conversations/{key}/promises", needs="promises.make", answers=Made)
def make_promise(request: HttpRequest, key: Key, body: PromiseIn) -> Any:
    """Promise something without a reply (said on the phone, at the desk)."""
    actor = caller_of(request).actor
    return {"id": desk.make_promise(conversation_id=id_of(key), new=body.made(), key=act_key(request), actor=actor)}


@routes.ask("/conversations/{key}/promise-checks", needs="desk.read", answers=Items[ObjectionOut])
def check_promise(request: HttpRequest, key: Key, body: PromiseIn) -> Any:
    """What would speak against this promise: policy, calendar, the owner's load. Nothing is made."""
    me = caller_of(request).account.pk
    found = desk.check_promise(conversation_id=id_of(key), new=body.made(), account_id=me)
    return {
        "items": [
            {"code": one.code, "detail": sentence(Refusal(one.code, **one.params)), "hard": one.hard} for one in found
        ]
    }


@routes.ask("/promise-suggestions", needs="desk.read", answers=Items[desk.Suggestion])
def suggest_promises(request: HttpRequest, body: SuggestionIn) -> Any:
    """The promises that stand in a Chinese text, with their due times in the team's working hours."""
    return {"items": desk.suggest(text=body.text, team_id=body.team_id)}


@routes.post("/promises/{promise_id}/outcome", needs="promises.make", answers=Done, status=200)
def end_promise(request: HttpRequest, promise_id: Id, body: OutcomeIn) -> Any:
    """Record that it was kept, that it was not, or that the customer released us from it."""
    actor = caller_of(request).actor
    if body.outcome == "kept":
        desk.keep(promise_id=promise_id, word=body.word, message_id=body.message_id, actor=actor)
    elif body.outcome == "broken":
        desk.admit_broken(promise_id=promise_id, word=body.word, actor=actor)
    else:
        desk.release(promise_id=promise_id, word=body.word, actor=actor)
    return DONE


@routes.post("/promises/{promise_id}/renegotiation", needs="promises.make", answers=Made)
def renegotiate_promise(request: HttpRequest, promise_id: Id, body: RenegotiationIn) -> Any:
    """Another promise in its place; the old one stays to be seen."""
    made = desk.renegotiate(
        promise_id=promise_id,
        due_at=body.due_at,
        text=body.text,
        word=body.word,
        despite=tuple(body.despite),
        actor=caller_of(request).actor,
    )
    return {"id": made}


@routes.post("/promises/{promise_id}/escalation", needs="promises.make", answers=Done, status=200)
def take_escalation(request: HttpRequest, promise_id: Id) -> Any:
    """Take the duty of a late promise that was handed over."""
    desk.take_escalation(promise_id=promise_id, actor=caller_of(request).actor)
    return DONE


@routes.get("/promise-counts", needs="desk.read", answers=LedgerCountsOut)
def count_promises(request: HttpRequest, team_id: Id | None = None) -> Any:
    """The numbers beside the views of the ledger, counted up to 100; `team` and `late` need `promises.team`, else 0."""
    me = caller_of(request).account
    found = desk.ledger_counts(account_id=me.pk, team_ids=None if team_id is None else (team_id,))
    whole = may(me, TEAM_RIGHT)
    return {
        "mine": found.mine, "waiting": found.waiting, "late_mine": found.late_mine,
        "team": found.team if whole else 0, "late": found.late if whole else 0, "soon": found.soon if whole else 0,
    }  # fmt: skip


@routes.get("/promise-presets", needs="desk.read", answers=Items[desk.PresetRow])
def list_presets(request: HttpRequest, team_id: Id | None = None) -> Any:
    """The five due times that the composer offers now, in the team's working hours."""
    return {"items": desk.presets(team_id=team_id)}


@routes.get("/conversations/{key}/keepable-promises", needs="desk.read", answers=Items[KeepableOut])
def list_keepable(request: HttpRequest, key: Key) -> Any:
    """Open promises that the newest reply may have kept: for a person to confirm, nothing is kept by itself."""
    return {
        "items": [
            {"promise_id": one.promise.id, "text": one.promise.text, "message_id": one.message_id, "at": one.message_at}
            for one in desk.keepable(conversation_id=id_of(key))
        ]
    }


@routes.get("/promise-rates", needs="desk.read", answers=Items[RateOut])
def promise_rates(
    request: HttpRequest,
    since: Moment,
    until: Moment | None = None,
    by: Literal["team", "kind", "person", "all"] = "team",
    team_id: Id | None = None,
) -> Any:
    """The share of promises kept in time, with Wilson intervals; a small number of cases is named, not hidden.

    Without the right `promises.team` one's own only (`by=person`).
    """
    me = caller_of(request).account
    if by != "person":
        require(me, TEAM_RIGHT)
    rates = desk.kept_rates(by=by, since=since, until=until, team_id=team_id)
    return {"items": [_rate(one) for one in rates if may(me, TEAM_RIGHT) or one.key == me.pk]}


def _found(promise_id: int) -> desk.PromiseRow:
    found = desk.promise(promise_id=promise_id)
    if found is None:
        raise Refusal("core.not_found")
    return found


def _rate(one: desk.KeptRate) -> dict[str, Any]:
    counted = one.rate.n > 0
    return {
        "key": one.key,
        "name": one.name,
        "value": one.rate.value if counted else None,
        "low": one.rate.low if counted else None,
        "high": one.rate.high if counted else None,
        "n": one.rate.n,
        "kept": one.kept,
        "not_kept": one.not_kept,
        "warning": one.warning,
    }
