"""The company's own fields of a customer."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from huitou.core.api import Refusal, page
from huitou.customers.api import edit_field, fields, make_field, remove_field
from huitou.front.posting import actor_of
from huitou.front.settings.frame import form_page, number, row_of
from huitou.front.settings.parts import position_field
from huitou.front.settings.shapes import Field, FormCard, Line, SettingsPage, TableCard
from huitou.front.shapes import options

HREF = "/settings/fields"


@page("settings.edit", ("GET", "POST"))
def all_fields(request: HttpRequest) -> HttpResponse:
    """The company's own fields of a customer; POST adds one."""
    given = request.POST
    return form_page(
        request,
        "fields",
        _fields,
        lambda: make_field(
            key=given.get("key", ""),
            label=given.get("label", ""),
            kind=given.get("kind", ""),
            options=_lines(given.get("choices", "")),
            position=number(request, "position", _("次序")),
            actor=actor_of(request),
        ),
    )


@page("settings.edit", ("GET", "POST"))
def one_field(request: HttpRequest, field_id: int) -> HttpResponse:
    """One field: its name, choices and place."""
    given = request.POST
    return form_page(
        request,
        "fields",
        lambda: _field(field_id),
        lambda: edit_field(
            field_id=field_id,
            label=given.get("label", ""),
            options=_lines(given.get("choices", "")),
            position=number(request, "position", _("次序")),
            actor=actor_of(request),
        ),
    )


@page("settings.edit", ("POST",))
def field_removal(request: HttpRequest, field_id: int) -> HttpResponse:
    """Delete a field with what stands in it, after the name was typed."""

    row = row_of(fields(), field_id)

    def remove() -> None:
        if request.POST.get("confirm", "").strip() != row.label:
            raise Refusal("core.setting_wrong", field=_("再写一遍字段名称"))
        remove_field(field_id=field_id, actor=actor_of(request))

    return form_page(request, "fields", lambda: _field(field_id), remove, HREF)


def _kinds() -> dict[str, str]:
    return {"text": _("文字"), "number": _("数字"), "date": _("日期"), "choice": _("选项")}


def _fields() -> SettingsPage:
    names = _kinds()
    lines = tuple(Line((row.label, names.get(row.kind, row.kind), row.key), f"{HREF}/{row.id}") for row in fields())
    table = TableCard((_("字段"), _("种类"), _("代码")), lines, _("还没有自己的字段。例如：会员号、房号、楼栋。"))
    made = (
        Field("label", _("名称"), most=40),
        Field("key", _("代码"), most=40, hint=_("导入导出和接口里用，定了就不再改。")),
        Field("kind", _("种类"), "select", options=options(names.items(), "text")),
        *_field_fields((), len(lines) + 1),
    )
    card = FormCard(HREF, made, _("添加字段"), title=_("添加字段"))
    return SettingsPage(_("客户字段"), _("公司自己要记的、每位客户一格的内容。"), (table, card))


def _field(field_id: int) -> SettingsPage:
    row = row_of(fields(), field_id)
    href = f"{HREF}/{field_id}"
    given = (Field("label", _("名称"), value=row.label, most=40), *_field_fields(row.options, row.position))
    sure = (Field("confirm", _("再写一遍字段名称"), hint=_("所有客户在这一格里的内容都会删掉，不能恢复。")),)
    cards = (
        FormCard(href, given, _("保存")),
        FormCard(f"{href}/removal", sure, _("删除字段"), title=_("删除"), danger=True),
    )
    return SettingsPage(row.label, row.key, cards, back_href=HREF, back_label=_("全部字段"))


def _field_fields(choices: tuple[str, ...], position: int) -> tuple[Field, ...]:
    return (
        Field("choices", _("选项（一行一个，只用于选项字段）"), "area", value="\n".join(choices), required=False),
        position_field(position),
    )


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
