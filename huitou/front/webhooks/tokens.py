"""Settings: keys for programs. A key is shown once, when it is made."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache

from huitou.core.api import Refusal, access, accounts, page, zone
from huitou.front.posting import actor_of, posted_id
from huitou.front.settings.frame import again_with, show
from huitou.front.settings.shapes import Button, Field, FormCard, Line, SettingsPage, TableCard
from huitou.front.shapes import options
from huitou.front.times import day_and_time

HREF = "/settings/tokens"
TEMPLATE = "front/settings/tokens.html"


@page("tokens.manage", ("GET", "POST"))
@never_cache
def tokens(request: HttpRequest) -> HttpResponse:
    """Every key; POST makes one and shows it."""
    if request.method == "GET":
        return show(request, "tokens", _list(""), TEMPLATE)
    try:
        made = access.issue_token(
            name=request.POST.get("name", ""), account_id=posted_id(request, "account") or 0, actor=actor_of(request)
        )
    except Refusal as refusal:
        return again_with(request, "tokens", _list(""), HREF, TEMPLATE)(refusal)
    return show(request, "tokens", _list(made), TEMPLATE)


@page("tokens.manage", ("POST",))
def revocation(request: HttpRequest, token_id: int) -> HttpResponse:
    """End a key at once."""
    access.revoke_token(token_id=token_id, actor=actor_of(request))
    return HttpResponseRedirect(f"{HREF}?saved=1")


def _list(made: str) -> SettingsPage:
    table = TableCard(
        (_("名字"), _("账号"), pgettext("time", "新建"), _("最近使用")),
        tuple(map(_line, access.tokens())),
        _("还没有密钥。程序用密钥调用接口：收信、回复、查客户，都算在它所属的账号名下。"),
    )
    people = [(row.id, row.name) for row in accounts().values() if row.active]
    fields = (
        Field("name", _("名字"), most=60, hint=_("写明是哪个程序在用，例如“订单系统”。")),
        Field(
            "account",
            _("账号"),
            "select",
            options=options(people),
            hint=_("密钥的权限就是这个账号的权限。建议给程序单独建一个账号。"),
        ),
    )
    form = FormCard(HREF, fields, _("新建"), title=_("新建密钥"))
    say = _("给程序用的密钥。接口说明见 /api/v1/。")
    return SettingsPage(_("接口密钥"), say, (table, form), extra={"made": made})


def _line(row: access.TokenRow) -> Line:
    where = zone()
    used = day_and_time(row.used_at, where=where) if row.used_at else _("从未")
    if row.revoked_at is not None:
        used = _("%(when)s 作废") % {"when": day_and_time(row.revoked_at, where=where)}
    end = Button(f"{HREF}/{row.id}/revocation", _("作废"), danger=True)
    cells = (row.name, row.account_name, day_and_time(row.made_at, where=where), used)
    return Line(cells, buttons=() if row.revoked_at else (end,), faded=row.revoked_at is not None)
