"""What speaks against a promise, found with the company's policies, calendar and present load (reads only)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from huitou.core.api import account, now, setting, zone
from huitou.desk.models import Conversation, Promise, PromisePolicy
from huitou.desk.promises import words
from huitou.desk.promises.rules import times
from huitou.desk.promises.rules.objections import Asked, Load, Objection, Policy, objections
from huitou.roster.api import hours_of, shifts

CLOSE_BY = timedelta(minutes=10)
HALF_DAY = timedelta(hours=12)


@dataclass(frozen=True)
class NewPromise:
    """A promise that is to be made. `despite`: codes of soft objections that the agent has seen and goes on with.

    `phrase`: the words of time in the reply that it stands for; "" when it was chosen by hand.
    """

    kind: str
    text: str
    due_at: datetime
    case_id: int | None = None
    despite: tuple[str, ...] = ()
    phrase: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "due_at", _utc(self.due_at))


@dataclass(frozen=True)
class PresetRow:
    """A due time of the composer: digit, code (m30 h2 today noon h24), its label, when, and that in words."""

    key: str
    code: str
    label: str
    due_at: datetime
    due_text: str
    warning: str = ""


def _utc(at: datetime) -> datetime:
    """In UTC: zones that a program may name (+16:35) are more than PostgreSQL knows; the ends of time stay the ends."""
    try:
        return at.astimezone(UTC)
    except OverflowError:
        year = 1 if at.year < 5000 else 9999
        return at.replace(year=year, month=6, day=15, tzinfo=UTC)


def check(*, conversation_id: int, new: NewPromise, account_id: int) -> tuple[Objection, ...]:
    """Everything that speaks against this promise by this account, hard ones first; empty when nothing does."""
    team_id = Conversation.objects.filter(pk=conversation_id).values_list("team_id", flat=True).first()
    return check_for(team_id=team_id, new=new, owner_id=account_id)


def check_for(
    *,
    team_id: int | None,
    new: NewPromise,
    owner_id: int,
    without: int | None = None,
    message_id: int | None = None,
) -> tuple[Objection, ...]:
    """The same for a team; `without`: a promise that this one replaces, so that it is no load.

    `message_id`: the reply that makes it; what the same reply promises besides is done together and no overlap.
    """
    moment = now()
    owner = account(owner_id)
    asked = Asked(kind=new.kind, text=new.text, due_at=new.due_at, role=owner.role if owner else "")
    hours = hours_of(team_id=team_id)
    load = _load(team_id, owner_id, new.due_at, without, message_id)
    found = objections(asked=asked, policy=policy_of(new.kind), hours=hours, load=load, at=moment)
    return tuple(_worded(objection, moment) for objection in found)


def policy_of(kind: str) -> Policy | None:
    """The company's policy for a kind; a kind of the house without one is promised freely, any other not at all."""
    row = PromisePolicy.objects.filter(kind=kind).first()
    if row is None:
        return Policy(kind) if kind in words.KINDS else None
    if not row.active:
        return None
    return Policy(kind, row.least_minutes, row.most_days, frozenset(row.roles), row.in_working_time, row.most_per_hour)


def presets(*, team_id: int | None, at: datetime | None = None, where: ZoneInfo | None = None) -> tuple[PresetRow, ...]:
    """The five due times under the digits of the composer, in the team's working time; `where`: the company's zone,
    when it is known already."""
    moment = at or now()
    local = where or zone()
    return tuple(
        PresetRow(p.key, p.code, str(words.PRESETS[p.code]), p.due_at, words.moment(p.due_at, now=moment, zone=local))
        for p in times.presets(at=moment, hours=hours_of(team_id=team_id))
    )


def _load(team_id: int | None, owner_id: int, due_at: datetime, without: int | None, message_id: int | None) -> Load:
    mine = Promise.objects.filter(owner_id=owner_id, state=Promise.OPEN).exclude(pk=without)
    hour = due_at.replace(minute=0, second=0, microsecond=0)
    same_hour = Promise.objects.filter(
        team_id=team_id, state=Promise.OPEN, due_at__gte=hour, due_at__lt=hour + timedelta(hours=1)
    ).exclude(pk=without)
    return Load(
        open_by_owner=mine.count(),
        most_open=setting("promises.max_open_per_agent"),
        same_hour=same_hour.count(),
        close_by=_elsewhere(mine, message_id)
        .filter(due_at__gt=due_at - CLOSE_BY, due_at__lt=due_at + CLOSE_BY)
        .count(),
        on_shift=_on_shift(team_id, owner_id, due_at),
    )


def _elsewhere(rows: QuerySet[Promise], message_id: int | None) -> QuerySet[Promise]:
    return rows.exclude(message_id=message_id) if message_id is not None else rows


def _on_shift(team_id: int | None, owner_id: int, due_at: datetime) -> bool | None:
    """Whether the rota has the owner at work then; None when it says nothing about that half day."""
    if shifts(account_ids=[owner_id], since=due_at - times.MOMENT, until=due_at):
        return True
    if team_id is None or not shifts(team_id=team_id, since=due_at - HALF_DAY, until=due_at + HALF_DAY):
        return None
    return False


def _worded(objection: Objection, moment: datetime) -> Objection:
    """With what its sentence needs in words: `kind_word`, `when` of the offer."""
    params = dict(objection.params)
    if "offer" in params:
        params["when"] = words.moment(params["offer"], now=moment, zone=zone())
    if "kind" in params:
        params["kind_word"] = words.kind(code=params["kind"])
    return replace(objection, params=params)
