"""The rota: a team's week as a grid, shift by shift, and a week laid over the weeks to come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from huitou.core.api import Refusal, accounts, now, page, zone
from huitou.front.posting import actor_of, posted_id
from huitou.front.settings.frame import act, again_with, number, show
from huitou.front.settings.months import weekdays
from huitou.front.settings.shapes import Field, FormCard, SettingsPage
from huitou.front.shapes import options
from huitou.front.times import hours, month_and_day
from huitou.roster.api import ShiftRow, TeamRow, Turn, add_shift, make_rota, remove_shift, shifts, teams, weekly_of

HREF = "/settings/rota"
TEMPLATE = "front/settings/rota.html"
DAY = timedelta(days=1)
WEEKS_AHEAD = 4


@dataclass(frozen=True, slots=True)
class ShiftCell:
    id: int
    text: str  # 09:00–18:00
    night: bool


@dataclass(frozen=True, slots=True)
class RotaLine:
    name: str
    days: tuple[tuple[ShiftCell, ...], ...]
    hours_text: str  # 40 小时


@page("settings.edit")
def first(request: HttpRequest) -> HttpResponse:
    """The first team's rota of this week."""
    groups = teams()
    if groups:
        return HttpResponseRedirect(f"{HREF}/{groups[0].id}")
    return show(request, "rota", SettingsPage(_("排班"), _("先建一个班组，再给它排班。"), ()))


@page("settings.edit")
def week(request: HttpRequest, team_id: int) -> HttpResponse:
    """One week of a team."""
    return show(request, "rota", _page(team_id, _monday(request)), TEMPLATE)


@page("settings.edit", ("POST",))
def shift(request: HttpRequest, team_id: int) -> HttpResponse:
    """Put somebody on duty on a day; an end not after the start is the next morning."""
    monday = _monday(request)

    def add() -> None:
        here = _zone(team_id)
        day = _day(request.POST.get("day", ""))
        start, end = _clock(request.POST.get("start", "")), _clock(request.POST.get("end", ""))
        account_id = posted_id(request, "account")
        if account_id is None:
            raise Refusal("core.not_found")
        add_shift(
            team_id=team_id,
            account_id=account_id,
            starts_at=datetime.combine(day, start, here),
            ends_at=datetime.combine(day if end > start else day + DAY, end, here),
            actor=actor_of(request),
        )

    return _do(request, team_id, monday, add)


@page("settings.edit", ("POST",))
def shift_removal(request: HttpRequest, team_id: int, shift_id: int) -> HttpResponse:
    """Take a shift back."""
    return _do(request, team_id, _monday(request), lambda: remove_shift(shift_id=shift_id, actor=actor_of(request)))


@page("settings.edit", ("POST",))
def pattern(request: HttpRequest, team_id: int) -> HttpResponse:
    """Lay this week over the weeks after it; what is there already stays."""
    monday = _monday(request)

    def lay() -> None:
        here = _zone(team_id)
        turns = [_turn(row, here) for row in _shifts(team_id, monday, here)]
        weeks = number(request, "weeks", _("几周"))
        make_rota(team_id=team_id, pattern=turns, from_day=monday + 7 * DAY, weeks=weeks, actor=actor_of(request))

    return _do(request, team_id, monday, lay)


def _do(request: HttpRequest, team_id: int, monday: date, do: object) -> HttpResponse:
    again = again_with(request, "rota", _page(team_id, monday), request.path, TEMPLATE)
    return act(do, f"{HREF}/{team_id}?week={monday}", again)  # type: ignore[arg-type]


def _turn(row: ShiftRow, here: ZoneInfo) -> Turn:
    start, end = row.starts_at.astimezone(here), row.ends_at.astimezone(here)
    return Turn(account_id=row.account_id, weekday=start.weekday(), start=f"{start:%H:%M}", end=f"{end:%H:%M}")


def _shifts(team_id: int, monday: date, here: ZoneInfo) -> list[ShiftRow]:
    since = datetime.combine(monday, time.min, here)
    until = datetime.combine(monday + 7 * DAY, time.min, here)
    return [row for row in shifts(team_id=team_id, since=since, until=until) if row.starts_at >= since]


def _page(team_id: int, monday: date) -> SettingsPage:
    groups = teams()
    team = next((row for row in groups if row.id == team_id), None)
    if team is None:
        raise Refusal("core.not_found")
    here = _zone(team_id)
    days = tuple(monday + n * DAY for n in range(7))
    heads = tuple(f"{name} {month_and_day(day, now().date())}" for name, day in zip(weekdays(), days, strict=True))
    extra = {
        "tabs": [(f"{HREF}/{one.id}?week={monday}", one.name, one.id == team_id) for one in groups],
        "heads": heads,
        "lines": _lines(team, _shifts(team_id, monday, here), here),
        "before_href": f"{HREF}/{team_id}?week={monday - 7 * DAY}",
        "after_href": f"{HREF}/{team_id}?week={monday + 7 * DAY}",
        "week_text": f"{monday.isoformat()} – {days[-1].isoformat()}",
        "removal": f"{HREF}/{team_id}/shifts",
        "week": monday.isoformat(),
    }
    title = _("排班 · %(team)s") % {"team": team.name}
    say = _("谁在班就分给谁。没有排过班的班组，人在就算在班。")
    return SettingsPage(title, say, (_shift_card(team, days, heads), _pattern_card(team_id, monday)), extra=extra)


def _lines(team: TeamRow, rows: list[ShiftRow], here: ZoneInfo) -> tuple[RotaLine, ...]:
    people = accounts()
    # Who left the team but still has shifts this week is shown too, so that they can be taken back.
    ids = dict.fromkeys([*team.member_ids, *(row.account_id for row in rows)])
    return tuple(
        _line(people[one].name if one in people else "", [r for r in rows if r.account_id == one], here) for one in ids
    )


def _line(name: str, own: list[ShiftRow], here: ZoneInfo) -> RotaLine:
    days: list[list[ShiftCell]] = [[] for _n in range(7)]
    total = timedelta()
    for row in own:
        start, end = row.starts_at.astimezone(here), row.ends_at.astimezone(here)
        total += row.ends_at - row.starts_at
        days[start.weekday()].append(ShiftCell(row.id, f"{start:%H:%M}–{end:%H:%M}", end.date() > start.date()))
    return RotaLine(name, tuple(tuple(cells) for cells in days), hours(total.total_seconds() / 3600))


def _shift_card(team: TeamRow, days: tuple[date, ...], heads: tuple[str, ...]) -> FormCard:
    people = accounts(team.member_ids)
    fields = (
        Field("account", _("同事"), "select", options=options([(key, row.name) for key, row in people.items()])),
        Field(
            "day", _("哪天"), "select", options=options([(d.isoformat(), h) for d, h in zip(days, heads, strict=True)])
        ),
        Field("start", _("上班"), "time", value="09:00"),
        Field("end", _("下班"), "time", value="18:00", hint=_("不晚于上班时间，就是第二天早上。")),
        Field("week", "", "hidden", value=days[0].isoformat()),
    )
    return FormCard(f"{HREF}/{team.id}/shifts", fields, _("排上"), title=_("加一个班"))


def _pattern_card(team_id: int, monday: date) -> FormCard:
    fields = (
        Field("weeks", _("几周"), "number", value=str(WEEKS_AHEAD), least_number=1, most_number=26),
        Field("week", "", "hidden", value=monday.isoformat()),
    )
    say = _("照这一周，往后排。休息日和节假日不排，调休上班的日子照排；已经排过的不动，撞上的跳过。")
    return FormCard(f"{HREF}/{team_id}/pattern", fields, _("往后排"), title=_("照这一周排"), say=say)


def _monday(request: HttpRequest) -> date:
    raw = request.POST.get("week") or request.GET.get("week", "")
    try:
        day = date.fromisoformat(raw)
    except ValueError:
        day = now().astimezone(zone()).date()
    day = min(max(day, date(2000, 1, 3)), date(2099, 12, 28))
    return day - day.weekday() * DAY


def _zone(team_id: int) -> ZoneInfo:
    return ZoneInfo(weekly_of(team_id=team_id).zone)


def _day(raw: str) -> date:
    try:
        return date.fromisoformat(raw)
    except ValueError:
        raise Refusal("roster.bad_day", raw=raw) from None


def _clock(raw: str) -> time:
    try:
        return time.fromisoformat(raw).replace(tzinfo=None)
    except ValueError:
        raise Refusal("roster.bad_time", raw=raw) from None
