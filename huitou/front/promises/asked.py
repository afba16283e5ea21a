"""What the ledger is asked for: it stands in the address; who may not see the team sees only their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from huitou.core.api import may
from huitou.desk import api as desk
from huitou.front.posting import id_of
from huitou.roster.api import teams_of

TEAM_RIGHT = "promises.team"
VIEWS = ("mine", "team", "late", "soon", "waiting", "ended")
STATES = ("kept", "kept_late", "broken", "renegotiated", "released")
PERIODS = {"30": 30, "90": 90}
ALL_TEAMS = "all"


@dataclass(frozen=True)
class Asked:
    """The ledger as its address asks for it. `team_ids` None: all teams; `team` is the choice in the filter."""

    view: str
    filter: desk.LedgerFilter
    account_id: int
    whole_team: bool
    team: str
    team_ids: tuple[int, ...] | None
    period: str
    query: str
    narrowed: bool

    @property
    def days(self) -> int:
        """Over how many days kept-rates are counted."""
        return PERIODS[self.period]

    def href(self, view: str) -> str:
        """The address of another tab with the same filters."""
        kept = QueryDict(self.query, mutable=True)
        kept["view"] = view
        kept.pop("state", None)
        return f"/promises?{kept.urlencode()}"


def asked(query: QueryDict, me: Any) -> Asked:
    """Read the address; what makes no sense narrows nothing."""
    whole = may(me, TEAM_RIGHT)
    view = query.get("view", "mine" if not whole or teams_of(account_id=me.pk) else "late")
    view = view if view in VIEWS and (whole or view != "team") else "mine"
    team, team_ids = _teams(query.get("team", ""), me.pk) if whole else ("", None)
    owner_id = id_of(query.get("person")) if whole else me.pk
    kind = query["kind"] if query.get("kind") in desk.PROMISE_KINDS else ""
    state = query["state"] if view == "ended" and query.get("state") in STATES else ""
    kept = QueryDict(mutable=True)
    kept.update({name: query[name] for name in ("team", "person", "kind", "state", "period") if query.get(name)})
    return Asked(
        view=view,
        filter=desk.LedgerFilter(
            view=view,
            account_id=me.pk,
            team_ids=team_ids,
            kind=kind,
            state=state,
            owner_id=owner_id if view != "waiting" else None,
        ),
        account_id=me.pk,
        whole_team=whole,
        team=team,
        team_ids=team_ids,
        period=query["period"] if query.get("period") in PERIODS else "30",
        query=kept.urlencode(),
        narrowed=bool(kind or state or (whole and owner_id) or (whole and team not in ("", ALL_TEAMS))),
    )


def _teams(chosen: str, account_id: int) -> tuple[str, tuple[int, ...] | None]:
    """Mine unless another is chosen; whoever is in no team (a manager) starts with all."""
    if (one := id_of(chosen)) is not None:
        return chosen, (one,)
    mine = teams_of(account_id=account_id)
    if chosen == ALL_TEAMS or not mine:
        return ALL_TEAMS, None
    return "", mine
