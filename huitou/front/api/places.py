"""Setting the company up: shops, touchpoints, skills, teams, channels, the company's own fields of a customer."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest
from ninja import Schema
from pydantic import Field

from huitou.channels import api as channels
from huitou.core.api import Refusal
from huitou.customers import api as customers
from huitou.front.api.caller import caller_of
from huitou.front.api.company import routes
from huitou.front.api.conversations import DONE
from huitou.front.api.shapes import Body, Done, Id, Items, Made, Text
from huitou.roster import api as roster

EDIT = "settings.edit"
Stage = Literal["before", "during", "after"]


class NamedIn(Body):
    """A name, and a code that never changes: small letters, digits, dashes."""

    code: Text = Field(min_length=1, max_length=40)
    name: Text = Field(min_length=1, max_length=80)


class SiteChange(Body):
    """Only what is given is changed. `active` false: the shop is closed for good."""

    name: Text | None = Field(None, max_length=80)
    active: bool | None = None


class TouchpointIn(NamedIn):
    """A place or moment before, during or after the sale; `position` is its place on the customer's way."""

    stage: Stage = "during"
    position: int = Field(0, ge=0, le=9999)


class TouchpointChange(Body):
    """Only what is given is changed."""

    name: Text | None = Field(None, max_length=80)
    stage: Stage | None = None
    position: int | None = Field(None, ge=0, le=9999)


class NameIn(Body):
    """The new name."""

    name: Text = Field(min_length=1, max_length=80)


class LevelIn(Body):
    """How well: 1 to 3."""

    level: int = Field(1, ge=1, le=3)


class HolderOut(Schema):
    """Who has a skill, and how well: 1 to 3."""

    account_id: int
    level: int


class SkillOut(Schema):
    """Something that a person can handle."""

    id: int
    code: str
    name: str
    holders: list[HolderOut]


class TeamIn(Body):
    """`most_open`: how many conversations one colleague is given at most."""

    name: Text = Field(min_length=1, max_length=60)
    site_id: Id | None = None
    most_open: int = Field(20, ge=1, le=500)


class MemberIn(Body):
    """Whether they lead it."""

    leads: bool = False


class ChannelIn(Body):
    """`slug` is the last part of its address and never changes."""

    kind: Text = Field(max_length=20, description="one of: " + ", ".join(channels.KINDS))
    name: Text = Field(min_length=1, max_length=60)
    slug: Text = Field(min_length=1, max_length=40)
    site_id: Id | None = None
    team_id: Id | None = None


class ChannelChange(Body):
    """Only what is given is changed. `skills`: codes of those that who answers needs."""

    name: Text | None = Field(None, max_length=60)
    site_id: Id | None = None
    team_id: Id | None = None
    skills: list[Text] | None = Field(None, max_length=50)
    active: bool | None = None


class FieldIn(Body):
    """A field of every customer. `options` belong to the kind choice."""

    key: Text = Field(min_length=1, max_length=40)
    label: Text = Field(min_length=1, max_length=40)
    kind: Literal["text", "number", "date", "choice"] = "text"
    options: list[Text] = Field(default_factory=list, max_length=100)
    position: int = Field(0, ge=0, le=9999)


class FieldChange(Body):
    """Only what is given is changed; the key and the kind never are."""

    label: Text | None = Field(None, max_length=40)
    options: list[Text] | None = Field(None, max_length=100)
    position: int | None = Field(None, ge=0, le=9999)


@routes.post("/sites", needs=EDIT, answers=Made)
def make_site(request: HttpRequest, body: NamedIn) -> Any:
    """A new shop."""
    return {"id": roster.make_site(code=body.code, name=body.name, actor=caller_of(request).actor)}


@routes.patch("/sites/{site_id}", needs=EDIT, answers=Done)
def edit_site(request: HttpRequest, site_id: Id, body: SiteChange) -> Any:
    """Rename a shop, close it or open it."""
    roster.edit_site(site_id=site_id, name=body.name, active=body.active, actor=caller_of(request).actor)
    return DONE


@routes.post("/touchpoints", needs=EDIT, answers=Made)
def make_touchpoint(request: HttpRequest, body: TouchpointIn) -> Any:
    """A new place or moment where customers meet the company."""
    return {"id": roster.make_touchpoint(**body.dict(), actor=caller_of(request).actor)}


@routes.patch("/touchpoints/{touchpoint_id}", needs=EDIT, answers=Done)
def edit_touchpoint(request: HttpRequest, touchpoint_id: Id, body: TouchpointChange) -> Any:
    """Change a touchpoint."""
    roster.edit_touchpoint(touchpoint_id=touchpoint_id, **body.dict(), actor=caller_of(request).actor)
    return DONE


@routes.get("/skills", needs="desk.read", answers=Items[SkillOut])
def list_skills(request: HttpRequest) -> Any:
    """What people can handle, with who can."""
    return {
        "items": [
            {"id": one.id, "code": one.code, "name": one.name,
             "holders": [{"account_id": who, "level": level} for who, level in one.holders]}
            for one in roster.skills()
        ]
    }  # fmt: skip


@routes.post("/skills", needs=EDIT, answers=Made)
def make_skill(request: HttpRequest, body: NamedIn) -> Any:
    """A new skill."""
    return {"id": roster.make_skill(code=body.code, name=body.name, actor=caller_of(request).actor)}


@routes.patch("/skills/{skill_id}", needs=EDIT, answers=Done)
def edit_skill(request: HttpRequest, skill_id: Id, body: NameIn) -> Any:
    """Rename a skill."""
    roster.edit_skill(skill_id=skill_id, name=body.name, actor=caller_of(request).actor)
    return DONE


@routes.put("/skills/{skill_id}/holders/{account_id}", needs=EDIT, answers=Done)
def give_skill(request: HttpRequest, skill_id: Id, account_id: Id, body: LevelIn) -> Any:
    """Say that somebody can do it, and how well."""
    roster.give_skill(account_id=account_id, skill_id=skill_id, level=body.level, actor=caller_of(request).actor)
    return DONE


@routes.delete("/skills/{skill_id}/holders/{account_id}", needs=EDIT, answers=Done)
def take_skill(request: HttpRequest, skill_id: Id, account_id: Id) -> Any:
    """Say that somebody cannot do it any more."""
    roster.take_skill(account_id=account_id, skill_id=skill_id, actor=caller_of(request).actor)
    return DONE


@routes.post("/teams", needs=EDIT, answers=Made)
def make_team(request: HttpRequest, body: TeamIn) -> Any:
    """A new team: one queue."""
    return {"id": roster.make_team(**body.dict(), actor=caller_of(request).actor)}


@routes.put("/teams/{team_id}", needs=EDIT, answers=Done)
def edit_team(request: HttpRequest, team_id: Id, body: TeamIn) -> Any:
    """Set its name, shop and limit."""
    roster.edit_team(team_id=team_id, **body.dict(), actor=caller_of(request).actor)
    return DONE


@routes.put("/teams/{team_id}/members/{account_id}", needs=EDIT, answers=Done)
def add_member(request: HttpRequest, team_id: Id, account_id: Id, body: MemberIn) -> Any:
    """Put somebody into it, or change whether they lead it."""
    roster.add_member(team_id=team_id, account_id=account_id, leads=body.leads, actor=caller_of(request).actor)
    return DONE


@routes.delete("/teams/{team_id}/members/{account_id}", needs=EDIT, answers=Done)
def remove_member(request: HttpRequest, team_id: Id, account_id: Id) -> Any:
    """Take somebody out of it."""
    roster.remove_member(team_id=team_id, account_id=account_id, actor=caller_of(request).actor)
    return DONE


@routes.post("/channels", needs=EDIT, answers=Made)
def make_channel(request: HttpRequest, body: ChannelIn) -> Any:
    """A new way in."""
    _there(body.site_id, body.team_id)
    return {"id": channels.make_channel(**body.dict(), actor=caller_of(request).actor)}


@routes.patch("/channels/{channel_id}", needs=EDIT, answers=Done)
def edit_channel(request: HttpRequest, channel_id: Id, body: ChannelChange) -> Any:
    """Change where it leads, or close it; null takes the shop or the team away."""
    row = channels.channel(id=channel_id)
    if row is None:
        raise Refusal("channels.unknown")
    _there(body.site_id, body.team_id)
    given = body.dict(exclude_unset=True, exclude={"skills"})
    if body.skills is not None:
        known = {one.code for one in roster.skills()}
        given["settings"] = {**row.settings, "skills": [code for code in body.skills if code in known]}
    channels.edit_channel(channel_id=channel_id, **given, actor=caller_of(request).actor)
    return DONE


@routes.get("/customer-fields", needs="customers.read", answers=Items[customers.FieldRow])
def list_fields(request: HttpRequest) -> Any:
    """The company's own fields."""
    return {"items": customers.fields()}


@routes.post("/customer-fields", needs=EDIT, answers=Made)
def make_field(request: HttpRequest, body: FieldIn) -> Any:
    """A field of the company's own that every customer has."""
    return {"id": customers.make_field(**body.dict(), actor=caller_of(request).actor)}


@routes.patch("/customer-fields/{field_id}", needs=EDIT, answers=Done)
def edit_field(request: HttpRequest, field_id: Id, body: FieldChange) -> Any:
    """Change its name, choices or place."""
    row = _field(field_id)
    kept = {"label": row.label, "options": row.options, "position": row.position}
    given = {key: value for key, value in body.dict(exclude_unset=True).items() if value is not None}
    customers.edit_field(field_id=field_id, **{**kept, **given}, actor=caller_of(request).actor)
    return DONE


@routes.delete("/customer-fields/{field_id}", needs=EDIT, answers=Done)
def remove_field(request: HttpRequest, field_id: Id, confirm: Text = "") -> Any:
    """Delete it with what stands in it of every customer; `confirm` is its label. It cannot be taken back."""
    label = _field(field_id).label
    if confirm.strip() != label:
        raise Refusal("api.confirm", word=label)
    customers.remove_field(field_id=field_id, actor=caller_of(request).actor)
    return DONE


def _field(field_id: int) -> customers.FieldRow:
    found = next((one for one in customers.fields() if one.id == field_id), None)
    if found is None:
        raise Refusal("core.not_found")
    return found


def _there(site_id: int | None, team_id: int | None) -> None:
    if site_id is not None and site_id not in {one.id for one in roster.sites(closed_too=True)}:
        raise Refusal("core.not_found")
    if team_id is not None and team_id not in {one.id for one in roster.teams()}:
        raise Refusal("core.not_found")
