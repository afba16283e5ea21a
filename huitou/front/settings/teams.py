"""Teams: who is in them, who leads, and to whom a late promise climbs."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from huitou.core.api import Refusal, accounts, page
from huitou.front.posting import actor_of, posted_id
from huitou.front.settings.frame import form_page, number, row_of
from huitou.front.settings.shapes import Button, Field, FormCard, Line, SettingsPage, TableCard
from huitou.front.shapes import options
from huitou.roster.api import (
    TeamRow,
    add_member,
    edit_team,
    escalation_ladder,
    ladder_set,
    make_team,
    remove_member,
    set_ladder,
    sites,
    teams,
)

HREF = "/settings/teams"
STEPS = 5  # rows of the ladder's form


@page("settings.edit", ("GET", "POST"))
def all_teams(request: HttpRequest) -> HttpResponse:
    """Every team; POST makes one."""
    return form_page(
        request,
        "teams",
        _list,
        lambda: make_team(
            name=request.POST.get("name", ""),
            site_id=posted_id(request, "site"),
            most_open=number(request, "most_open", _("每人最多几个会话")),
            actor=actor_of(request),
        ),
    )


@page("settings.edit", ("GET", "POST"))
def one_team(request: HttpRequest, team_id: int) -> HttpResponse:
    """One team: name, site, limit."""
    return form_page(
        request,
        "teams",
        lambda: _one(team_id),
        lambda: edit_team(
            team_id=team_id,
            name=request.POST.get("name", ""),
            site_id=posted_id(request, "site"),
            most_open=number(request, "most_open", _("每人最多几个会话")),
            actor=actor_of(request),
        ),
    )


@page("settings.edit", ("POST",))
def members(request: HttpRequest, team_id: int) -> HttpResponse:
    """Put somebody in, let them lead, or (with `take`) take them out."""

    def change() -> None:
        account_id = posted_id(request, "account")
        if account_id is None:
            raise Refusal("core.not_found")
        if "take" in request.POST:
            remove_member(team_id=team_id, account_id=account_id, actor=actor_of(request))
        else:
            add_member(
                team_id=team_id, account_id=account_id, leads=bool(request.POST.get("leads")), actor=actor_of(request)
            )

    return form_page(request, "teams", lambda: _one(team_id), change, f"{HREF}/{team_id}")


@page("settings.edit", ("POST",))
def ladder(request: HttpRequest, team_id: int) -> HttpResponse:
    """Set to whom late promises climb, in order; nobody chosen: leaders, then managers."""

    def change() -> None:
        chosen = [(posted_id(request, f"account{n}"), n) for n in range(STEPS)]
        steps = [(one, number(request, f"minutes{n}", _("几分钟内接手"))) for one, n in chosen if one is not None]
        set_ladder(team_id=team_id, steps=steps, actor=actor_of(request))

    return form_page(request, "teams", lambda: _one(team_id), change, f"{HREF}/{team_id}")


def _list() -> SettingsPage:
    people = accounts()
    lines = tuple(
        Line(
            (
                row.name,
                ngettext("%(n)s 人", "%(n)s 人", len(row.member_ids)) % {"n": len(row.member_ids)},
                _("、").join(people[one].name for one in row.leader_ids if one in people),
            ),
            f"{HREF}/{row.id}",
        )
        for row in teams()
    )
    table = TableCard((_("班组"), _("人数"), _("班长")), lines, _("还没有班组。会话先分到班组，再分到人。"))
    card = FormCard(HREF, _fields("", None, 20), _("添加班组"), title=_("添加班组"))
    return SettingsPage(
        pgettext("many", "班组"), _("一个班组共用一个队列：谁在班、谁会、谁手里少，就分给谁。"), (table, card)
    )


def _one(team_id: int) -> SettingsPage:
    team = row_of(teams(), team_id)
    people = {one.id: one.name for one in accounts().values() if one.active}
    href = f"{HREF}/{team_id}"
    outside = [(key, name) for key, name in people.items() if key not in team.member_ids]
    join = (
        Field("account", _("同事"), "select", options=options(outside)),
        Field("leads", _("是班长"), "check", required=False),
    )
    cards = (
        FormCard(href, _fields(team.name, team.site_id, team.most_open), _("保存"), title=_("基本资料")),
        _members_table(team, people, href),
        FormCard(f"{href}/members", join, _("加入班组"), title=_("加入同事")),
        _ladder_card(team, people, href),
    )
    return SettingsPage(team.name, "", cards, back_href=HREF, back_label=_("全部班组"))


def _members_table(team: TeamRow, people: dict[int, str], href: str) -> TableCard:
    lines = []
    for account_id in team.member_ids:
        leads = account_id in team.leader_ids
        who = ("account", str(account_id))
        turn = Button(f"{href}/members", _("不再当班长"), hidden=(who,))
        if not leads:
            turn = Button(f"{href}/members", _("设为班长"), hidden=(who, ("leads", "1")))
        out = Button(f"{href}/members", _("移出"), danger=True, hidden=(who, ("take", "1")))
        lines.append(Line((people.get(account_id, ""), _("班长") if leads else ""), buttons=(turn, out)))
    return TableCard((_("同事"), _("职责")), tuple(lines), _("还没有人。"), title=_("成员"))


def _ladder_card(team: TeamRow, people: dict[int, str], href: str) -> FormCard:
    own = ladder_set(team_id=team.id)
    holding = _("、").join(
        _("%(name)s（%(minutes)s 分钟）") % {"name": people.get(step.account_id, ""), "minutes": step.minutes_to_take}
        for step in escalation_ladder(team_id=team.id)
    )
    fields: list[Field] = []
    for n in range(STEPS):
        step = own[n] if n < len(own) else None
        choice = options([("", _("没有")), *people.items()], step.account_id if step else "")
        minutes = str(step.minutes_to_take if step else 5)
        fields.append(Field(f"account{n}", _("第 %(n)s 位") % {"n": n + 1}, "select", options=choice, required=False))
        fields.append(
            Field(f"minutes{n}", _("几分钟内接手"), "number", value=minutes, least_number=1, most_number=1440)
        )
    say = _("承诺逾期后先找第 1 位，到时没接手再找下一位。现在的次序：%(steps)s") % {"steps": holding or _("没有人")}
    return FormCard(f"{href}/ladder", tuple(fields), _("保存次序"), title=_("逾期升级"), say=say)


def _fields(name: str, site_id: int | None, most_open: int) -> tuple[Field, ...]:
    places = options([("", _("不限门店")), *((row.id, row.name) for row in sites())], site_id or "")
    return (
        Field("name", _("班组名称"), value=name, most=60),
        Field("site", _("门店"), "select", options=places, required=False),
        Field("most_open", _("每人最多几个会话"), "number", value=str(most_open), least_number=1, most_number=500),
    )
