"""Deliveries in words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from huitou.front.webhooks.reads import DeliveryRow


def state_word(state: str) -> str:
    """投递中, 已送达, 失败."""
    return {"waiting": _("投递中"), "delivered": _("已送达"), "failed": _("失败")}.get(state, state)


def problem_word(code: str) -> str:
    """Why a receiver did not take it."""
    return {
        "name": _("找不到这个网址"),
        "private_address": _("地址在内网，没有发出"),
        "refused": _("对方拒绝连接"),
        "timeout": _("10 秒内没有应答"),
        "tls": _("对方的证书不对"),
        "broken": _("连接中断"),
        "redirect": _("对方要求转到别的地址，没有跟去"),
        "status": _("对方没有接受"),
    }.get(code, code)


def attempt_words(row: DeliveryRow) -> str:
    """What happened so far, in one line: how often, with what answer, what the receiver said."""
    if not row.log:
        return _("还没有尝试")
    last = row.log[0]
    parts = [_("第 %(n)s 次") % {"n": row.attempts or len(row.log)}]
    if last.status is not None:
        parts.append(f"HTTP {last.status}")
    if last.problem:
        parts.append(problem_word(last.problem))
    parts.append(_("%(ms)s 毫秒") % {"ms": last.took_ms})
    return " · ".join([*parts, *([last.answer[:80]] if last.answer else [])])
