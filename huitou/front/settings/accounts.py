"""Accounts: who works here, with which role; closing one gives its work back."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from huitou.core.api import Refusal, access, page
from huitou.front.posting import actor_of
from huitou.front.settings.frame import act, again_with, show
from huitou.front.settings.shapes import Button, Field, FormCard, Line, SettingsPage, TableCard
from huitou.front.shapes import options

HREF = "/settings/accounts"


@page("accounts.manage", ("GET", "POST"))
def accounts(request: HttpRequest) -> HttpResponse:
    """Everybody; POST makes an account."""
    if request.method == "GET":
        return show(request, "accounts", _list())
    given = request.POST
    return act(
        lambda: access.make_account(
            username=given.get("username", ""),
            name=given.get("name", ""),
            email=given.get("email", ""),
            role=given.get("role", ""),
            password=given.get("password", ""),
            actor=actor_of(request),
        ),
        HREF,
        again_with(request, "accounts", _list(), HREF),
    )


@page("accounts.manage", ("GET", "POST"))
def account(request: HttpRequest, account_id: int) -> HttpResponse:
    """One account; POST changes name, e-mail and role."""
    href = f"{HREF}/{account_id}"
    if request.method == "GET":
        return show(request, "accounts", _one(account_id))
    given = request.POST
    return act(
        lambda: access.edit_account(
            account_id=account_id,
            name=given.get("name", ""),
            email=given.get("email", ""),
            role=given.get("role", ""),
            actor=actor_of(request),
        ),
        href,
        again_with(request, "accounts", _one(account_id), href),
    )


@page("accounts.manage", ("POST",))
def closure(request: HttpRequest, account_id: int) -> HttpResponse:
    """Close an account, or (with `reopen`) open it again."""
    do = access.reopen_account if "reopen" in request.POST else access.close_account
    return _done(request, account_id, lambda: do(account_id=account_id, actor=actor_of(request)))


@page("accounts.manage", ("POST",))
def password(request: HttpRequest, account_id: int) -> HttpResponse:
    """Give a new password to somebody who forgot theirs."""
    new = request.POST.get("password", "")
    return _done(
        request, account_id, lambda: access.reset_password(account_id=account_id, new=new, actor=actor_of(request))
    )


@page("accounts.manage", ("POST",))
def second_factor(request: HttpRequest, account_id: int) -> HttpResponse:
    """Take the second factor off somebody whose phone and codes are lost."""
    return _done(
        request, account_id, lambda: access.remove_second_factor(account_id=account_id, actor=actor_of(request))
    )


@page("accounts.manage", ("POST",))
def sessions(request: HttpRequest, account_id: int) -> HttpResponse:
    """End every session of somebody."""
    return _done(
        request,
        account_id,
        lambda: access.end_sessions(account_id=account_id, why="asked", actor=actor_of(request)),
    )


def _done(request: HttpRequest, account_id: int, do: Any) -> HttpResponse:
    if account_id == request.user.pk:
        # One's own password, sessions and second factor are changed under "my account", where the old one is asked for.
        return HttpResponseRedirect("/settings/me")
    href = f"{HREF}/{account_id}"
    return act(do, href, again_with(request, "accounts", _one(account_id), request.path))


def _list() -> SettingsPage:
    lines = tuple(
        Line(
            (one.name, one.username, _role(one), "" if one.is_active else _("已停用")),
            f"{HREF}/{one.pk}",
            faded=not one.is_active,
        )
        for one in access.accounts_to_manage()
    )
    heads = (_("姓名"), _("登录名"), _("角色"), _("状态"))
    fields = (
        Field("name", _("姓名"), most=60),
        Field("username", _("登录名"), most=60, hint=_("定了就不再改。")),
        Field("email", _("邮箱"), "email", required=False, hint=_("也可以用它登录。")),
        _role_field("agent"),
        Field(
            "password",
            _("初始密码"),
            "password",
            autocomplete="new-password",
            hint=_("至少 10 个字符，请他登录后自己改掉。"),
        ),
    )
    return SettingsPage(
        pgettext("many", "账号"),
        _("每人一个账号。停用后立刻退出登录，手里的会话回到待分派。"),
        (TableCard(heads, lines, ""), FormCard(HREF, fields, _("添加账号"), title=_("添加账号"))),
    )


def _one(account_id: int) -> SettingsPage:
    one = next((row for row in access.accounts_to_manage() if row.pk == account_id), None)
    if one is None:
        raise Refusal("core.not_found")
    href = f"{HREF}/{account_id}"
    fields = (
        Field("name", _("姓名"), value=one.name, most=60),
        Field("email", _("邮箱"), "email", value=one.email, required=False),
        _role_field(one.role),
    )
    new = (Field("password", _("新密码"), "password", autocomplete="new-password"),)
    cards: list[Any] = [
        FormCard(href, fields, _("保存"), title=_("基本资料")),
        FormCard(
            f"{href}/password",
            new,
            _("重设密码"),
            title=_("重设密码"),
            say=_("他会从所有设备上退出，用新密码重新登录。"),
        ),
        _doors(one, href),
    ]
    return SettingsPage(
        one.name, f"{one.username} · {_role(one)}", tuple(cards), back_href=HREF, back_label=_("全部账号")
    )


def _doors(one: Any, href: str) -> TableCard:
    """What else can be done to an account, one line each."""
    lines = [
        Line(
            (_("登录中的设备"), str(len(access.sessions_of(account_id=one.pk)))),
            buttons=(Button(f"{href}/sessions", _("全部退出")),),
        )
    ]
    if access.has_second_factor(account_id=one.pk):
        lines.append(
            Line((_("两步验证"), _("已开启")), buttons=(Button(f"{href}/second-factor", _("替他关闭"), danger=True),))
        )
    if one.is_active:
        lines.append(Line((_("账号"), _("使用中")), buttons=(Button(f"{href}/closure", _("停用"), danger=True),)))
    else:
        again = Button(f"{href}/closure", _("恢复"), hidden=(("reopen", "1"),))
        lines.append(Line((_("账号"), _("已停用")), buttons=(again,)))
    return TableCard((_("项目"), _("现在")), tuple(lines), "", title=_("登录与停用"))


def _role(one: Any) -> str:
    return str(access.Role(one.role).label)


def _role_field(chosen: str) -> Field:
    return Field("role", _("角色"), "select", options=options(access.Role.choices, chosen))
