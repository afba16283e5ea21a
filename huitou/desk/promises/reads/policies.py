"""The company's policies for promises."""

from __future__ import annotations

from dataclasses import dataclass

from huitou.desk.models import PromisePolicy


@dataclass(frozen=True)
class PolicyRow:
    """What may be promised of one kind (see `actions/policies.set_policy`)."""

    id: int
    kind: str
    name: str
    least_minutes: int
    most_days: int
    roles: tuple[str, ...]
    in_working_time: bool
    most_per_hour: int | None
    active: bool


def policies() -> tuple[PolicyRow, ...]:
    """Every policy, by kind."""
    return tuple(
        PolicyRow(
            id=row.pk,
            kind=row.kind,
            name=row.name,
            least_minutes=row.least_minutes,
            most_days=row.most_days,
            roles=tuple(row.roles),
            in_working_time=row.in_working_time,
            most_per_hour=row.most_per_hour,
            active=row.active,
        )
        for row in PromisePolicy.objects.order_by("kind")
    )
