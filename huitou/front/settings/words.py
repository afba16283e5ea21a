"""Canned replies, tags for situations, and the company's own fields of a customer."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huitou.core.api import Refusal, page
from huitou.customers.api import edit_field, fields, make_field, remove_field
from huitou.desk.api import (
    canned_replies,
    edit_canned,
    make_canned,
    make_tag,
    remove_canned,
    retire_tag,
    tags,
)
from huitou.front.posting import actor_of
from huitou.front.settings.frame import form_page, number
from huitou.front.settings.shapes import Button, Field, FormCard, Line, SettingsPage, TableCard
from huitou.front.shapes import options

REPLIES, TAGS, FIELDS = "/settings/replies", "/settings/tags", "/settings/fields"


# ── canned replies ──────────────────────────────────────────────────────────────────────────────────────────────────
@page("settings.edit", ("GET", "POST"))
def all_replies(request: HttpRequest) -> HttpResponse:
    """Canned replies; POST adds one."""
    given = request.POST
    return form_page(
        request,
        "replies",
        _replies,
        lambda: make_canned(
            shortcut=given.get("shortcut", ""), title=given.get("title", ""), text=given.get("text", "")
        ),
    )


@page("settings.edit", ("GET", "POST"))
def one_reply(request: HttpRequest, canned_id: int) -> HttpResponse:
    """One canned reply."""
    given = request.POST
    return form_page(
        request,
        "replies",
        lambda: _reply(canned_id),
        lambda: edit_canned(
            canned_id=canned_id,
            shortcut=given.get("shortcut", ""),
            title=given.get("title", ""),
            text=given.get("text", ""),
        ),
    )


@page("settings.edit", ("POST",))
def reply_removal(request: HttpRequest, canned_id: int) -> HttpResponse:
    """Remove a canned reply."""
    return form_page(request, "replies", _replies, lambda: remove_canned(canned_id=canned_id), REPLIES)


def _replies() -> SettingsPage:
    lines = tuple(
        Line(
            (row.title, f"/{row.shortcut}", ngettext("用过 %(n)s 次", "用过 %(n)s 次", row.used) % {"n": row.used}),
            f"{REPLIES}/{row.id}",
            (Button(f"{REPLIES}/{row.id}/removal", _("删除"), danger=True),),
        )
        for row in canned_replies()
    )
    table = TableCard((_("标题"), _("快捷词"), _("用量")), lines, _("还没有常用回复。写回复时打一个斜杠就能用它。"))
    card = FormCard(REPLIES, _reply_fields("", "", ""), _("添加"), title=_("添加常用回复"))
    return SettingsPage(_("常用回复"), _("常说的话写一次，发之前再为这位客户改几个字。"), (table, card))


def _reply(canned_id: int) -> SettingsPage:
    row = next((row for row in canned_replies(limit=10_000) if row.id == canned_id), None)
    if row is None:
        raise Refusal("core.not_found")
    card = FormCard(f"{REPLIES}/{canned_id}", _reply_fields(row.shortcut, row.title, row.text), _("保存"))
    return SettingsPage(row.title, f"/{row.shortcut}", (card,), back_href=REPLIES, back_label=_("全部常用回复"))


def _reply_fields(shortcut: str, title: str, text: str) -> tuple[Field, ...]:
    places = _("可以用占位词，发出前换成这位客户的，例如 {称呼}。")
    return (
        Field("title", _("标题"), value=title, most=60),
        Field("shortcut", _("快捷词"), value=shortcut, most=30, hint=_("写回复时打斜杠加这个词。")),
        Field("text", _("内容"), "area", value=text, hint=places),
    )


# ── tags ────────────────────────────────────────────────────────────────────────────────────────────────────────────
@page("settings.edit", ("GET", "POST"))
def all_tags(request: HttpRequest) -> HttpResponse:
    """Situations; POST adds one, or brings a retired one back."""
    return form_page(request, "tags", _tags, lambda: make_tag(name=request.POST.get("name", "")))


@page("settings.edit", ("POST",))
def tag_retirement(request: HttpRequest, tag_id: int) -> HttpResponse:
    """Offer a tag no more."""
    return form_page(request, "tags", _tags, lambda: retire_tag(tag_id=tag_id), TAGS)


def _tags() -> SettingsPage:
    lines = tuple(Line((row.name,), buttons=(Button(f"{TAGS}/{row.id}/retirement", _("不再用")),)) for row in tags())
    table = TableCard((_("情形"),), lines, _("还没有标签。例如：重复扣费、设施故障、等待过久。"))
    hint = _("说事，不说人：写“第三次来信”，不写“难缠”。")
    card = FormCard(TAGS, (Field("name", _("情形"), most=30, hint=hint),), _("添加"), title=_("添加情形"))
    return SettingsPage(_("情形标签"), _("标签只说发生了什么，不评判客户是什么样的人。"), (table, card))


# ── fields of a customer ────────────────────────────────────────────────────────────────────────────────────────────
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

    def remove() -> None:
        row = next((row for row in fields() if row.id == field_id), None)
        if row is None:
            raise Refusal("core.not_found")
        if request.POST.get("confirm", "").strip() != row.label:
            raise Refusal("core.setting_wrong", field=_("再写一遍字段名称"))
        remove_field(field_id=field_id, actor=actor_of(request))

    if not any(row.id == field_id for row in fields()):
        raise Refusal("core.not_found")
    return form_page(request, "fields", lambda: _field(field_id), remove, FIELDS)


def _kinds() -> dict[str, str]:
    return {"text": _("文字"), "number": _("数字"), "date": _("日期"), "choice": _("选项")}


def _fields() -> SettingsPage:
    names = _kinds()
    lines = tuple(Line((row.label, names.get(row.kind, row.kind), row.key), f"{FIELDS}/{row.id}") for row in fields())
    table = TableCard((_("字段"), _("种类"), _("代码")), lines, _("还没有自己的字段。例如：会员号、房号、楼栋。"))
    made = (
        Field("label", _("名称"), most=40),
        Field("key", _("代码"), most=40, hint=_("导入导出和接口里用，定了就不再改。")),
        Field("kind", _("种类"), "select", options=options(names.items(), "text")),
        *_field_fields((), len(lines) + 1),
    )
    card = FormCard(FIELDS, made, _("添加字段"), title=_("添加字段"))
    return SettingsPage(_("客户字段"), _("公司自己要记的、每位客户一格的内容。"), (table, card))


def _field(field_id: int) -> SettingsPage:
    row = next((row for row in fields() if row.id == field_id), None)
    if row is None:
        raise Refusal("core.not_found")
    href = f"{FIELDS}/{field_id}"
    given = (Field("label", _("名称"), value=row.label, most=40), *_field_fields(row.options, row.position))
    sure = (Field("confirm", _("再写一遍字段名称"), hint=_("所有客户在这一格里的内容都会删掉，不能恢复。")),)
    cards = (
        FormCard(href, given, _("保存")),
        FormCard(f"{href}/removal", sure, _("删除字段"), title=_("删除"), danger=True),
    )
    return SettingsPage(row.label, row.key, cards, back_href=FIELDS, back_label=_("全部字段"))


def _field_fields(choices: tuple[str, ...], position: int) -> tuple[Field, ...]:
    return (
        Field("choices", _("选项（一行一个，只用于选项字段）"), "area", value="\n".join(choices), required=False),
        Field("position", _("次序"), "number", value=str(position), least_number=0, most_number=9999),
    )


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
