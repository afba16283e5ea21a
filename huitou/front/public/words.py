"""Codes in the words that a customer reads."""

from __future__ import annotations

from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from huitou.customers import api as customers


def greeting(*, name: str) -> str:
    """The first words to whoever wrote under this name: 王女士，您好; in English "Hello 王女士".

    Never from the customer's record: a page is opened by whoever typed a number, not only by whose number it is.
    """
    if (get_language() or "").startswith("zh"):
        return customers.greeting_to(name=name)
    called = customers.address_to(name=name)
    return _("%(name)s，您好") % {"name": called} if called else _("您好")


def promise_state(state: str) -> str:
    """A state of a promise, said to the person it was made to."""
    return {
        "open": _("正在办"),
        "late": _("晚了"),
        "kept": _("做到了"),
        "kept_late": _("晚了才做到"),
        "broken": _("没做到"),
        "renegotiated": _("改了时间"),
        "released": _("不用了"),
    }.get(state, state)


def kind_label(kind: str) -> str:
    """The kind of a case."""
    return {
        "inquiry": _("想问一件事"),
        "request": _("请你们办一件事"),
        "complaint": _("有不满意的地方"),
        "suggestion": _("有个建议"),
        "praise": _("想表扬"),
    }.get(kind, kind)


def within_label(minutes: int) -> str:
    """Until when an answer is expected."""
    if minutes < 1440:
        hours = minutes // 60
        return ngettext("%(n)s 小时内", "%(n)s 小时内", hours) % {"n": hours}
    return {1440: _("一天内"), 4320: _("三天内")}.get(minutes, _("不急"))


def ending_label(ending: str) -> str:
    """How a matter should end."""
    return {
        "answer": _("得到一个明确的答复"),
        "repair": _("修好、做好"),
        "refund": _("退款"),
        "redo": _("重新做一次"),
        "apology": _("一声道歉"),
        "listen": _("听到就好"),
    }.get(ending, ending)


def score_label(score: int) -> str:
    """A score of the experience, 1 to 5."""
    return {1: _("很不满意"), 2: _("不满意"), 3: pgettext("score", "一般"), 4: _("满意"), 5: _("很满意")}[score]


def sign_label(sign: str) -> str:
    """The experience against the expectation."""
    return {"exceeded": _("比期望的好"), "met": _("和期望的一样"), "below": _("不如期望")}[sign]
