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


def kind_label(kind: str) -> str:
    """Kind of a case."""
    match kind:
        case "inquiry":
            return _("咨询")
        case "request":
            return _("请求")
        case "complaint":
            return _("投诉")
        case "suggestion":
            return _("建议")
        case "praise":
            return _("表扬")
    return kind


def severity_label(severity: int) -> str:
    """Severity of a case, 1 to 4; the two low ones need no word."""
    if severity < 3:
        return ""
    return {3: _("严重"), 4: _("安全")}.get(severity, "")


def state_label(state: str, *, waiting: bool = False) -> str:
    """State of a conversation."""
    if state == "open" and waiting:
        return _("客户在等")
    return {"open": _("进行中"), "snoozed": pgettext("state", "稍后"), "closed": _("已完结")}.get(state, state)


def case_state_label(state: str) -> str:
    """State of a case."""
    return {"open": _("处理中"), "waiting": _("等待中"), "closed": _("已办结")}.get(state, state)


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


def question_label(question: str) -> tuple[str, str]:
    """One of the five questions of a case, and what a good answer looks like."""
    match question:
        case "explicit":
            return _("客户明说要什么"), _("他自己的话：退那笔 368 元")
        case "implicit":
            return _("没有明说的是什么"), _("其实担心的是：卡被盗刷")
        case "satisfied":
            return _("客户满意了吗"), _("怎么知道的：他说“放心了”")
        case "expectation":
            return _("客户原来期望什么"), _("当天有人给准话")
        case "follow_up":
            return _("接下来怎么跟进"), _("三天后回访，看款到账没有")
    raise KeyError(question)
