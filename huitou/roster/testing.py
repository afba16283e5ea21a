"""What tests of other rooms may use of the roster: its rows, and small builders for the people of one shop."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from huitou.core.api import SYSTEM
from huitou.roster.company import actions as company
from huitou.roster.models import (
    EscalationStep,
    Membership,
    Presence,
    Shift,
    Site,
    Skill,
    SkillHeld,
    SpecialDay,
    Team,
    Touchpoint,
    WeeklyHours,
)
from huitou.roster.rota import actions as rota

__all__ = [
    "EscalationStep",
    "Membership",
    "Presence",
    "Shift",
    "Site",
    "Skill",
    "SkillHeld",
    "SpecialDay",
    "Team",
    "Touchpoint",
    "WeeklyHours",
    "a_site",
    "a_team_with",
    "a_touchpoint",
    "can",
    "on_shift",
    "ready",
]


def a_site(*, code: str = "xihu", name: str = "云栖酒店西湖店") -> int:
    """A shop; its id."""
    return company.make_site(code=code, name=name, actor=SYSTEM)


def a_touchpoint(*, code: str = "room", name: str = "客房", stage: str = "during") -> int:
    """A touchpoint; its id."""
    return company.make_touchpoint(code=code, name=name, stage=stage, actor=SYSTEM)


def a_team_with(
    *account_ids: int,
    leaders: Sequence[int] = (),
    name: str = "西湖店客服",
    site_id: int | None = None,
    most_open: int = 20,
) -> int:
    """A team with these members; leaders are members too. Its id."""
    team_id = company.make_team(name=name, site_id=site_id, most_open=most_open, actor=SYSTEM)
    for account_id in dict.fromkeys([*account_ids, *leaders]):
        company.add_member(team_id=team_id, account_id=account_id, leads=account_id in leaders, actor=SYSTEM)
    return team_id


def on_shift(account_id: int, *, team_id: int, starts_at: datetime, hours: float = 8, presence: str = "ready") -> int:
    """Put somebody on duty, ready; the shift's id."""
    ready(account_id, presence)
    return rota.add_shift(
        team_id=team_id,
        account_id=account_id,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=hours),
        actor=SYSTEM,
    )


def ready(account_id: int, presence: str = "ready") -> None:
    """Somebody says that they are there."""
    rota.set_presence(account_id=account_id, state=presence, actor=SYSTEM)


def can(account_id: int, *codes: str, level: int = 1) -> None:
    """Somebody holds these skills; skills that do not exist are made."""
    for code in codes:
        known = Skill.objects.filter(code=code).values_list("pk", flat=True).first()
        skill_id = known or company.make_skill(code=code, name=code, actor=SYSTEM)
        company.give_skill(account_id=account_id, skill_id=skill_id, level=level, actor=SYSTEM)
