"""What may be promised is set by the company."""

from __future__ import annotations

from collections.abc import Sequence

from huitou.core.api import Actor, Refusal, record, writing
from huitou.desk.models import PromisePolicy
from huitou.desk.promises.facts import PolicyChanged


def set_policy(
    *,
    kind: str,
    name: str,
    least_minutes: int = 0,
    most_days: int = 30,
    roles: Sequence[str] = (),
    in_working_time: bool = True,
    most_per_hour: int | None = None,
    active: bool = True,
    actor: Actor,
) -> int:
    """Make or change the policy of a kind of promise; returns its id.

    `least_minutes` working minutes that the work needs at least, `most_days` how far ahead may be promised, `roles` who
    may (empty: everybody), `most_per_hour` per team. Refused: desk.bad_policy.
    """
    if not kind or not name.strip() or least_minutes < 0 or most_days < 1 or (most_per_hour or 1) < 1:
        raise Refusal("desk.bad_policy")
    with writing():
        row, _made = PromisePolicy.objects.update_or_create(
            kind=kind,
            defaults={
                "name": name.strip()[:40],
                "least_minutes": least_minutes,
                "most_days": most_days,
                "roles": list(roles),
                "in_working_time": in_working_time,
                "most_per_hour": most_per_hour,
                "active": active,
            },
        )
        record(PolicyChanged(policy_id=row.pk, kind=kind, active=active), actor=actor)
    return row.pk
