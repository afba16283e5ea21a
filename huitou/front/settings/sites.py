"""The shops that customers name when they write."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from huitou.core.api import page
from huitou.front.posting import actor_of
from huitou.front.settings.frame import form_page, row_of
from huitou.front.settings.parts import code_field, name_field
from huitou.front.settings.shapes import Field, FormCard, Line, SettingsPage, TableCard
from huitou.roster.api import edit_site, make_site, sites

HREF = "/settings/sites"


@page("settings.edit", ("GET", "POST"))
def all_sites(request: HttpRequest) -> HttpResponse:
    """The shops; POST opens one."""
    given = request.POST
    return form_page(
        request,
        "sites",
        _sites,
        lambda: make_site(code=given.get("code", ""), name=given.get("name", ""), actor=actor_of(request)),
    )


@page("settings.edit", ("GET", "POST"))
def one_site(request: HttpRequest, site_id: int) -> HttpResponse:
    """One shop: its name, and whether it is still there."""
    given = request.POST
    return form_page(
        request,
        "sites",
        lambda: _site(site_id),
        lambda: edit_site(
            site_id=site_id, name=given.get("name", ""), active=bool(given.get("active")), actor=actor_of(request)
        ),
    )


def _sites() -> SettingsPage:
    lines = tuple(
        Line((row.name, row.code, "" if row.active else _("已关闭")), f"{HREF}/{row.id}", faded=not row.active)
        for row in sites(closed_too=True)
    )
    table = TableCard((_("门店"), _("代码"), _("状态")), lines, _("还没有门店。酒店、小区、门店都算。"))
    card = FormCard(HREF, (code_field(), name_field()), _("添加门店"), title=_("添加门店"))
    return SettingsPage(pgettext("many", "门店"), _("客户来信时选的地方，工单和评价按它归类。"), (table, card))


def _site(site_id: int) -> SettingsPage:
    row = row_of(sites(closed_too=True), site_id)
    opened = Field("active", _("仍在营业"), "check", value="1" if row.active else "", required=False)
    card = FormCard(f"{HREF}/{site_id}", (name_field(row.name), opened), _("保存"))
    return SettingsPage(row.name, row.code, (card,), back_href=HREF, back_label=_("全部门店"))
