"""To whom a conversation is given, and why: codes and numbers, so that the page can answer "why me?" 为什么是我.

Team, on duty and ready, has the skills, below the load, fewest open, then longest without a new one. When nobody fits
it stays in the team's queue with the reason, and is tried again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

SKILL_PATIENCE = timedelta(minutes=10)  # then anybody who is ready is better than waiting on


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody on duty for the team. `open` conversations now, `given_at` when the last one was given."""

    account_id: int
    ready: bool
    skills: frozenset[str]
    open: int
    given_at: datetime | None


@dataclass(frozen=True, slots=True)
class Choice:
    """Who gets it, or None; `reasons` in the order in which they were weighed, each `{"code": …, numbers}`."""

    account_id: int | None
    reasons: tuple[dict[str, Any], ...]

    @property
    def code(self) -> str:
        """The reason that decided."""
        return str(self.reasons[-1]["code"])

    @property
    def hopeless(self) -> bool:
        """Nobody is there or has room, whatever the conversation needs: the next one of this queue fares no better."""
        told = {one["code"] for one in self.reasons}
        return bool(told & {"nobody_on_duty", "nobody_ready"}) or ("all_full" in told and "skilled" not in told)


def choose(
    *,
    on_duty: Sequence[Candidate],
    needs: frozenset[str] = frozenset(),
    most_open: int,
    waited: timedelta = timedelta(0),
    at: datetime,
) -> Choice:
    """Choose among the people on duty. `needs` are skill codes, `waited` is how long the customer has been queueing."""
    told: list[dict[str, Any]] = [{"code": "on_duty", "count": len(on_duty)}]
    if not on_duty:
        return _nobody(told, "nobody_on_duty")
    ready = [one for one in on_duty if one.ready]
    told.append({"code": "ready", "count": len(ready)})
    if not ready:
        return _nobody(told, "nobody_ready")
    fit = [one for one in ready if needs <= one.skills]
    if needs and not fit and waited >= SKILL_PATIENCE:
        told.append({"code": "skill_waived", "skills": sorted(needs), "minutes": _minutes(waited)})
        fit = ready
    elif needs:
        told.append({"code": "skilled", "skills": sorted(needs), "count": len(fit)})
    if not fit:
        return _nobody(told, "nobody_skilled")
    free = [one for one in fit if one.open < most_open]
    told.append({"code": "below_load", "count": len(free), "most": most_open})
    if not free:
        return _nobody(told, "all_full")
    return _fewest_open(told, free, at)


def _fewest_open(told: list[dict[str, Any]], free: Sequence[Candidate], at: datetime) -> Choice:
    fewest = min(one.open for one in free)
    least = [one for one in free if one.open == fewest]
    if len(free) == 1:
        told.append({"code": "only_one", "open": fewest})
    elif len(least) == 1:
        told.append({"code": "fewest_open", "open": fewest, "next": sorted(one.open for one in free)[1]})
    else:
        told.append({"code": "fewest_open", "open": fewest, "count": len(least)})
    # Equal load: who has waited longest for a new one; who never had one comes first; then the older account.
    chosen = min(least, key=lambda one: (one.given_at is not None, one.given_at or at, one.account_id))
    if len(least) > 1 and chosen.given_at is None:
        told.append({"code": "none_given_yet"})
    elif len(least) > 1 and chosen.given_at:
        told.append({"code": "longest_idle", "minutes": _minutes(at - chosen.given_at)})
    return Choice(chosen.account_id, tuple(told))


def _nobody(told: list[dict[str, Any]], code: str) -> Choice:
    return Choice(None, (*told, {"code": code}))


def _minutes(length: timedelta) -> int:
    return max(0, int(length.total_seconds() // 60))


@dataclass(frozen=True, slots=True)
class TeamKnown:
    """A team as far as routing asks."""

    id: int
    site_id: int | None


def team_for(*, channel_team: int | None, site_id: int | None, teams: Sequence[TeamKnown]) -> int | None:
    """The team whose queue it enters: the channel's, else the site's, else the one that serves no single site."""
    if channel_team is not None:
        return channel_team
    by_site = [team.id for team in teams if site_id is not None and team.site_id == site_id]
    general = [team.id for team in teams if team.site_id is None]
    return next(iter(by_site or general or ([teams[0].id] if len(teams) == 1 else [])), None)


def skills_needed(*, kind: str, language: str, channel_skills: Sequence[str], held: frozenset[str]) -> frozenset[str]:
    """The skills asked for: those of the channel, the case's kind, a foreign language; only such as somebody holds."""
    wanted = {*channel_skills, kind, *(["english"] if language and not language.startswith("zh") else [])}
    return frozenset(wanted - {""}) & held
