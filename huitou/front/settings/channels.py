"""The ways in: forms, keys' API, imported mail; where each leads."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from huitou.channels.api import KINDS, ChannelRow, channel, channels, edit_channel, make_channel
from huitou.core.api import Refusal, page, setting
from huitou.front.posting import actor_of, posted_id
from huitou.front.settings.frame import form_page
from huitou.front.settings.shapes import Field, FormCard, Line, SettingsPage, TableCard
from huitou.front.shapes import options
from huitou.roster.api import sites, skills, teams

HREF = "/settings/channels"


@page("settings.edit", ("GET", "POST"))
def all_channels(request: HttpRequest) -> HttpResponse:
    """Every way in; POST makes one."""
    return form_page(request, "channels", _list, lambda: _make(request))


@page("settings.edit", ("GET", "POST"))
def one_channel(request: HttpRequest, channel_id: int) -> HttpResponse:
    """One way in: name, where it leads, whether it is open."""
    return form_page(request, "channels", lambda: _one(channel_id), lambda: _edit(request, channel_id))


def _make(request: HttpRequest) -> None:
    given = request.POST
    make_channel(
        kind=given.get("kind", ""),
        name=given.get("name", ""),
        slug=given.get("slug", ""),
        actor=actor_of(request),
        **_places(request),
    )


def _edit(request: HttpRequest, channel_id: int) -> None:
    row = _row(channel_id)
    known = {one.code for one in skills()}
    needed = [code for code in request.POST.getlist("skills") if code in known]
    edit_channel(
        channel_id=channel_id,
        name=request.POST.get("name", ""),
        settings={**row.settings, "skills": needed},
        active=bool(request.POST.get("active")),
        actor=actor_of(request),
        **_places(request),
    )


def _places(request: HttpRequest) -> dict[str, Any]:
    """Site and team, only ones that exist."""
    site_id, team_id = posted_id(request, "site"), posted_id(request, "team")
    if site_id not in {None, *(row.id for row in sites())} or team_id not in {None, *(row.id for row in teams())}:
        raise Refusal("core.not_found")
    return {"site_id": site_id, "team_id": team_id}


def _row(channel_id: int) -> ChannelRow:
    row = channel(id=channel_id)
    if row is None:
        raise Refusal("core.not_found")
    return row


def kinds() -> dict[str, str]:
    """The kinds of channels in words."""
    words = {"form": _("留言表单"), "api": _("接口"), "email_file": _("邮件文件")}
    return {kind: words.get(kind, kind) for kind in KINDS}


def _list() -> SettingsPage:
    words, names = kinds(), {row.id: row.name for row in teams()}
    lines = tuple(
        Line(
            (row.name, words.get(row.kind, row.kind), _address(row), names.get(row.team_id or 0, _("不限班组"))),
            f"{HREF}/{row.id}",
            faded=not row.active,
        )
        for row in channels()
    )
    table = TableCard(
        (_("入口"), _("种类"), _("地址"), _("进哪个班组")), lines, _("还没有入口。先建一张留言表单，把网址放到网站上。")
    )
    fields = (
        Field("kind", _("种类"), "select", options=options(words.items(), "form")),
        Field("name", _("名称"), most=60, hint=_("客户看得到，例如：西湖店在线留言。")),
        Field("slug", _("地址名"), most=40, hint=_("网址的最后一段，用小写字母、数字和横线，定了就不再改。")),
        *_place_fields(None, None),
    )
    return SettingsPage(
        _("入口"),
        _("客户从哪里写信进来。所有入口的来信都进同一个工作台。"),
        (table, FormCard(HREF, fields, _("添加入口"), title=_("添加入口"))),
    )


def _one(channel_id: int) -> SettingsPage:
    row = _row(channel_id)
    needed = options([(one.code, one.name) for one in skills()], tuple(row.settings.get("skills", ())))
    fields = (
        Field("name", _("名称"), value=row.name, most=60),
        *_place_fields(row.site_id, row.team_id),
        Field("skills", _("接待需要的技能"), "many", options=needed, required=False),
        Field("active", _("开放"), "check", value="1" if row.active else "", required=False),
    )
    say = f"{kinds().get(row.kind, row.kind)} · {_address(row)}"
    card = FormCard(f"{HREF}/{channel_id}", fields, _("保存"))
    return SettingsPage(row.name, say, (card,), back_href=HREF, back_label=_("全部入口"))


def _address(row: ChannelRow) -> str:
    return f"{setting('company.url')}/f/{row.slug}" if row.kind == "form" else row.slug


def _place_fields(site_id: int | None, team_id: int | None) -> tuple[Field, ...]:
    places = options([("", _("让客户自己选")), *((row.id, row.name) for row in sites())], site_id or "")
    groups = options([("", _("不限班组")), *((row.id, row.name) for row in teams())], team_id or "")
    return (
        Field("site", _("门店"), "select", options=places, required=False),
        Field("team", _("进哪个班组"), "select", options=groups, required=False),
    )
