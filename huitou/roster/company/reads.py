"""Sites, touchpoints, teams and skills as other rooms see them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from huitou.roster.models import Membership, Site, Skill, SkillHeld, Team, Touchpoint


@dataclass(frozen=True)
class SiteRow:
    """A shop."""

    id: int
    code: str
    name: str
    active: bool = True


@dataclass(frozen=True)
class TouchpointRow:
    """A place or moment where a customer meets the company; `stage` is before, during or after."""

    id: int
    code: str
    name: str
    stage: str
    position: int = 0


@dataclass(frozen=True)
class TeamRow:
    """A team with the accounts in it (active ones); leaders are members too."""

    id: int
    name: str
    site_id: int | None
    member_ids: tuple[int, ...]
    leader_ids: tuple[int, ...]
    most_open: int = 20


@dataclass(frozen=True)
class SkillRow:
    """Something a person can handle; `holders` are (account_id, level 1 to 3)."""

    id: int
    code: str
    name: str
    holders: tuple[tuple[int, int], ...] = ()


def sites(*, closed_too: bool = False) -> list[SiteRow]:
    """The shops by name; those closed for good only when asked for."""
    rows = Site.objects.all() if closed_too else Site.objects.filter(active=True)
    return [SiteRow(*row) for row in rows.order_by("name", "id").values_list("id", "code", "name", "active")]


def touchpoints() -> list[TouchpointRow]:
    """The touchpoints in the order of the customer's way."""
    order = {"before": 0, "during": 1, "after": 2}
    rows = [TouchpointRow(*r) for r in Touchpoint.objects.values_list("id", "code", "name", "stage", "position")]
    return sorted(rows, key=lambda row: (order.get(row.stage, 3), row.position, row.id))


def teams() -> list[TeamRow]:
    """All teams by name, with their active members (two queries)."""
    members: dict[int, list[int]] = defaultdict(list)
    leaders: dict[int, list[int]] = defaultdict(list)
    joined = Membership.objects.filter(account__is_active=True).order_by("account_id")
    for team_id, account_id, leads in joined.values_list("team_id", "account_id", "leads"):
        members[team_id].append(account_id)
        if leads:
            leaders[team_id].append(account_id)
    rows = Team.objects.order_by("name", "id").values_list("id", "name", "site_id", "most_open")
    return [
        TeamRow(pk, name, site_id, tuple(members[pk]), tuple(leaders[pk]), most_open)
        for pk, name, site_id, most_open in rows
    ]


def skills() -> list[SkillRow]:
    """All skills by name, with who holds them."""
    holders: dict[int, list[tuple[int, int]]] = defaultdict(list)
    held = SkillHeld.objects.filter(account__is_active=True).order_by("account_id")
    for skill_id, account_id, level in held.values_list("skill_id", "account_id", "level"):
        holders[skill_id].append((account_id, level))
    rows = Skill.objects.order_by("name", "id").values_list("id", "code", "name")
    return [SkillRow(pk, code, name, tuple(holders[pk])) for pk, code, name in rows]


def skills_of(*, account_id: int) -> dict[str, int]:
    """The skills of somebody: code to level 1 to 3."""
    return dict(SkillHeld.objects.filter(account_id=account_id).values_list("skill__code", "level"))


def teams_of(*, account_id: int) -> tuple[int, ...]:
    """The teams somebody is in."""
    rows = Membership.objects.filter(account_id=account_id).order_by("team_id")
    return tuple(rows.values_list("team_id", flat=True))


def leaders_of(*, team_id: int) -> tuple[int, ...]:
    """The active leaders of a team, in the order of their accounts."""
    rows = Membership.objects.filter(team_id=team_id, leads=True, account__is_active=True)
    return tuple(rows.order_by("account_id").values_list("account_id", flat=True))
