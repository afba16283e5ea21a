"""What the company set: a small table of keys and JSON values, and what the clock is ahead in a demo."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import DatabaseError

from huitou.core.db import rows
from huitou.core.models import Setting

DEFAULTS: dict[str, Any] = {
    "access.second_factor_roles": [],
    "company.name": "",
    "company.phone": "",
    "company.zone": "Asia/Shanghai",
    "company.url": "",
    "company.language": "zh-hans",
    "demo": False,
    "demo.ahead_seconds": 0,
    "demo.logins": [],
    "demo.still": False,
    "desk.undo_seconds": 5,
    "files.max_bytes": 25 * 1024 * 1024,
    "promises.remind_minutes": 15,
    "proxy.seen": False,
    "promises.max_open_per_agent": 40,
    "webhooks.allow_private": False,
}


def get(key: str) -> Any:
    """The value of a setting; KeyError when nothing of that name exists."""
    return many(key)[key]


def many(*keys: str) -> dict[str, Any]:
    """Several settings in one query."""
    marks = ", ".join(["%s"] * len(keys))
    found = dict(rows(f"SELECT key, value FROM core_setting WHERE key IN ({marks})", keys))
    return {key: json.loads(found[key]) if key in found else DEFAULTS[key] for key in keys}


def put(key: str, value: Any) -> None:
    """Set a value (in the caller's transaction)."""
    if key not in DEFAULTS:
        raise KeyError(key)
    Setting.objects.update_or_create(key=key, defaults={"value": value})


def zone() -> ZoneInfo:
    """The zone in which the company's people read times."""
    return ZoneInfo(get("company.zone"))


def clock_ahead() -> timedelta:
    """How far the demo's clock is ahead; zero before the tables exist."""
    try:
        found = many("demo", "demo.ahead_seconds")
    except DatabaseError:
        return timedelta(0)
    return timedelta(seconds=found["demo.ahead_seconds"]) if found["demo"] else timedelta(0)
