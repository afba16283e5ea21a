"""Kinds, states and times of promises in words, in the language of the reader."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

KINDS = {
    "reply": gettext_lazy("答复"),
    "callback": gettext_lazy("回电"),
    "visit": gettext_lazy("上门"),
    "refund": gettext_lazy("退款"),
    "repair": gettext_lazy("维修"),
    "send": gettext_lazy("寄送"),
    "other": gettext_lazy("其他"),
}
PRESETS = {
    "m30": gettext_lazy("30 分钟"),
    "h2": gettext_lazy("2 小时"),
    "today": gettext_lazy("下班前"),
    "noon": gettext_lazy("次日中午"),
    "h24": gettext_lazy("24 小时"),
}
STATES = {
    "open": gettext_lazy("进行中"),
    "soon": gettext_lazy("快到期"),
    "late": gettext_lazy("已逾期"),
    "kept": gettext_lazy("已兑现"),
    "kept_late": gettext_lazy("迟后兑现"),
    "broken": gettext_lazy("未兑现"),
    "renegotiated": gettext_lazy("已改约"),
    "released": gettext_lazy("客户已免除"),
}


def state(*, state: str) -> str:
    """A state of a promise in words; of an open one also `soon` and `late`."""
    return str(STATES.get(state, state))


def kind(*, code: str) -> str:
    """A kind of promise in a word; the code itself when the company has a policy of its own for it."""
    return str(KINDS.get(code, code))


def moment(at: datetime, *, now: datetime, zone: ZoneInfo) -> str:
    """A time as people say it: 今天 16:20, 明天 12:00, 11月25日 09:00, with the year when it is another one."""
    local, today = at.astimezone(zone), now.astimezone(zone).date()
    clock = local.strftime("%H:%M")
    days = (local.date() - today) / timedelta(days=1)
    if days in (-1, 0, 1):
        return {-1: _("昨天 %(clock)s"), 0: _("今天 %(clock)s"), 1: _("明天 %(clock)s")}[int(days)] % {"clock": clock}
    if (get_language() or "").startswith("en"):  # 25 Nov 09:00, as on every other page
        return f"{local.day} {local:%b} {clock}" if local.year == today.year else f"{local.day} {local:%b %Y} {clock}"
    year = "" if local.year == today.year else f"{local.year}年"
    return f"{year}{local.month}月{local.day}日 {clock}"
