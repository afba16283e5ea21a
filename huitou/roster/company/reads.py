"""Sites, touchpoints, teams and skills as other rooms see them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from huitou.core.api import sql_rows
from huitou.roster.models import Membership, Skill, SkillHeld, Touchpoint


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
    where = "" if closed_too else "WHERE active "
    found = sql_rows(f"SELECT id, code, name, active FROM roster_site {where}ORDER BY name, id")
    return [SiteRow(pk, code, name, bool(active)) for pk, code, name, active in found]


def touchpoints() -> list[TouchpointRow]:
    """The touchpoints in the order of the customer's way."""
    order = {"before": 0, "during": 1, "after": 2}
    rows = [TouchpointRow(*r) for r in Touchpoint.objects.values_list("id", "code", "name", "stage", "position")]
    return sorted(rows, key=lambda row: (order.get(row.stage, 3), row.position, row.id))


def teams() -> list[TeamRow]:
    """All teams by name, with their active members (two queries)."""
    members: dict[int, list[int]] = defaultdict(list)
    leaders: dict[int, list[int]] = defaultdict(list)
    joined = sql_rows(
        "SELECT m.team_id, m.account_id, m.leads FROM roster_membership m "
        "JOIN core_account a ON a.id = m.account_id WHERE a.is_active ORDER BY m.account_id"
    )
    for team_id, account_id, leads in joined:
        members[team_id].append(account_id)
        if leads:
            leaders[team_id].append(account_id)
    rows = sql_rows("SELECT id, name, site_id, most_open FROM roster_team ORDER BY name, id")
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


def teams_of(*, account_id: int) -> tuple[int, ...]:
    """The teams somebody is in."""
    found = sql_rows("SELECT team_id FROM roster_membership WHERE account_id = %s ORDER BY team_id", [account_id])
    return tuple(row[0] for row in found)


def leaders_of(*, team_id: int) -> tuple[int, ...]:
    """The active leaders of a team, in the order of their accounts."""
    rows = Membership.objects.filter(team_id=team_id, leads=True, account__is_active=True)
    return tuple(rows.order_by("account_id").values_list("account_id", flat=True))
