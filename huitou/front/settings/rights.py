"""The table of rights: which role may do what, and which roles need a second factor."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from huitou.core.api import PERMISSIONS, access, page, setting
from huitou.front.posting import actor_of
from huitou.front.settings.frame import act, again_with, show
from huitou.front.settings.shapes import Field, FormCard, SettingsPage
from huitou.front.shapes import options

HREF = "/settings/rights"
TEMPLATE = "front/settings/rights.html"


@dataclass(frozen=True, slots=True)
class Cell:
    name: str  # of the check box
    held: bool
    label: str  # 坐席：看评价, for those who hear the page


@dataclass(frozen=True, slots=True)
class RightLine:
    label: str
    cells: tuple[Cell, ...]


@page("accounts.manage", ("GET", "POST"))
def rights(request: HttpRequest) -> HttpResponse:
    """Roles across, rights down; POST keeps the whole table."""
    if request.method == "GET":
        return show(request, "rights", _page(), TEMPLATE)
    table = {
        role: {permission for permission in PERMISSIONS if f"{role}:{permission}" in request.POST}
        for role in access.Role.values
    }
    return act(
        lambda: access.put_rights(table=table, actor=actor_of(request)),
        HREF,
        again_with(request, "rights", _page(), HREF, TEMPLATE),
    )


@page("accounts.manage", ("POST",))
def second_factor_roles(request: HttpRequest) -> HttpResponse:
    """Which roles cannot come in without a second factor."""
    values = {"access.second_factor_roles": sorted(request.POST.getlist("roles"))}
    return act(
        lambda: access.change_settings(values=values, actor=actor_of(request)),
        HREF,
        again_with(request, "rights", _page(), request.path, TEMPLATE),
    )


def _page() -> SettingsPage:
    table = access.table_of_rights()
    roles = [(role, str(label)) for role, label in access.Role.choices]
    lines = tuple(
        RightLine(
            _(label),
            tuple(
                Cell(f"{role}:{permission}", permission in table[role], f"{name}：{_(label)}") for role, name in roles
            ),
        )
        for permission, label in PERMISSIONS.items()
    )
    factor = FormCard(
        f"{HREF}/second-factor",
        (
            Field(
                "roles",
                _("这些角色必须用两步验证"),
                "many",
                options=options(roles, setting("access.second_factor_roles")),
            ),
        ),
        _("保存"),
        title=_("两步验证"),
        say=_("勾上之后，还没有开启的人会立刻退出，下次登录时先开启再进来。"),
    )
    return SettingsPage(
        _("权限表"),
        _("哪个角色能做什么，由您定。改了立刻生效；至少要留一个能管理账号的人。"),
        (factor,),
        extra={"roles": tuple(name for _value, name in roles), "lines": lines, "action": HREF},
    )
