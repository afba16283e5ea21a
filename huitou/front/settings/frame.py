"""The frame of the settings pages: their list on the left, what was refused, what was saved."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, Protocol, TypeVar

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from huitou.core.api import Refusal, may
from huitou.front.posting import done_or_again
from huitou.front.sentences import sentence, status
from huitou.front.settings.shapes import FormCard, SettingsItem, SettingsPage, filled
from huitou.front.shell import page_answer


class _Row(Protocol):
    @property
    def id(self) -> int: ...


Named = TypeVar("Named", bound=_Row)


def items(me: Any) -> tuple[SettingsItem, ...]:
    """The settings pages that this account may open, in groups."""
    allowed = [(group, item) for permission, group, item in _all() if permission is None or may(me, permission)]
    shown, last = [], ""
    for group, item in allowed:
        shown.append(replace(item, group=group if group != last else ""))
        last = group
    return tuple(shown)


def show(
    request: HttpRequest, key: str, page: SettingsPage, template: str = "front/settings/page.html", code: int = 200
) -> HttpResponse:
    """A settings page; `key` is the entry of the list that is lit."""
    page = replace(page, saved="saved" in request.GET)
    context = {"settings_nav": items(request.user), "setting": key, "page": page, **page.extra}
    return page_answer(request, template, "settings", status=code, **context)


def act(do: Callable[[], Any], then: str, again: Callable[[Refusal], HttpResponse]) -> HttpResponse:
    """Do what a form asks for and lead on; when it is refused, show the page again with the reason."""
    return done_or_again(do, f"{then}{'&' if '?' in then else '?'}saved=1", again)


def refused_card(card: FormCard, request: HttpRequest, refusal: Refusal) -> FormCard:
    """The card again, with what was typed and why it was not kept."""
    return replace(card, fields=filled(card.fields, request.POST), error=sentence(refusal))


def again_with(
    request: HttpRequest, key: str, page: SettingsPage, action: str, template: str = "front/settings/page.html"
) -> Callable[[Refusal], HttpResponse]:
    """Show the page again with the refusal in the card that posts to `action` (or above everything, without one)."""

    def again(refusal: Refusal) -> HttpResponse:
        hit = any(getattr(card, "action", "") == action for card in page.cards)
        cards = tuple(
            refused_card(card, request, refusal) if getattr(card, "action", "") == action else card
            for card in page.cards
        )
        notice = page.notice if hit else sentence(refusal)
        return show(request, key, replace(page, cards=cards, notice=notice), template, code=status(refusal))

    return again


def form_page(
    request: HttpRequest,
    key: str,
    build: Callable[[], SettingsPage],
    do: Callable[[], Any],
    then: str = "",
    template: str = "front/settings/page.html",
) -> HttpResponse:
    """GET shows the page; POST does what it asks and leads to `then` (or here again), or shows why it was refused."""
    if request.method != "POST":
        return show(request, key, build(), template)
    return act(do, then or request.path, again_with(request, key, build(), request.path, template))


def number(request: HttpRequest, name: str, label: str) -> int:
    """A whole number from a form. Refused "core.setting_wrong" (field)."""
    try:
        return int(request.POST.get(name, "").strip())
    except ValueError:
        raise Refusal("core.setting_wrong", field=label) from None


def row_of(rows: Iterable[Named], pk: int) -> Named:
    """The row with this id. Refused "core.not_found"."""
    for row in rows:
        if row.id == pk:
            return row
    raise Refusal("core.not_found")


def _all() -> tuple[tuple[str | None, str, SettingsItem], ...]:
    mine, company, people, work, outside = _("我"), _("公司"), _("人"), _("工作"), _("对外")
    return (
        (None, mine, SettingsItem("me", _("我的账号"), "user", "/settings/me")),
        ("settings.edit", company, SettingsItem("start", _("开始的四步"), "check", "/start")),
        ("settings.edit", company, SettingsItem("company", _("公司"), "settings", "/settings/company")),
        ("settings.edit", company, SettingsItem("sites", pgettext("many", "门店"), "site", "/settings/sites")),
        (
            "settings.edit",
            company,
            SettingsItem("touchpoints", pgettext("many", "触点"), "flag", "/settings/touchpoints"),
        ),
        ("accounts.manage", people, SettingsItem("accounts", pgettext("many", "账号"), "users", "/settings/accounts")),
        ("accounts.manage", people, SettingsItem("rights", _("权限表"), "shield", "/settings/rights")),
        ("settings.edit", people, SettingsItem("teams", pgettext("many", "班组"), "users", "/settings/teams")),
        ("settings.edit", people, SettingsItem("skills", pgettext("many", "技能"), "star", "/settings/skills")),
        ("settings.edit", work, SettingsItem("hours", _("上班时间"), "clock", "/settings/hours")),
        ("settings.edit", work, SettingsItem("rota", _("排班"), "day", "/settings/rota")),
        ("settings.edit", work, SettingsItem("policies", _("承诺规则"), "promise", "/settings/policies")),
        ("settings.edit", work, SettingsItem("replies", _("常用回复"), "slash", "/settings/replies")),
        ("settings.edit", work, SettingsItem("tags", _("情形标签"), "flag", "/settings/tags")),
        ("settings.edit", work, SettingsItem("fields", _("客户字段"), "file", "/settings/fields")),
        ("customers.erase", work, SettingsItem("retention", _("保留期限"), "clock", "/settings/retention")),
        ("settings.edit", outside, SettingsItem("channels", _("入口"), "form", "/settings/channels")),
        ("tokens.manage", outside, SettingsItem("tokens", _("接口密钥"), "api", "/settings/tokens")),
        ("tokens.manage", outside, SettingsItem("webhooks", _("回调"), "link", "/settings/webhooks")),
    )
