"""How many promises are kept in time: by team, kind and person, each with its interval and its number of cases."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from huitou.core.api import now
from huitou.desk.models import Promise
from huitou.desk.promises.rules.states import counts
from huitou.measures.estimate import Estimate
from huitou.measures.proportion import proportion, warning

BY = {"team": ("team_id", "team__name"), "kind": ("kind", "kind"), "person": ("made_by_id", "made_by__name")}


@dataclass(frozen=True)
class KeptRate:
    """The share kept in time of those that fell due in the period. `warning`: "", few_cases (below 20) or no_cases.

    `key` is the team's or account's id or the kind; of the whole company "".
    """

    key: int | str
    name: str
    rate: Estimate
    kept: int
    not_kept: int
    warning: str


def kept_rates(
    *, by: str, since: datetime, until: datetime | None = None, team_id: int | None = None
) -> tuple[KeptRate, ...]:
    """Kept-rates by `team`, `kind`, `person` (who made the promise) or `all`; promises due from `since` before `until`.

    Counted as `promises/rules/states.counts` says; largest number of cases first. The rate is the Wilson estimate at 95%.
    """
    moment = now()
    key, name = BY.get(by, ("state", "state"))
    rows = Promise.objects.filter(due_at__gte=since, due_at__lt=min(until or moment, moment))
    if team_id is not None:
        rows = rows.filter(team_id=team_id)
    tally: Counter[tuple[int | str, bool]] = Counter()
    names: dict[int | str, str] = {}
    # One pass over the rows of the period: the rule is said once, in Python, and not a second time in SQL.
    fields = (F(key), F(name), "state", "due_at", "ended_at")
    for group, called, state, due_at, ended_at in rows.values_list(*fields).iterator(chunk_size=5000):
        counted = counts(state=state, due_at=due_at, ended_at=ended_at, at=moment)
        if counted is not None:
            group = "" if by == "all" or group is None else group
            names[group] = "" if by == "all" else called or ""
            tally[group, counted] += 1
    found = [_rate(group, names[group], tally[group, True], tally[group, False]) for group in names]
    return tuple(sorted(found, key=lambda rate: (-rate.rate.n, str(rate.key))))


def _rate(key: int | str, name: str, kept: int, not_kept: int) -> KeptRate:
    rate = proportion(successes=kept, n=kept + not_kept)
    return KeptRate(key=key, name=name, rate=rate, kept=kept, not_kept=not_kept, warning=warning(rate))
