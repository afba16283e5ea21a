"""Canned replies: what is often said, written once."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huitou.core.api import page
from huitou.desk.api import canned_replies, edit_canned, make_canned, remove_canned
from huitou.front.settings.frame import form_page, row_of
from huitou.front.settings.shapes import Button, Field, FormCard, Line, SettingsPage, TableCard

HREF = "/settings/replies"


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
    return form_page(request, "replies", _replies, lambda: remove_canned(canned_id=canned_id), HREF)


def _replies() -> SettingsPage:
    lines = tuple(
        Line(
            (row.title, f"/{row.shortcut}", ngettext("用过 %(n)s 次", "用过 %(n)s 次", row.used) % {"n": row.used}),
            f"{HREF}/{row.id}",
            (Button(f"{HREF}/{row.id}/removal", _("删除"), danger=True),),
        )
        for row in canned_replies()
    )
    table = TableCard((_("标题"), _("快捷词"), _("用量")), lines, _("还没有常用回复。写回复时打一个斜杠就能用它。"))
    card = FormCard(HREF, _reply_fields("", "", ""), _("添加"), title=_("添加常用回复"))
    return SettingsPage(_("常用回复"), _("常说的话写一次，发之前再为这位客户改几个字。"), (table, card))


def _reply(canned_id: int) -> SettingsPage:
    row = row_of(canned_replies(limit=10_000), canned_id)
    card = FormCard(f"{HREF}/{canned_id}", _reply_fields(row.shortcut, row.title, row.text), _("保存"))
    return SettingsPage(row.title, f"/{row.shortcut}", (card,), back_href=HREF, back_label=_("全部常用回复"))


def _reply_fields(shortcut: str, title: str, text: str) -> tuple[Field, ...]:
    places = _("可以用占位词，发出前换成这位客户的，例如 {称呼}。")
    return (
        Field("title", _("标题"), value=title, most=60),
        Field("shortcut", _("快捷词"), value=shortcut, most=30, hint=_("写回复时打斜杠加这个词。")),
        Field("text", _("内容"), "area", value=text, hint=places),
    )
