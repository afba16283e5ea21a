"""A refusal as a sentence in the reader's language: what happened, what was kept, what to do. Only here."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huitou.core.api import PERMISSIONS, Refusal, explain, explanation

explain(
    {
        "front.bad_time": (400, _("这个时间看不懂，请重新选择。其余内容都还在。")),
        "front.no_key": (409, _("页面太旧了，没有发出。请刷新页面再发，草稿还在。")),
        "front.bad_choice": (400, _("没有选对，请重新选择。什么都没有改动。")),
    }
)


def sentence(refusal: Refusal) -> str:
    """The refusal in the reader's language; an unknown code is shown as it is (and the test has failed)."""
    _status, text = explanation(refusal.code)
    return str(text) % _readable(refusal.params) if "%(" in str(text) else str(text)


def status(refusal: Refusal) -> int:
    """The HTTP status of a refusal."""
    return explanation(refusal.code)[0]


def _readable(params: dict[str, Any]) -> dict[str, Any]:
    if "permission" in params:
        return {**params, "permission": gettext(PERMISSIONS.get(params["permission"], params["permission"]))}
    return params
