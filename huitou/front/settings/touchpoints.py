"""Where customers meet the company: before, during and after the sale."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from huitou.core.api import page
from huitou.front.posting import actor_of
from huitou.front.settings.frame import form_page, number, row_of
from huitou.front.settings.parts import code_field, name_field, position_field
from huitou.front.settings.shapes import Field, FormCard, Line, SettingsPage, TableCard
from huitou.front.shapes import options
from huitou.roster.api import edit_touchpoint, make_touchpoint, touchpoints

HREF = "/settings/touchpoints"


def stages() -> dict[str, str]:
    """Before, during, after the sale."""
    return {"before": _("售前"), "during": _("售中"), "after": _("售后")}


@page("settings.edit", ("GET", "POST"))
def all_touchpoints(request: HttpRequest) -> HttpResponse:
    """Where customers meet the company; POST adds one."""
    given = request.POST
    return form_page(
        request,
        "touchpoints",
        _touchpoints,
        lambda: make_touchpoint(
            code=given.get("code", ""),
            name=given.get("name", ""),
            stage=given.get("stage", ""),
            position=number(request, "position", _("次序")),
            actor=actor_of(request),
        ),
    )


@page("settings.edit", ("GET", "POST"))
def one_touchpoint(request: HttpRequest, touchpoint_id: int) -> HttpResponse:
    """One touchpoint."""
    given = request.POST
    return form_page(
        request,
        "touchpoints",
        lambda: _touchpoint(touchpoint_id),
        lambda: edit_touchpoint(
            touchpoint_id=touchpoint_id,
            name=given.get("name", ""),
            stage=given.get("stage", ""),
            position=number(request, "position", _("次序")),
            actor=actor_of(request),
        ),
    )


def _touchpoints() -> SettingsPage:
    rows, names = touchpoints(), stages()
    lines = tuple(Line((row.name, names.get(row.stage, row.stage), row.code), f"{HREF}/{row.id}") for row in rows)
    table = TableCard(
        (_("触点"), _("阶段"), _("代码")), lines, _("还没有触点。例如：预订、入住、客房、早餐、退房、发票。")
    )
    fields = (code_field(), name_field(), _stage("during"), position_field(len(rows) + 1))
    card = FormCard(HREF, fields, _("添加触点"), title=_("添加触点"))
    return SettingsPage(
        pgettext("many", "触点"), _("客户与公司打交道的每个时刻，期望和体验都在同一个触点上问。"), (table, card)
    )


def _touchpoint(touchpoint_id: int) -> SettingsPage:
    row = row_of(touchpoints(), touchpoint_id)
    fields = (name_field(row.name), _stage(row.stage), position_field(row.position))
    card = FormCard(f"{HREF}/{touchpoint_id}", fields, _("保存"))
    return SettingsPage(row.name, row.code, (card,), back_href=HREF, back_label=_("全部触点"))


def _stage(chosen: str) -> Field:
    return Field("stage", _("阶段"), "select", options=options(stages().items(), chosen))
