"""Working days as a calendar to look at: what is worked, what is closed, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from huitou.core.api import Hours
from huitou.front.times import month

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DayCell:
    """`mark` says it in one character, `kind` is a class: work, rest, festival, makeup, special; `title` in full."""

    number: int
    kind: str
    mark: str
    title: str
    today: bool = False


@dataclass(frozen=True, slots=True)
class Month:
    title: str
    blanks: int  # empty places before the first, Monday first
    days: tuple[DayCell, ...]
    sure: bool  # the public holidays of this year are announced


def weekdays() -> tuple[str, ...]:
    """Monday to Sunday."""
    return (_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日"))


def weekday_heads() -> tuple[tuple[str, str], ...]:
    """Monday to Sunday, in full and as one character: 一 of 周一, M of Mon."""
    return tuple((name, name[:1] if _english() else name[-1:]) for name in weekdays())


def _english() -> bool:
    return (get_language() or "").startswith("en")


def months(hours: Hours, today: date, count: int) -> tuple[Month, ...]:
    """This month and the next ones as these hours make them."""
    first = today.replace(day=1)
    made = []
    for _n in range(count):
        after = (first + 31 * DAY).replace(day=1)
        days = tuple(_cell(hours, first + n * DAY, today) for n in range((after - first).days))
        sure = hours.festivals is None or hours.festivals.official(first.year)
        title = month(first)
        made.append(Month(title, first.weekday(), days, sure))
        first = after
    return tuple(made)


def _cell(hours: Hours, day: date, today: date) -> DayCell:
    kind, mark, why = _kind(hours, day)
    stretches = ", ".join(f"{one.start:%H:%M}-{one.end:%H:%M}" for one in hours.intervals_on(day))
    title = f"{day.isoformat()} {why} {stretches}".strip()
    return DayCell(day.day, kind, mark, title, day == today)


def _kind(hours: Hours, day: date) -> tuple[str, str, str]:
    works = hours.is_working_day(day)
    if day in hours.special:
        return "special", _("特"), _("特别的日子，上班") if works else _("特别的日子，休息")
    if hours.festivals is not None and hours.closes_on_festivals:
        if hours.festivals.make_up(day):
            return "makeup", _("班"), _("调休，上班")
        if hours.festivals.day_off(day):
            return "festival", _("假"), _("节假日，休息")
    return ("work", "", _("上班")) if works else ("rest", "", _("休息"))
