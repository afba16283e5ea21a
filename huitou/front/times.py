"""Times as people read them: in the company's zone, in the reader's language, computed once per page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property, lru_cache
from zoneinfo import ZoneInfo

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from huitou.core.api import now, zone

_WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")


@dataclass(frozen=True)
class Clock:
    """Now, in the company's zone: read once for all rows of a page."""

    now: datetime
    where: ZoneInfo

    @classmethod
    def read(cls) -> Clock:
        """The company's clock."""
        return cls(now(), zone())

    @cached_property
    def today(self) -> date:
        """The date on the company's wall."""
        return self.now.astimezone(self.where).date()

    def day_and_time(self, at: datetime) -> str:
        """今天 15:00, 明天 09:30, 11月25日 周三 10:00; the year only when it is another one."""
        return day_and_time(at, today=self.today, where=self.where)

    def short(self, at: datetime) -> str:
        """In a list: 14:05 today, 昨天, else 11/18."""
        return short(at, today=self.today, where=self.where)


def iso(at: datetime) -> str:
    """For `<time datetime>`."""
    return at.astimezone(UTC).isoformat()


def day_and_time(at: datetime, *, today: date | None = None, where: ZoneInfo | None = None) -> str:
    """今天 15:00, 明天 09:30, 11月25日 周三 10:00; the year only when it is another one."""
    where = where or zone()
    local = at.astimezone(where)
    return f"{day(local.date(), today or now().astimezone(where).date())} {local:%H:%M}"


def day(of: date, today: date) -> str:
    """今天, 昨天, 明天, else the date."""
    match (of - today).days:
        case 0:
            return _("今天")
        case -1:
            return _("昨天")
        case 1:
            return _("明天")
        case 2:
            return _("后天")
    return _date(of, of.year == today.year, get_language() or "")


def heading(of: date, today: date) -> str:
    """A day above what happened on it: 今天; in English Today, where a sentence would say today."""
    said = day(of, today)
    return said[:1].upper() + said[1:]


def day_of_year(of: date) -> str:
    """A day that comes back every year: 5月3日, in English 3 May."""
    return f"{of.day} {of:%b}" if (get_language() or "").startswith("en") else f"{of.month}月{of.day}日"


def month(of: date) -> str:
    """2026年6月, in English June 2026."""
    return f"{of:%B %Y}" if (get_language() or "").startswith("en") else f"{of.year}年{of.month}月"


def short(at: datetime, *, today: date, where: ZoneInfo) -> str:
    """In a list: 14:05 today, 昨天, else 11/18, in English 18 Nov."""
    local = at.astimezone(where)
    apart = (local.date() - today).days
    if apart == 0:
        return f"{local:%H:%M}"
    if apart == -1:
        return _("昨天")
    return month_and_day(local.date(), today)


def month_and_day(of: date, today: date) -> str:
    """Where there is little room: 11/18, in English 18 Nov; the year only when it is another one."""
    same_year = of.year == today.year
    if (get_language() or "").startswith("en"):
        return f"{of.day} {of:%b}" if same_year else f"{of.day} {of:%b %Y}"
    return f"{of.month}/{of.day}" if same_year else f"{of.year}/{of.month}/{of.day}"


def short_day_and_time(at: datetime, *, where: ZoneInfo) -> str:
    """11/18 14:05, in English 18 Nov 14:05."""
    local = at.astimezone(where)
    return f"{month_and_day(local.date(), local.date())} {local:%H:%M}"


def lasting(span: timedelta) -> str:
    """刚刚, 12 分钟, 2 小时, 3 天."""
    minutes = int(span.total_seconds() // 60)
    if minutes < 1:
        return _("不到 1 分钟")
    if minutes < 60:
        return _("%(n)s 分钟") % {"n": minutes}
    if minutes < 60 * 24:
        return hours(minutes // 60)
    return days(minutes // (60 * 24))


def hours(n: float) -> str:
    """2 小时, 7.5 小时."""
    return ngettext("%(n)s 小时", "%(n)s 小时", int(n) if n == int(n) else 2) % {"n": f"{n:g}"}


def days(n: int) -> str:
    """3 天."""
    return ngettext("%(n)s 天", "%(n)s 天", n) % {"n": n}


@lru_cache(maxsize=4096)
def _date(of: date, same_year: bool, language: str) -> str:
    if language.startswith("en"):
        return f"{of:%a} {of.day} {of:%b}" + ("" if same_year else f" {of.year}")
    year = "" if same_year else f"{of.year}年"
    return f"{year}{of.month}月{of.day}日 {_WEEKDAYS[of.weekday()]}"
