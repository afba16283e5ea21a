"""What is left to do until the first customer can write in."""

from __future__ import annotations

from django.utils.translation import gettext as _

from huitou.channels.api import channels
from huitou.core.api import accounts, setting
from huitou.front.access.shapes import WelcomeStep
from huitou.roster.api import teams


def first_steps() -> tuple[WelcomeStep, ...]:
    """The four steps, each with whether it is done."""
    return (
        WelcomeStep(
            "settings",
            _("公司名称和时区"),
            _("客户在承诺页和评价页上看到的名字，以及所有时间怎么显示。"),
            "/settings/company",
            _("去填写"),
            done=bool(setting("company.name")),
        ),
        WelcomeStep(
            "users",
            _("请同事进来"),
            _("每人一个账号，角色决定看得到什么、做得了什么。"),
            "/settings/accounts",
            _("添加账号"),
            done=len(accounts()) > 1,
        ),
        WelcomeStep(
            "clock",
            _("班组和上班时间"),
            _("谁在一个班组里、几点上班、午休多久。承诺的期限按这个算。"),
            "/settings/teams",
            _("建一个班组"),
            done=bool(teams()),
        ),
        WelcomeStep(
            "form",
            _("第一个入口"),
            _("一张留言表单，放到网站上，或者印成二维码。"),
            "/settings/channels",
            _("建一个入口"),
            done=bool(channels()),
        ),
    )
