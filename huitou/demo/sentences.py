"""The demo's refusals in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from huitou.core.api import explain

explain(
    {
        "demo.not_empty": (409, _("这里已经有账号和数据，没有改动。演示公司只能放进空的安装。")),
        "demo.not_a_demo": (409, _("这里不是演示公司，时钟不能拨动，数据不能清除。")),
        "demo.no_deadline": (409, _("后面没有到期的承诺了。")),
    }
)
