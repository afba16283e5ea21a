"""What the audit is narrowed to: a kind of fact, a person, a time. It all stands in the address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from huitou.core.api import accounts, all_kinds, kind_of
from huitou.front.posting import id_of
from huitou.front.shapes import FilterField

LONGEST_NAME = 80


@dataclass(frozen=True)
class AuditFilter:
    """`kind` is the name of a fact or of a room; `since` and `until` are days in the company's zone, both included."""

    kind: str = ""
    actor_id: int | None = None
    since: date | None = None
    until: date | None = None

    def asked(self, zone: ZoneInfo) -> dict[str, Any]:
        """As `facts_page` takes it."""
        until = self.until + timedelta(days=1) if self.until and self.until < date.max else None
        name = self.kind if not self.kind or kind_of(self.kind) else f"{self.kind}."
        return {
            "name_starts": name,
            "actor_id": self.actor_id,
            "since": _midnight(self.since, zone),
            "until": _midnight(until, zone),
        }

    def query(self, **more: Any) -> str:
        """As it stands in the address."""
        said = {"kind": self.kind, "person": self.actor_id, "since": self.since, "until": self.until, **more}
        return urlencode({key: value for key, value in said.items() if value not in (None, "")})


def read(given: Any, today: date) -> AuditFilter:
    """From an address; what makes no sense narrows nothing."""
    period, since, until = given.get("period", ""), _day(given.get("since", "")), _day(given.get("until", ""))
    if period in PERIOD_DAYS:
        since, until = today - timedelta(days=PERIOD_DAYS[period] - 1), None
    kind = given.get("kind", "")[:LONGEST_NAME]
    known = kind_of(kind) is not None or kind in rooms()
    return AuditFilter(kind if known else "", id_of(given.get("person")), since, until)


PERIOD_DAYS = {"today": 1, "week": 7, "month": 30, "quarter": 90}


def rooms() -> dict[str, str]:
    """The rooms that record facts, with their names."""
    names = {
        "core": _("登录与设置"),
        "roster": _("班组与排班"),
        "customers": _("客户资料"),
        "channels": _("入口"),
        "desk": _("会话、工单与承诺"),
        "voice": _("评价"),
        "front": _("回调"),
        "demo": _("演示"),
    }
    there = {kind.name.partition(".")[0] for kind in all_kinds()}
    return {
        room: names.get(room, room)
        for room in sorted(there, key=lambda room: list(names).index(room) if room in names else 99)
    }


def fields(chosen: AuditFilter, period: str) -> tuple[FilterField, ...]:
    """The three selects above the table."""
    kinds: list[tuple[str, str]] = []
    for room, name in rooms().items():
        kinds.append((room, name))
        kinds += [(kind.name, f"　{kind.label}") for kind in all_kinds() if kind.name.startswith(f"{room}.")]
    people = [(row.id, row.name) for row in accounts().values()]
    periods = [
        ("today", _("今天")),
        ("week", _("最近 7 天")),
        ("month", _("最近 30 天")),
        ("quarter", _("最近 90 天")),
    ]
    return (
        FilterField.of("kind", _("种类"), _("全部种类"), kinds, chosen.kind),
        FilterField.of("person", _("经办人"), _("所有人"), people, chosen.actor_id),
        FilterField.of("period", _("时间"), _("所有时间"), periods, period),
    )


def _midnight(day: date | None, zone: ZoneInfo) -> datetime | None:
    return datetime.combine(day, time.min, zone) if day else None


def _day(raw: str) -> date | None:
    try:
        return date.fromisoformat(raw)
    except ValueError:
        return None
