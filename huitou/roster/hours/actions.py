"""Working hours and special days are set here."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from huitou.core.api import Actor, Refusal, record, writing
from huitou.roster import facts
from huitou.roster.company import rules as company_rules
from huitou.roster.hours import rules
from huitou.roster.models import SpecialDay, Team, WeeklyHours

Week = Sequence[Sequence[Sequence[str]]]


def set_hours(
    *, team_id: int | None, weekly: Week, zone: str = "Asia/Shanghai", festivals: str = "CN", actor: Actor
) -> None:
    """Set the weekly hours of a team, or of the company with None: seven days of ["09:00", "12:00"] from Monday.

    `festivals` "CN" closes public holidays and opens make-up days, "" works through. Refuses what `hours/rules.py` names.
    """
    values = {
        "weekly": rules.week(weekly),
        "zone": rules.zone(zone),
        "festivals": rules.festivals(festivals),
    }
    with writing():
        _locked_team(team_id)
        if not WeeklyHours.objects.filter(team_id=team_id).update(**values):
            WeeklyHours.objects.create(team_id=team_id, **values)
        record(facts.HoursChanged(team_id=team_id), actor=actor)


def drop_hours(*, team_id: int, actor: Actor) -> None:
    """The team keeps the company's hours again."""
    with writing():
        if WeeklyHours.objects.filter(team_id=team_id).delete()[0]:
            record(facts.HoursChanged(team_id=team_id, own=False), actor=actor)


def set_special_day(
    *, team_id: int | None, day: str, intervals: Sequence[Sequence[str]], why: str = "", actor: Actor
) -> None:
    """Set one day (ISO date) of a team, or of the company with None; no intervals: closed. Wins over everything."""
    on, stretches = rules.day(day), rules.intervals(intervals)
    if why:
        why = company_rules.name(why, field=_("原因"), most=80)
    with writing():
        _locked_team(team_id)
        SpecialDay.objects.update_or_create(
            team_id=team_id, day=on, defaults={"intervals": [list(one) for one in stretches], "why": why}
        )
        record(facts.SpecialDaySet(team_id=team_id, day=on.isoformat(), closed=not stretches), actor=actor)


def remove_special_day(*, team_id: int | None, day: str, actor: Actor) -> None:
    """The day is as always again; no error when nothing was set."""
    on = rules.day(day)
    with writing():
        if SpecialDay.objects.filter(team_id=team_id, day=on).delete()[0]:
            record(facts.SpecialDayRemoved(team_id=team_id, day=on.isoformat()), actor=actor)


def _locked_team(team_id: int | None) -> None:
    if team_id is not None and Team.objects.select_for_update().filter(pk=team_id).first() is None:
        raise Refusal("core.not_found")
