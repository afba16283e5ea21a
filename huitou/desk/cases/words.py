"""Kinds, severities, states and the five questions of a case in words, in the language of the reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

KINDS = {
    "inquiry": _("咨询"),
    "request": _("请求"),
    "complaint": _("投诉"),
    "suggestion": _("建议"),
    "praise": _("表扬"),
}
SEVERITIES = {1: _("轻微"), 2: _("一般"), 3: _("严重"), 4: _("安全或舆情")}
STATES = {"open": _("处理中"), "waiting": _("等客户"), "closed": _("已办结")}
REASONS = {
    "solved": _("已解决"),
    "answered": _("已答复"),
    "no_remedy": _("无法满足，已说明"),
    "duplicate": _("重复"),
    "withdrawn": _("客户撤回"),
    "unreachable": _("联系不上客户"),
    "low_rating": _("评价偏低"),
    "customer_wrote": _("客户又来信"),
    "promise_not_kept": _("客户说承诺没有兑现"),
    "by_hand": _("手动重开"),
}


@dataclass(frozen=True)
class Question:
    """One of the five questions (D10)."""

    key: str
    label: Any
    hint: Any


FIVE = (
    Question("explicit", _("客户明说要什么？"), _("用客户的原话，例如：要求换到安静的房间")),
    Question("implicit", _("客户没明说、但在意什么？"), _("例如：孩子要早睡，怕第二天没精神")),
    Question("satisfied", _("这些需要满足了吗？"), _("满足了哪些，差在哪里")),
    Question("expectation", _("客户的期望是什么，我们高于还是低于它？"), _("例如：期望当晚换房，我们一小时内换好")),
    Question("follow_up", _("接下来还要做什么？"), _("回访、升级、改进，谁在什么时候做")),
)
WANTED = {"touchpoint": _("触点")} | {question.key: question.label for question in FIVE}


def kind(*, code: str) -> str:
    """The kind of a case in a word."""
    return str(KINDS.get(code, code))


def severity(*, level: int) -> str:
    """How bad it is, 1 to 4, in a word."""
    return str(SEVERITIES.get(level, level))


def state(*, code: str) -> str:
    """The state of a case in a word."""
    return str(STATES.get(code, code))


def reason(*, code: str) -> str:
    """Why a case was closed or opened again."""
    return str(REASONS.get(code, code))
