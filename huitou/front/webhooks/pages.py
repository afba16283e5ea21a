"""Settings: webhooks, what each hears, and its log."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huitou.core.api import Refusal, access, kind_of, page, setting, zone
from huitou.front.posting import actor_of, id_of
from huitou.front.settings.frame import act, again_with, show
from huitou.front.settings.shapes import Button, Field, FormCard, Line, SettingsPage, TableCard
from huitou.front.times import day_and_time
from huitou.front.webhooks import actions, reads
from huitou.front.webhooks.words import attempt_words, state_word

HREF = "/settings/webhooks"
NETWORK = f"{HREF}/network"
TEMPLATE = "front/settings/webhooks.html"
LOG = 30


@page("tokens.manage", ("GET", "POST"))
def webhooks(request: HttpRequest) -> HttpResponse:
    """Every webhook; POST makes one."""
    if request.method == "GET":
        return show(request, "webhooks", _list())
    return act(lambda: _make(request), HREF, again_with(request, "webhooks", _list(), HREF))


@page("tokens.manage", ("GET", "POST"))
def webhook(request: HttpRequest, webhook_id: int) -> HttpResponse:
    """One webhook with its log; POST changes it."""
    href = f"{HREF}/{webhook_id}"
    if request.method == "GET":
        return show(request, "webhooks", _one(request, webhook_id), TEMPLATE)
    again = again_with(request, "webhooks", _one(request, webhook_id), href, TEMPLATE)
    return act(lambda: _edit(request, webhook_id), href, again)


@page("tokens.manage", ("POST",))
def network(request: HttpRequest) -> HttpResponse:
    """Whether webhooks may go into the company's own network."""

    def keep() -> None:
        allowed = bool(request.POST.get("allow_private"))
        access.change_settings(values={"webhooks.allow_private": allowed}, actor=actor_of(request))

    return act(keep, HREF, again_with(request, "webhooks", _list(), NETWORK))


@page("tokens.manage", ("POST",))
def test(request: HttpRequest, webhook_id: int) -> HttpResponse:
    """Send a test event."""
    actions.send_test(webhook_id=webhook_id, actor=actor_of(request))
    return HttpResponseRedirect(f"{HREF}/{webhook_id}")


@page("tokens.manage", ("POST",))
def secret(request: HttpRequest, webhook_id: int) -> HttpResponse:
    """Make a new secret."""
    actions.remake_secret(webhook_id=webhook_id, actor=actor_of(request))
    return HttpResponseRedirect(f"{HREF}/{webhook_id}")


@page("tokens.manage", ("POST",))
def switch(request: HttpRequest, webhook_id: int) -> HttpResponse:
    """Switch it off or on: only a person ever does."""
    actions.edit_webhook(webhook_id=webhook_id, active=bool(request.POST.get("active")), actor=actor_of(request))
    return HttpResponseRedirect(f"{HREF}/{webhook_id}")


@page("tokens.manage", ("POST",))
def removal(request: HttpRequest, webhook_id: int) -> HttpResponse:
    """Take it away."""
    actions.remove_webhook(webhook_id=webhook_id, actor=actor_of(request))
    return HttpResponseRedirect(HREF)


@page("tokens.manage", ("POST",))
def repeat(request: HttpRequest, delivery_id: int) -> HttpResponse:
    """Deliver once more."""
    found = reads.delivery(delivery_id=delivery_id)
    if found is None:
        raise Refusal("core.not_found")
    actions.redeliver(delivery_id=delivery_id, actor=actor_of(request))
    return HttpResponseRedirect(f"{HREF}/{found.webhook_id}")


def _make(request: HttpRequest) -> None:
    actions.make_webhook(
        url=request.POST.get("url", ""),
        name=request.POST.get("name", ""),
        facts_heard=request.POST.get("facts", "").split(),
        public=bool(request.POST.get("public")),
        actor=actor_of(request),
    )


def _edit(request: HttpRequest, webhook_id: int) -> None:
    actions.edit_webhook(
        webhook_id=webhook_id,
        url=request.POST.get("url", ""),
        name=request.POST.get("name", ""),
        facts_heard=request.POST.get("facts", "").split(),
        public=bool(request.POST.get("public")),
        actor=actor_of(request),
    )


def _list() -> SettingsPage:
    lines = tuple(
        Line((row.name or row.url, _heard(row), _standing(row)), href=f"{HREF}/{row.id}", faded=not row.active)
        for row in reads.webhooks()
    )
    table = TableCard(
        (_("名字"), _("听什么"), _("状态")),
        lines,
        _("还没有回调。回调让别的系统在事情发生时马上知道：新来信、承诺兑现、工单办结……"),
    )
    make = FormCard(HREF, _fields(None), _("新建"), title=_("新建回调"))
    allowed = Field(
        "allow_private",
        _("允许回调发往公司内网和本机的地址"),
        "check",
        value="1" if setting("webhooks.allow_private") else "",
        required=False,
    )
    network_card = FormCard(
        NETWORK,
        (allowed,),
        _("保存"),
        title=_("内网"),
        say=_("平时不允许：能填回调地址的人，不该借这台机器去访问内网里的其他系统。"),
    )
    return SettingsPage(
        _("回调"), _("事情发生时通知别的系统。内容只有编号、代码和时间，没有姓名和文字。"), (table, make, network_card)
    )


def _one(request: HttpRequest, webhook_id: int) -> SettingsPage:
    row = reads.webhook(webhook_id=webhook_id)
    if row is None:
        raise Http404
    href = f"{HREF}/{webhook_id}"
    found = reads.deliveries(webhook_id=webhook_id, before=id_of(request.GET.get("before")), limit=LOG)
    log = TableCard(
        (_("事实"), _("时间"), _("状态"), _("经过")),
        tuple(map(_line, found)),
        _("还没有投递过。点“发送测试”，看看对方收不收得到。"),
        title=_("投递记录"),
        say=_("失败的会在大约一天里重试 10 次；记录保留 30 天。"),
    )
    cards = (FormCard(href, _fields(row), _("保存"), title=_("设置")), log)
    extra = {
        "webhook": row,
        "secret": reads.secret_of(webhook_id=webhook_id),
        "older": f"{href}?before={found[-1].id}" if len(found) == LOG else "",
        "href": href,
    }
    return SettingsPage(row.name or row.url, _standing(row), cards, HREF, _("回调"), extra=extra)


def _fields(row: reads.WebhookRow | None) -> tuple[Field, ...]:
    return (
        Field(
            "name",
            _("名字"),
            value=row.name if row else "",
            required=False,
            most=60,
            hint=_("给谁用的，例如“订单系统”。"),
        ),
        Field("url", _("地址"), value=row.url if row else "", most=500, hint=_("建议用 https://")),
        Field(
            "facts",
            _("听哪些事实"),
            "area",
            value="\n".join(row.facts) if row else "",
            required=False,
            hint=_("每行一个名字，例如 desk.message_received.v1；空着就是全部。"),
        ),
        Field(
            "public", _("只发客户自己也能知道的事实"), "check", value="1" if row and row.public else "", required=False
        ),
    )


def _line(row: reads.DeliveryRow) -> Line:
    kind = kind_of(row.fact_name)
    again = Button(f"/settings/deliveries/{row.id}/repeats", _("重新投递"))
    return Line(
        (
            str(kind.label) if kind else row.fact_name,
            day_and_time(row.at, where=zone()),
            state_word(row.state),
            attempt_words(row),
        ),
        buttons=() if row.state == "waiting" else (again,),
    )


def _heard(row: reads.WebhookRow) -> str:
    told = (
        ngettext("%(count)s 种事实", "%(count)s 种事实", len(row.facts)) % {"count": len(row.facts)}
        if row.facts
        else _("全部事实")
    )
    return _("%(what)s，只限客户可知") % {"what": told} if row.public else told


def _standing(row: reads.WebhookRow) -> str:
    if not row.active:
        return _("已停用")
    if row.failures:
        return ngettext(
            "对方连续 %(count)s 次没有应答，仍在重试", "对方连续 %(count)s 次没有应答，仍在重试", row.failures
        ) % {"count": row.failures}
    return _("启用中")
