"""The company: its name, zone and address, and the limits of the desk."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from huitou.core.api import access, page, settings
from huitou.front.posting import actor_of
from huitou.front.settings.frame import act, again_with, number, show
from huitou.front.settings.shapes import Field, FormCard, SettingsPage
from huitou.front.shapes import options

HREF = "/settings/company"
ZONES = (
    "Asia/Shanghai", "Asia/Urumqi", "Asia/Hong_Kong", "Asia/Macau", "Asia/Taipei", "Asia/Singapore", "Asia/Kuala_Lumpur",
    "Asia/Tokyo", "Asia/Seoul", "Asia/Bangkok", "Asia/Dubai", "Europe/London", "Europe/Berlin", "Europe/Madrid",
    "America/New_York", "America/Los_Angeles", "Australia/Sydney", "UTC",
)  # fmt: skip
MIB = 1024 * 1024


@page("settings.edit", ("GET", "POST"))
def company(request: HttpRequest) -> HttpResponse:
    """Name, zone, address; undo seconds and limits."""
    if request.method == "GET":
        return show(request, "company", _page())
    return act(lambda: _keep(request), HREF, again_with(request, "company", _page(), HREF))


def _keep(request: HttpRequest) -> None:
    given = request.POST
    access.change_settings(
        values={
            "company.name": given.get("name", "").strip(),
            "company.phone": given.get("phone", "").strip(),
            "company.zone": given.get("zone", ""),
            "company.url": given.get("url", "").strip().rstrip("/"),
            "company.language": given.get("language", ""),
            "desk.undo_seconds": number(request, "undo", _("发出前可撤回的秒数")),
            "files.max_bytes": number(request, "files", _("单个附件的上限（MB）")) * MIB,
            "promises.remind_minutes": number(request, "remind", _("到期前多少分钟提醒")),
            "promises.max_open_per_agent": number(request, "most", _("每人最多同时背多少个承诺")),
        },
        actor=actor_of(request),
    )


def _page() -> SettingsPage:
    now = settings(
        "company.name", "company.phone", "company.zone", "company.url", "company.language", "desk.undo_seconds",
        "files.max_bytes", "promises.remind_minutes", "promises.max_open_per_agent",
    )  # fmt: skip
    zones = ZONES if now["company.zone"] in ZONES else (now["company.zone"], *ZONES)
    fields = (
        Field("name", _("公司名称"), value=now["company.name"], most=60, hint=_("客户会看到它。")),
        Field(
            "phone",
            _("客服电话"),
            value=now["company.phone"],
            required=False,
            most=40,
            hint=_("写在客户页面的末尾，给想直接说话的人；空着就不写。"),
        ),
        Field("zone", _("时区"), "select", options=options([(zone, zone) for zone in zones], now["company.zone"])),
        Field(
            "url",
            _("网址"),
            value=now["company.url"],
            required=False,
            hint=_("客户打开承诺页和评价页的网址，例如 https://kefu.example.com；空着就用您现在打开的这个。"),
        ),
        Field(
            "language",
            _("客户页面的语言"),
            "select",
            options=options([("zh-hans", "简体中文"), ("en", "English")], now["company.language"]),
        ),
        _number("undo", _("发出前可撤回的秒数"), now["desk.undo_seconds"], 0, 60),
        _number("files", _("单个附件的上限（MB）"), now["files.max_bytes"] // MIB, 1, 100),
        _number("remind", _("到期前多少分钟提醒"), now["promises.remind_minutes"], 1, 1440),
        _number("most", _("每人最多同时背多少个承诺"), now["promises.max_open_per_agent"], 1, 1000),
    )
    card = FormCard(HREF, fields, _("保存"))
    return SettingsPage(_("公司"), _("对外的名字、时间怎么显示，以及工作台的几个上限。"), (card,))


def _number(name: str, label: str, value: int, least: int, most: int) -> Field:
    return Field(name, label, "number", value=str(value), least_number=least, most_number=most)
