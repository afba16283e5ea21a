"""When people work: weekly hours, special days, shifts, the ladder of late promises; what may be promised; the company."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest
from ninja import Schema
from pydantic import Field

from huitou.core.api import Refusal, access, settings
from huitou.desk import api as desk
from huitou.front.api.caller import caller_of
from huitou.front.api.company import routes
from huitou.front.api.conversations import DONE
from huitou.front.api.shapes import Body, Done, Id, Items, Made, Moment, Text
from huitou.roster import api as roster

EDIT = "settings.edit"
LONGEST = timedelta(days=100)
Clock = Text
Stretch = list[Clock]


class HoursIn(Body):
    """Seven days from Monday, each a list of stretches such as ["09:00", "12:00"]. `festivals` "CN": 调休 is kept."""

    weekly: list[list[Stretch]] = Field(min_length=7, max_length=7)
    zone: Text = Field("Asia/Shanghai", max_length=60)
    festivals: Text = Field("CN", max_length=2)


class HoursOut(Schema):
    """The hours that hold; `own` false: the team keeps the company's, or the company the standard week."""

    team_id: int | None
    zone: str
    weekly: list[list[list[str]]]
    festivals: str
    own: bool


class SpecialDayIn(Body):
    """No stretches: closed on that day."""

    intervals: list[Stretch] = Field(default_factory=list, max_length=10)
    why: Text = Field("", max_length=80)


class SpecialDayOut(Schema):
    """A day that is different."""

    day: date
    intervals: list[list[str]]
    why: str


class ShiftIn(Body):
    """Who is on duty from when to when."""

    account_id: Id
    starts_at: Moment
    ends_at: Moment


class TurnIn(Body):
    """Somebody works on this weekday (0 is Monday) from `start` to `end`; an end before the start is the next morning."""

    account_id: Id
    weekday: int = Field(ge=0, le=6)
    start: Clock = Field(max_length=5)
    end: Clock = Field(max_length=5)
    week: int = Field(0, ge=0, le=51, description="of a pattern of several weeks, from 0")


class RotaIn(Body):
    """A pattern laid over `weeks` weeks from the week of `from_day`; `dry` only counts."""

    pattern: list[TurnIn] = Field(min_length=1, max_length=500)
    from_day: date
    weeks: int = Field(ge=1, le=53)
    dry: bool = False


class RotaOut(Schema):
    """`made` shifts; `there` were already so; `skipped` collide with others."""

    made: int
    there: int
    skipped: int


class StepIn(Body):
    """Who is asked, and how many minutes they have to take it."""

    account_id: Id
    minutes_to_take: int = Field(ge=1, le=1440)


class LadderIn(Body):
    """In order; empty: the team's leaders, then the managers."""

    steps: list[StepIn] = Field(max_length=20)


class PolicyIn(Body):
    """What may be promised of a kind. `roles` empty: by everybody; `most_per_hour` of a team."""

    name: Text = Field(min_length=1, max_length=40)
    least_minutes: int = Field(0, ge=0, le=100_000, description="working minutes that the work needs")
    most_days: int = Field(30, ge=1, le=3650)
    roles: list[Text] = Field(default_factory=list, max_length=10)
    in_working_time: bool = True
    most_per_hour: int | None = Field(None, ge=1, le=100_000)
    active: bool = True


class CompanyOut(Schema):
    """The company and the limits of its desk."""

    name: str
    phone: str
    zone: str
    url: str
    language: str
    undo_seconds: int
    max_file_bytes: int
    remind_minutes: int
    max_open_promises: int


class CompanyChange(Body):
    """Only what is given is changed."""

    name: Text | None = Field(None, max_length=60)
    phone: Text | None = Field(None, max_length=40)
    zone: Text | None = Field(None, max_length=60)
    url: Text | None = Field(None, max_length=200)
    language: Text | None = Field(None, max_length=10)
    undo_seconds: int | None = Field(None, ge=0, le=60)
    max_file_bytes: int | None = Field(None, ge=1024 * 1024, le=100 * 1024 * 1024)
    remind_minutes: int | None = Field(None, ge=1, le=1440)
    max_open_promises: int | None = Field(None, ge=1, le=1000)


NAMES = {
    "name": "company.name",
    "phone": "company.phone",
    "zone": "company.zone",
    "url": "company.url",
    "language": "company.language",
    "undo_seconds": "desk.undo_seconds",
    "max_file_bytes": "files.max_bytes",
    "remind_minutes": "promises.remind_minutes",
    "max_open_promises": "promises.max_open_per_agent",
}


@routes.get("/company", needs="desk.read", answers=CompanyOut)
def get_company(request: HttpRequest) -> Any:
    """The company's name, zone and address, and the limits of the desk."""
    kept = settings(*NAMES.values())
    return {name: kept[key] for name, key in NAMES.items()}


@routes.patch("/company", needs=EDIT, answers=Done)
def edit_company(request: HttpRequest, body: CompanyChange) -> Any:
    """Change what is given."""
    given = body.dict(exclude_unset=True)
    values = {NAMES[name]: _plain(value) for name, value in given.items() if value is not None}
    if values:
        access.change_settings(values=values, actor=caller_of(request).actor)
    return DONE


@routes.get("/hours", needs="desk.read", answers=HoursOut)
def get_hours(request: HttpRequest, team_id: Id | None = None) -> Any:
    """The weekly hours that hold for a team, or without one for the company."""
    return roster.weekly_of(team_id=team_id)


@routes.put("/hours", needs=EDIT, answers=Done)
def set_hours(request: HttpRequest, body: HoursIn, team_id: Id | None = None) -> Any:
    """Set the weekly hours of a team, or of the company."""
    roster.set_hours(team_id=team_id, **body.dict(), actor=caller_of(request).actor)
    return DONE


@routes.delete("/hours", needs=EDIT, answers=Done)
def drop_hours(request: HttpRequest, team_id: Id) -> Any:
    """Let a team keep the company's hours again."""
    roster.drop_hours(team_id=team_id, actor=caller_of(request).actor)
    return DONE


@routes.get("/special-days", needs="desk.read", answers=Items[SpecialDayOut])
def list_special_days(request: HttpRequest, team_id: Id | None = None, since: date | None = None) -> Any:
    """Days set for exactly this team, or without one for the company; public holidays are known by themselves."""
    return {"items": roster.special_days(team_id=team_id, since=since)}


@routes.put("/special-days/{day}", needs=EDIT, answers=Done)
def set_special_day(request: HttpRequest, day: date, body: SpecialDayIn, team_id: Id | None = None) -> Any:
    """Set one day; it wins over the week and over public holidays."""
    roster.set_special_day(team_id=team_id, day=day.isoformat(), **body.dict(), actor=caller_of(request).actor)
    return DONE


@routes.delete("/special-days/{day}", needs=EDIT, answers=Done)
def remove_special_day(request: HttpRequest, day: date, team_id: Id | None = None) -> Any:
    """The day is as always again."""
    roster.remove_special_day(team_id=team_id, day=day.isoformat(), actor=caller_of(request).actor)
    return DONE


@routes.get("/teams/{team_id}/shifts", needs="desk.read", answers=Items[roster.ShiftRow])
def list_shifts(request: HttpRequest, team_id: Id, since: Moment, until: Moment) -> Any:
    """The shifts of a team that touch a time of at most a hundred days."""
    if until - since > LONGEST:
        raise Refusal("api.too_long_a_time", most=LONGEST.days)
    return {"items": roster.shifts(team_id=team_id, since=since, until=until)}


@routes.post("/teams/{team_id}/shifts", needs=EDIT, answers=Made)
def add_shift(request: HttpRequest, team_id: Id, body: ShiftIn) -> Any:
    """Put somebody on duty."""
    return {"id": roster.add_shift(team_id=team_id, **body.dict(), actor=caller_of(request).actor)}


@routes.delete("/shifts/{shift_id}", needs=EDIT, answers=Done)
def remove_shift(request: HttpRequest, shift_id: Id) -> Any:
    """Take a shift back."""
    roster.remove_shift(shift_id=shift_id, actor=caller_of(request).actor)
    return DONE


@routes.post("/teams/{team_id}/rota", needs=EDIT, answers=RotaOut, status=200)
def make_rota(request: HttpRequest, team_id: Id, body: RotaIn) -> Any:
    """Lay a weekly pattern over the weeks to come; doing it again makes nothing twice."""
    report = roster.make_rota(
        team_id=team_id,
        pattern=[roster.Turn(**one.dict()) for one in body.pattern],
        from_day=body.from_day,
        weeks=body.weeks,
        dry=body.dry,
        actor=caller_of(request).actor,
    )
    return {"made": report.made, "there": report.there, "skipped": len(report.skipped)}


@routes.get("/teams/{team_id}/ladder", needs="desk.read", answers=Items[roster.Step])
def get_ladder(request: HttpRequest, team_id: Id) -> Any:
    """To whom a late promise of the team climbs, in order, with the minutes to take it."""
    return {"items": roster.escalation_ladder(team_id=team_id)}


@routes.put("/teams/{team_id}/ladder", needs=EDIT, answers=Done)
def set_ladder(request: HttpRequest, team_id: Id, body: LadderIn) -> Any:
    """Set the ladder."""
    steps = [(one.account_id, one.minutes_to_take) for one in body.steps]
    roster.set_ladder(team_id=team_id, steps=steps, actor=caller_of(request).actor)
    return DONE


@routes.get("/promise-policies", needs="desk.read", answers=Items[desk.PolicyRow])
def list_policies(request: HttpRequest) -> Any:
    """What may be promised of each kind."""
    return {"items": desk.policies()}


@routes.put("/promise-policies/{kind}", needs=EDIT, answers=Done)
def set_policy(request: HttpRequest, kind: Text, body: PolicyIn) -> Any:
    """Make or change the policy of a kind of promise."""
    if kind not in {*desk.PROMISE_KINDS, *(one.kind for one in desk.policies())}:
        raise Refusal("core.not_found")
    if unknown := set(body.roles) - set(access.Role.values):
        raise Refusal("core.role_unknown", role=", ".join(sorted(unknown)))
    desk.set_policy(kind=kind, **body.dict(), actor=caller_of(request).actor)
    return DONE


def _plain(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value
