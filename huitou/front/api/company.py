"""The company as programs see it: sites, touchpoints, teams, accounts, channels, tags, canned replies."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Schema
from pydantic import Field

from huitou.channels.api import channels
from huitou.core.api import accounts, may
from huitou.desk import api as desk
from huitou.front.api.caller import caller_of
from huitou.front.api.conversations import DONE, id_of
from huitou.front.api.routes import Routes
from huitou.front.api.shapes import Body, Done, Id, Items, Key, Limit, Made, Text
from huitou.roster import api as roster

routes = Routes("company")
EXCERPT = 200


class AccountOut(Schema):
    """A colleague; with what name they sign in is told to those who manage accounts."""

    id: int
    username: str | None = None
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
    """A text ready to be used under a short word; places such as {称呼} are filled in."""

    shortcut: Text = Field(min_length=1, max_length=30)
    title: Text = Field(min_length=1, max_length=60)
    text: Text = Field(min_length=1, max_length=10_000)


class FilledOut(Schema):
    """A canned reply for one conversation; `unknown` and `empty` name places that could not be filled."""

    text: str
    unknown: list[str]
    empty: list[str]


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
    manages = may(caller_of(request).account, "accounts.manage")
    return {
        "items": [
            {"id": one.id, "username": one.username if manages else None, "name": one.name, "role": one.role,
             "active": one.active}
            for one in accounts().values()
        ]
    }  # fmt: skip


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
