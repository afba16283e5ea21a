"""Names of situations, never of people."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from huitou.core.api import page
from huitou.desk.api import make_tag, retire_tag, tags
from huitou.front.settings.frame import form_page
from huitou.front.settings.shapes import Button, Field, FormCard, Line, SettingsPage, TableCard

HREF = "/settings/tags"


@page("settings.edit", ("GET", "POST"))
def all_tags(request: HttpRequest) -> HttpResponse:
    """Situations; POST adds one, or brings a retired one back."""
    return form_page(request, "tags", _tags, lambda: make_tag(name=request.POST.get("name", "")))


@page("settings.edit", ("POST",))
def tag_retirement(request: HttpRequest, tag_id: int) -> HttpResponse:
    """Offer a tag no more."""
    return form_page(request, "tags", _tags, lambda: retire_tag(tag_id=tag_id), HREF)


def _tags() -> SettingsPage:
    lines = tuple(Line((row.name,), buttons=(Button(f"{HREF}/{row.id}/retirement", _("不再用")),)) for row in tags())
    table = TableCard((_("情形"),), lines, _("还没有标签。例如：重复扣费、设施故障、等待过久。"))
    hint = _("说事，不说人：写“第三次来信”，不写“难缠”。")
    card = FormCard(HREF, (Field("name", _("情形"), most=30, hint=hint),), _("添加"), title=_("添加情形"))
    return SettingsPage(_("情形标签"), _("标签只说发生了什么，不评判客户是什么样的人。"), (table, card))
