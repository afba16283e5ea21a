"""What the company sets for itself, checked before it is kept; each change is a fact that names the keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings as django_settings

from huitou.core.accounts import second_factor
from huitou.core.accounts.sessions import end_sessions
from huitou.core.db import writing
from huitou.core.facts import SettingsChanged
from huitou.core.ledger.ledger import Actor, record
from huitou.core.models import Account
from huitou.core.models.accounts import Role
from huitou.core.refusal import Refusal
from huitou.core.settings import settings

MIB = 1024 * 1024


def _number(least: int, most: int) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


CHECKS: dict[str, Callable[[Any], bool]] = {
    "company.name": lambda value: isinstance(value, str) and 0 < len(value) <= 60,
    "company.phone": lambda value: isinstance(value, str) and len(value) <= 40,
    "company.zone": lambda value: value in available_timezones() and bool(ZoneInfo(value)),
    "company.url": lambda value: value == "" or (isinstance(value, str) and value.startswith(("http://", "https://"))),
    "company.language": lambda value: value in dict(django_settings.LANGUAGES),
    "desk.undo_seconds": _number(0, 60),
    "files.max_bytes": _number(MIB, 100 * MIB),
    "promises.remind_minutes": _number(1, 24 * 60),
    "promises.max_open_per_agent": _number(1, 1000),
    "webhooks.allow_private": lambda value: isinstance(value, bool),
    "access.second_factor_roles": lambda value: isinstance(value, list) and set(value) <= set(Role.values),
}


def change_settings(*, values: Mapping[str, Any], actor: Actor) -> None:
    """Keep the given settings, all or none. Refused "core.setting_wrong" (field)."""
    for key, value in values.items():
        if key not in CHECKS or not CHECKS[key](value):
            raise Refusal("core.setting_wrong", field=key)
    with writing():
        before = settings.many(*values)
        changed = sorted(key for key, value in values.items() if before[key] != value)
        for key in changed:
            settings.put(key, values[key])
        if "access.second_factor_roles" in changed:
            _ask_for_second_factor(values["access.second_factor_roles"], actor)
        if changed:
            record(SettingsChanged(keys=changed), actor=actor)


def _ask_for_second_factor(roles: list[str], actor: Actor) -> None:
    """Who has none yet sets it up at the next login, which is now; the one who asked for it is not thrown out."""
    for account_id in Account.objects.filter(role__in=roles, is_active=True).values_list("pk", flat=True):
        if account_id != actor.id and not second_factor.has_second_factor(account_id=account_id):
            end_sessions(account_id=account_id, why="second_factor", actor=actor)
