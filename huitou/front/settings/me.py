"""My own account: password, second factor, where I am signed in, language and theme."""

from __future__ import annotations

from typing import Any

from django.conf import settings as django_settings
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from huitou.core.api import Refusal, access, page, zone
from huitou.front.posting import actor_of
from huitou.front.settings.browsers import browser
from huitou.front.settings.frame import act, again_with, show
from huitou.front.settings.shapes import Button, Field, FormCard, Line, SettingsPage, TableCard
from huitou.front.shapes import options
from huitou.front.shell import theme_of

HREF = "/settings/me"
SECRET = "second_factor_secret"


@page(None)
def me(request: HttpRequest) -> HttpResponse:
    """Everything about my own account on one page."""
    return show(request, "me", _page(request))


@page(None, ("POST",))
@sensitive_post_parameters()
def password(request: HttpRequest) -> HttpResponse:
    """Change my password; my other sessions end, this one goes on under a new key."""
    return act(lambda: _change(request), HREF, again_with(request, "me", _page(request), request.path))


def _change(request: HttpRequest) -> None:
    new = request.POST.get("new", "")
    if new != request.POST.get("again", ""):
        raise Refusal("core.password_weak", why=_("两次填的新密码不一样。"))
    access.change_password(
        account_id=request.user.pk,
        old=request.POST.get("old", ""),
        new=new,
        keep=request.session.session_key,
        actor=actor_of(request),
    )
    fresh = access.account_object(request.user.pk)
    if fresh is not None:
        update_session_auth_hash(request, fresh)


@page(None, ("POST",))
def sessions(request: HttpRequest) -> HttpResponse:
    """End one of my sessions (`session`), or all but this one."""
    one = request.POST.get("session", "")
    if one:
        access.end_session(account_id=request.user.pk, session_id=one, actor=actor_of(request))
    else:
        keep = request.session.session_key
        access.end_sessions(account_id=request.user.pk, why="asked", actor=actor_of(request), keep=keep)
    return HttpResponseRedirect(f"{HREF}?saved=1")


@page(None, ("GET", "POST"))
@never_cache
def authenticator(request: HttpRequest) -> HttpResponse:
    """Set up a second factor: the picture, then one right code."""
    if access.has_second_factor(account_id=request.user.pk):
        return HttpResponseRedirect(HREF)
    secret = request.session.setdefault(SECRET, access.new_secret())
    if request.method == "GET":
        return _enrolment(request, secret)
    account: Any = request.user
    try:
        codes = access.add_second_factor(account=account, secret=secret, code=request.POST.get("code", ""))
    except Refusal as refusal:
        return again_with(request, "me", _enrolment_page(request, secret), request.path, _ENROLMENT)(refusal)
    del request.session[SECRET]
    return _codes(request, codes)


@page(None, ("POST",))
@never_cache
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """New recovery codes, shown once; my password is asked for again."""
    account: Any = request.user
    try:
        _password_again(request)
    except Refusal as refusal:
        return again_with(request, "me", _page(request), request.path)(refusal)
    return _codes(request, access.remake_codes(account=account))


@page(None, ("POST",))
def removal(request: HttpRequest) -> HttpResponse:
    """Turn my second factor off; my password is asked for again, and some roles may not."""

    def remove() -> None:
        _password_again(request)
        if access.must_have_second_factor(role=request.user.role):
            raise Refusal("core.second_factor_required")
        access.remove_second_factor(account_id=request.user.pk, actor=actor_of(request))

    return act(remove, HREF, again_with(request, "me", _page(request), request.path))


def _password_again(request: HttpRequest) -> None:
    access.check_password(
        login=request.user.username,
        password=request.POST.get("password", ""),
        address=request.META["REMOTE_ADDR"],
    )


_ENROLMENT = "front/settings/authenticator.html"


def _enrolment(request: HttpRequest, secret: str) -> HttpResponse:
    return show(request, "me", _enrolment_page(request, secret), _ENROLMENT)


def _enrolment_page(request: HttpRequest, secret: str) -> SettingsPage:
    account: Any = request.user
    card = FormCard(
        f"{HREF}/authenticator",
        (Field("code", _("验证器里的 6 位数字"), autocomplete="one-time-code", most=8),),
        _("开启两步验证"),
    )
    return SettingsPage(
        _("开启两步验证"),
        _("用手机上的验证器扫一扫，再填它显示的 6 位数字。"),
        (card,),
        back_href=HREF,
        back_label=_("我的账号"),
        extra={"enrolment": access.enrolment(account=account, secret=secret)},
    )


def _codes(request: HttpRequest, codes: tuple[str, ...]) -> HttpResponse:
    page = SettingsPage(
        _("备用码"),
        _("手机丢了就用备用码登录，每个只能用一次。它们只显示这一次，请抄下来或打印出来，和手机分开放。"),
        (),
        back_href=HREF,
        back_label=_("我的账号"),
        extra={"codes": codes},
    )
    return show(request, "me", page, "front/settings/codes.html")


def _page(request: HttpRequest) -> SettingsPage:
    account: Any = request.user
    cards = (
        _password_card(),
        *_factor_cards(account),
        _sessions_card(request),
        _language_card(account),
        _theme_card(request),
    )
    return SettingsPage(account.name, f"{account.username} · {access.Role(account.role).label}", cards)


def _password_card() -> FormCard:
    fields = (
        Field("old", _("现在的密码"), "password", autocomplete="current-password"),
        Field(
            "new", _("新密码"), "password", autocomplete="new-password", hint=_("至少 10 个字符，不要用常见的密码。")
        ),
        Field("again", _("再填一次新密码"), "password", autocomplete="new-password"),
    )
    return FormCard(
        f"{HREF}/password", fields, _("修改密码"), title=_("密码"), say=_("改了以后，其他设备上的登录都会结束。")
    )


def _factor_cards(account: Any) -> tuple[Any, ...]:
    if not access.has_second_factor(account_id=account.pk):
        line = Line((_("两步验证"), _("未开启，密码被人知道就能进来。")))
        start = Line((_("开启"), _("用手机上的验证器，两分钟")), href=f"{HREF}/authenticator")
        return (TableCard((_("项目"), _("现在")), (line, start), "", title=_("两步验证")),)
    again = (Field("password", _("现在的密码"), "password", autocomplete="current-password"),)
    n = access.codes_left(account_id=account.pk)
    left = ngettext("还有 %(n)s 个备用码没用过。", "还有 %(n)s 个备用码没用过。", n) % {"n": n}
    return (
        FormCard(f"{HREF}/recovery-codes", again, _("重新生成备用码"), title=_("两步验证已开启"), say=left),
        FormCard(f"{HREF}/second-factor", again, _("关闭两步验证"), title=_("关闭两步验证"), danger=True),
    )


def _sessions_card(request: HttpRequest) -> TableCard:
    own = access.sessions_of(account_id=request.user.pk, current_key=request.session.session_key)
    here = zone()
    lines = []
    for row in own:
        seen = row.seen_at.astimezone(here).strftime("%Y-%m-%d %H:%M")
        end = () if row.current else (Button(f"{HREF}/sessions", _("结束"), hidden=(("session", row.id),)),)
        state = _("就是这里") if row.current else seen
        lines.append(Line((browser(row.agent), row.address, state), buttons=end))
    if len(own) > 1:
        lines.append(
            Line((_("其他所有设备"), "", ""), buttons=(Button(f"{HREF}/sessions", _("全部结束"), danger=True),))
        )
    return TableCard((_("设备"), _("地址"), _("最后活动")), tuple(lines), "", title=_("登录中的设备"))


def _language_card(account: Any) -> FormCard:
    known = options(django_settings.LANGUAGES, account.language)
    hidden = Field("next", "", "hidden", value=HREF)
    return FormCard(
        "/language",
        (Field("language", _("语言 Language"), "select", options=known), hidden),
        _("换语言"),
        title=_("语言"),
    )


def _theme_card(request: HttpRequest) -> FormCard:
    known = options([("", _("跟随系统")), ("light", _("浅色")), ("dark", _("深色"))], theme_of(request))
    hidden = Field("next", "", "hidden", value=HREF)
    choice = Field("theme", _("外观"), "select", options=known, required=False)
    return FormCard("/theme", (choice, hidden), _("换外观"), title=_("外观"))
