"""Working hours of the company and its teams, days that are different, and the calendar that comes of it."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from huitou.core.api import Refusal, now, page, zone
from huitou.front.posting import actor_of
from huitou.front.settings.frame import form_page
from huitou.front.settings.months import months, weekday_heads, weekdays
from huitou.front.settings.shapes import Button, Field, FormCard, Line, SettingsPage, TableCard
from huitou.front.shapes import options
from huitou.roster.api import (
    HoursRow,
    calendar_warning,
    drop_hours,
    hours_of,
    remove_special_day,
    set_hours,
    set_special_day,
    special_days,
    teams,
    weekly_of,
)

HREF = "/settings/hours"
TEMPLATE = "front/settings/hours.html"
MONTHS = 4


@page("settings.edit", ("GET", "POST"))
def company_hours(request: HttpRequest) -> HttpResponse:
    """The hours that hold for everybody who has none of their own."""
    return _page_of(request, None)


@page("settings.edit", ("GET", "POST"))
def team_hours(request: HttpRequest, team_id: int) -> HttpResponse:
    """The hours of one team."""
    return _page_of(request, team_id)


@page("settings.edit", ("POST",))
def company_days(request: HttpRequest) -> HttpResponse:
    """One day of the company that is different, or (with `remove`) as always again."""
    return _day_of(request, None)


@page("settings.edit", ("POST",))
def team_days(request: HttpRequest, team_id: int) -> HttpResponse:
    """One day of a team that is different."""
    return _day_of(request, team_id)


@page("settings.edit", ("POST",))
def team_drop(request: HttpRequest, team_id: int) -> HttpResponse:
    """The team keeps the company's hours again."""
    return form_page(
        request,
        "hours",
        lambda: _page(team_id),
        lambda: drop_hours(team_id=team_id, actor=actor_of(request)),
        _href(team_id),
        TEMPLATE,
    )


def stretches(text: str) -> list[list[str]]:
    """What people write for a day: "9:00-12:00, 13:30–18:00", also with 到 or 至; empty is closed.

    Refused "roster.bad_time" (raw) when a part has no end.
    """
    made = []
    for part in (part for part in re.split(r"[,，、;；\n]+", text) if part.strip()):
        ends = [one.strip() for one in re.split(r"[-–—~～到至]+", part.replace("：", ":"), maxsplit=1)]
        if len(ends) != 2:
            raise Refusal("roster.bad_time", raw=part.strip()[:40])
        made.append(ends)
    return made


def written(day: Any) -> str:
    """A day's stretches as people write them."""
    return ", ".join(f"{start}-{end}" for start, end in day)


def _page_of(request: HttpRequest, team_id: int | None) -> HttpResponse:
    def keep() -> None:
        week = [stretches(request.POST.get(f"day{n}", "")) for n in range(7)]
        set_hours(
            team_id=team_id,
            weekly=week,
            zone=request.POST.get("zone", "").strip(),
            festivals=request.POST.get("festivals", ""),
            actor=actor_of(request),
        )

    return form_page(request, "hours", lambda: _page(team_id), keep, _href(team_id), TEMPLATE)


def _day_of(request: HttpRequest, team_id: int | None) -> HttpResponse:
    def change() -> None:
        day = request.POST.get("day", "")
        if "remove" in request.POST:
            remove_special_day(team_id=team_id, day=day, actor=actor_of(request))
            return
        set_special_day(
            team_id=team_id,
            day=day,
            intervals=stretches(request.POST.get("intervals", "")),
            why=request.POST.get("why", ""),
            actor=actor_of(request),
        )

    return form_page(request, "hours", lambda: _page(team_id), change, _href(team_id), TEMPLATE)


def _href(team_id: int | None) -> str:
    return HREF if team_id is None else f"{HREF}/{team_id}"


def _page(team_id: int | None) -> SettingsPage:
    groups = teams()
    team = next((row for row in groups if row.id == team_id), None)
    if team_id is not None and team is None:
        raise Refusal("core.not_found")
    here, today = _href(team_id), now().astimezone(zone()).date()
    row = weekly_of(team_id=team_id)
    tabs = [(HREF, _("公司"), team_id is None)] + [(f"{HREF}/{one.id}", one.name, one.id == team_id) for one in groups]
    cards: list[Any] = [_week_card(row, here, team_id), _days_table(team_id, here, today), _day_card(here)]
    if team_id is not None and row.own:
        own = Button(f"{here}/drop", _("改回跟公司一样"), danger=True)
        cards.append(TableCard((_("项目"), _("现在")), (Line((_("这个班组有自己的时间"), ""), buttons=(own,)),), ""))
    return SettingsPage(
        _("上班时间"),
        _("承诺的期限按上班时间算：午休、节假日、调休都算在内，一秒不差。"),
        tuple(cards),
        notice=_warning(today),
        extra={"tabs": tabs, "months": months(hours_of(team_id=team_id), today, MONTHS), "weekdays": weekday_heads()},
    )


def _week_card(row: HoursRow, here: str, team_id: int | None) -> FormCard:
    days = tuple(
        Field(f"day{n}", name, value=written(row.weekly[n]), required=False) for n, name in enumerate(weekdays())
    )
    festivals = options([("CN", _("跟国家安排：放假、调休")), ("", _("节假日照常上班"))], row.festivals)
    rest = (
        Field("festivals", _("法定节假日"), "select", options=festivals, required=False),
        Field("zone", _("时区"), value=row.zone, most=40),
    )
    say = (
        _(
            "一天可以分几段，写成 09:00-12:00, 13:30-18:00；空着就是休息；过夜写 22:00-06:00。这个班组现在跟公司一样，保存后就有自己的时间。"
        )
        if team_id is not None and not row.own
        else _("一天可以分几段，写成 09:00-12:00, 13:30-18:00；空着就是休息；过夜写 22:00-06:00。")
    )
    return FormCard(here, (*days, *rest), _("保存"), title=_("一周"), say=say)


def _days_table(team_id: int | None, here: str, today: Any) -> TableCard:
    lines = tuple(
        Line(
            (one.day.isoformat(), written(one.intervals) or _("休息"), one.why),
            buttons=(Button(f"{here}/days", _("去掉"), hidden=(("day", one.day.isoformat()), ("remove", "1"))),),
        )
        for one in special_days(team_id=team_id, since=today)
    )
    return TableCard((_("日期"), _("时间"), _("缘由")), lines, _("没有特别的日子。"), title=_("特别的日子"))


def _day_card(here: str) -> FormCard:
    fields = (
        Field("day", _("日期"), "date"),
        Field("intervals", _("时间"), required=False, hint=_("空着就是休息。")),
        Field("why", _("缘由"), required=False, most=80, hint=_("例如：年会、盘点、值班。")),
    )
    return FormCard(
        f"{here}/days", fields, _("加上"), title=_("加一个特别的日子"), say=_("它说了算，盖过一周的安排和节假日。")
    )


def _warning(today: Any) -> str:
    warning = calendar_warning(today=today)
    if warning is None:
        return ""
    words = _(
        "%(year)s 年的放假安排国家还没公布（或这个版本还不知道），下面的节假日是推算的，调休还不知道，日期可能会变。"
    )
    return words % {"year": warning.year}
