"""Codes of the desk in the words that colleagues read."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

CHANNEL_ICONS = {
    "form": "form",
    "api": "api",
    "email_file": "mail",
    "chat": "chat",
    "wechat": "wechat",
    "phone": "phone",
}
# Kinds of cases as colleagues choose among them: what hurts stands first.
CASE_KINDS = ("complaint", "request", "inquiry", "suggestion", "praise")


def severity_label(severity: int) -> str:
    """Severity of a case in a list, where room is scarce: the two low ones need no word."""
    if severity < 3:
        return ""
    return {3: _("严重"), 4: _("安全")}.get(severity, "")


def state_label(state: str, *, waiting: bool = False) -> str:
    """State of a conversation."""
    if state == "open" and waiting:
        return _("客户在等")
    return {"open": _("进行中"), "snoozed": pgettext("state", "稍后"), "closed": _("已完结")}.get(state, state)


def detail_label(kind: str) -> str:
    """Kind of a detail about a customer."""
    return {
        "like": _("喜欢"),
        "dislike": _("不喜欢"),
        "habit": _("习惯"),
        "date": _("日子"),
        "other": _("知道"),
    }.get(kind, kind)


def handle_label(kind: str) -> tuple[str, str]:
    """Icon and word of a way to reach somebody."""
    return {
        "phone": ("phone", _("电话")),
        "mail": ("mail", _("邮箱")),
        "email": ("mail", _("邮箱")),
        "openid": ("wechat", _("微信")),
        "unionid": ("wechat", _("微信")),
    }.get(kind, ("link", kind))


def sign_label(sign: str) -> str:
    """The experience against the expectation."""
    return {"exceeded": _("超出期望"), "met": _("符合期望"), "below": _("低于期望")}.get(sign, sign)


def rating_word(sign: str, experience: int) -> str:
    """A rating in one word and its score."""
    return _("%(sign)s · %(n)s 分") % {"sign": sign_label(sign), "n": experience}
