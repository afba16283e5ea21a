"""Voice's refusals in words (the customer reads most of them)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from huitou.core.api import explain

explain(
    {
        "voice.link_unknown": (404, _("这个评价链接无效。请从我们发给您的消息里重新打开。")),
        "voice.link_used": (409, _("您已经评价过这件事，谢谢您。每个链接只能评价一次。")),
        "voice.link_over": (410, _("这个评价链接已过期。您仍然可以给我们留言。")),
        "voice.rating_out_of_range": (400, _("请选择 1 到 5 之间的分数，并选择与期望相比如何。")),
    }
)
