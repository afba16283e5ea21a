"""The company as programs see it: sites, touchpoints, teams, accounts, channels, tags; canned replies; search; ratings."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Schema
from pydantic import Field

from huitou.channels.api import channels
from huitou.core.api import Refusal, accounts, search
from huitou.customers import api as customers
from huitou.desk import api as desk
from huitou.front.api.caller import caller_of
from huitou.front.api.conversations import DONE, id_of
from huitou.front.api.cursors import cursor, number_of
from huitou.front.api.rendering import straight
from huitou.front.api.routes import Routes
from huitou.front.api.shapes import Body, Cursor, Done, Id, Items, Key, Limit, Made, Moment, Page, Text
from huitou.roster import api as roster
from huitou.voice import api as voice

routes = Routes("company")
EXCERPT = 200


class AccountOut(Schema):
    """A colleague."""

    id: int
    username: str
    name: str
    role: str
    active: bool


class ChannelOut(Schema):
    """A way in and out."""

    id: int
    kind: str
    name: str
    slug: str
    site_id: int | None
    team_id: int | None
    active: bool


class TagIn(Body):
    """A situation; a word that judges the person is refused, with a better one offered."""

    name: Text = Field(min_length=1, max_length=30)


class CannedIn(Body):
    shortcut: Text = Field(min_length=1, max_length=30)
    title: Text = Field(min_length=1, max_length=60)
    text: Text = Field(min_length=1, max_length=10_000)


class FilledOut(Schema):
    """A canned reply for one conversation; `unknown` and `empty` name places that could not be filled."""

    text: str
    unknown: list[str]
    empty: list[str]


class HitOut(Schema):
    """Something found; `conversation` is a key, `text` the beginning of what was found."""

    kind: str
    id: int
    at: datetime
    conversation: str | None
    customer_id: int | None
    text: str


class SignOut(Schema):
    """How many experiences exceeded, met or fell below what was expected; the share with its 95% interval."""

    sign: str
    count: int
    value: float | None
    low: float
    high: float
    n: int


@routes.get("/sites", needs="desk.read", answers=Items[roster.SiteRow])
def list_sites(request: HttpRequest) -> Any:
    """The shops, those closed for good included."""
    return {"items": roster.sites(closed_too=True)}


@routes.get("/touchpoints", needs="desk.read", answers=Items[roster.TouchpointRow])
def list_touchpoints(request: HttpRequest) -> Any:
    """Where customers meet the company, in the order of their way."""
    return {"items": roster.touchpoints()}


@routes.get("/teams", needs="desk.read", answers=Items[roster.TeamRow])
def list_teams(request: HttpRequest) -> Any:
    """The teams with their people."""
    return {"items": roster.teams()}


@routes.get("/accounts", needs="desk.read", answers=Items[AccountOut])
def list_accounts(request: HttpRequest) -> Any:
    """Everybody who works here or did."""
    return {"items": list(accounts().values())}


@routes.get("/channels", needs="desk.read", answers=Items[ChannelOut])
def list_channels(request: HttpRequest) -> Any:
    """The ways by which customers write."""
    return {"items": channels()}


@routes.get("/tags", needs="desk.read", answers=Items[desk.TagRow])
def list_tags(request: HttpRequest) -> Any:
    """The situations that are named."""
    return {"items": desk.tags()}


@routes.post("/tags", needs="settings.edit", answers=Made)
def make_tag(request: HttpRequest, body: TagIn) -> Any:
    """A word for a situation."""
    return {"id": desk.make_tag(name=body.name)}


@routes.delete("/tags/{tag_id}", needs="settings.edit", answers=Done)
def retire_tag(request: HttpRequest, tag_id: Id) -> Any:
    """Offered no more; where it stands it stays."""
    desk.retire_tag(tag_id=tag_id)
    return DONE


@routes.get("/canned-replies", needs="desk.read", answers=Items[desk.CannedRow])
def list_canned(request: HttpRequest, q: Text = "", limit: Limit = 200) -> Any:
    """Texts ready to be used, the most used first."""
    return {"items": desk.canned_replies(query=q, limit=limit)}


@routes.post("/canned-replies", needs="settings.edit", answers=Made)
def make_canned(request: HttpRequest, body: CannedIn) -> Any:
    """A text ready to be used, with places such as {称呼}."""
    return {"id": desk.make_canned(**body.dict())}


@routes.put("/canned-replies/{canned_id}", needs="settings.edit", answers=Done)
def edit_canned(request: HttpRequest, canned_id: Id, body: CannedIn) -> Any:
    """Change it."""
    desk.edit_canned(canned_id=canned_id, **body.dict())
    return DONE


@routes.delete("/canned-replies/{canned_id}", needs="settings.edit", answers=Done)
def remove_canned(request: HttpRequest, canned_id: Id) -> Any:
    """Take it away."""
    desk.remove_canned(canned_id=canned_id)
    return DONE


@routes.get("/conversations/{key}/canned-replies/{canned_id}", needs="desk.answer", answers=FilledOut)
def fill_canned(request: HttpRequest, key: Key, canned_id: Id) -> Any:
    """Its text for this conversation, written by the key's account."""
    me = caller_of(request).account.pk
    return desk.use_canned(canned_id=canned_id, conversation_id=id_of(key), account_id=me)


@routes.get("/search", needs="desk.read", answers=Items[HitOut])
def search_all(
    request: HttpRequest,
    q: Text,
    kind: Literal["message", "note", "customer", "conversation", "case"] = "message",
    limit: Limit = 50,
) -> Any:
    """Chinese full text, also by two characters; newest first."""
    stage = search.BACK if kind == "note" else search.FRONT
    hits = search.find(q, stage=stage, kinds=(kind,), limit=limit)
    return {"items": [one for one in _found(kind, hits) if one is not None]}


@routes.get("/ratings", needs="ratings.read", answers=Page[voice.RatingRow])
def list_ratings(
    request: HttpRequest,
    since: Moment | None = None,
    sign: Literal["", "exceeded", "met", "below"] = "",
    site_id: Id | None = None,
    after: Cursor = "",
    limit: Limit = 50,
) -> HttpResponse:
    """What customers experienced, newest first; `sign` compares it with what they expected."""
    rows = voice.ratings(since=since, sign=sign, site_id=site_id, before=number_of(after), limit=limit)
    return straight({"items": rows, "next": cursor(rows[-1].id) if len(rows) == limit else None})


@routes.get("/rating-signs", needs="ratings.read", answers=Items[SignOut])
def rating_signs(request: HttpRequest, since: Moment, site_id: Id | None = None) -> Any:
    """超出, 符合, 低于: counts and shares."""
    return {
        "items": [
            {"sign": one.sign, "count": one.count, "value": one.share.value, "low": one.share.low, "high": one.share.high, "n": one.share.n}
            for one in voice.sign_shares(since=since, site_id=site_id)
        ]
    }  # fmt: skip


@routes.get("/cases/{case_id}/expectation", needs="desk.read", answers=voice.ExpectationRow)
def get_expectation(request: HttpRequest, case_id: Id) -> Any:
    """What the customer expects of a case."""
    found = voice.expectation_of(case_id=case_id)
    if found is None:
        raise Refusal("core.not_found")
    return found


def _found(kind: str, hits: list[search.Hit]) -> list[dict[str, Any] | None]:
    ids = [hit.ref_id for hit in hits]
    if kind in ("message", "note"):
        texts = desk.messages_found(ids=ids) if kind == "message" else desk.notes_found(ids=ids)
        return [
            _hit(hit, texts[hit.ref_id].conversation_key, texts[hit.ref_id].customer_id, texts[hit.ref_id].text)
            for hit in hits
            if hit.ref_id in texts
        ]
    if kind == "customer":
        people = customers.customers(ids=ids)
        return [_hit(hit, None, people[hit.ref_id].id, people[hit.ref_id].name) for hit in hits if hit.ref_id in people]
    if kind == "conversation":
        rows = desk.conversations_found(ids=ids)
        return [_hit(hit, rows[hit.ref_id].key, None, rows[hit.ref_id].subject) for hit in hits if hit.ref_id in rows]
    return [_case(hit) for hit in hits]


def _case(hit: search.Hit) -> dict[str, Any] | None:
    found = desk.case(case_id=hit.ref_id)
    return _hit(hit, found.case.conversation_key, found.case.customer_id, found.case.summary) if found else None


def _hit(hit: search.Hit, conversation: str | None, customer_id: int | None, text: str) -> dict[str, Any]:
    return {
        "kind": hit.kind,
        "id": hit.ref_id,
        "at": hit.at,
        "conversation": conversation,
        "customer_id": customer_id,
        "text": text[:EXCERPT],
    }
