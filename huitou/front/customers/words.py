"""Codes about customers in the words that colleagues read."""

from __future__ import annotations

from django.utils.translation import gettext as _

KINDS = ("like", "dislike", "habit", "date", "other")
PURPOSES = ("service", "care", "marketing", "survey")
HANDLES = ("phone", "mail", "openid", "unionid")


def purpose_label(purpose: str) -> str:
    """What a customer can agree to."""
    return {
        "service": _("服务通知"),
        "care": _("生日与节日关怀"),
        "marketing": _("活动与优惠"),
        "survey": _("满意度调查"),
    }.get(purpose, purpose)


def consent_word(given: bool | None) -> str:
    """What holds now."""
    return {True: _("同意"), False: _("不同意"), None: _("没问过")}[given]


def reason_label(reason: str) -> str:
    """Why two records may be one person."""
    return {
        "handles": _("同一次来信里留下了两位的联系方式"),
        "name_and_number": _("同名，电话只差一位"),
        "name_and_mail": _("同名，邮箱前半部分一样"),
        "name_and_site": _("同名，去过同一家门店"),
    }.get(reason, _("有人提示过"))


def language_label(language: str) -> str:
    """In which language we write to them."""
    return {"zh-hans": _("中文"), "en": _("英文")}.get(language, language)


def field_label(field: str) -> str:
    """A field of a customer's record, as facts name it."""
    return {
        "name": _("姓名"),
        "title": _("尊称"),
        "address_as": _("称呼"),
        "language": _("语言"),
        "sites": _("门店"),
    }.get(field, field)


def case_field(field: str) -> str:
    """A field of a case, as facts name it."""
    return {
        "kind": _("种类"),
        "severity": _("严重程度"),
        "touchpoint": _("触点"),
        "site": _("门店"),
        "owner": _("负责人"),
        "summary": _("概要"),
        "waiting": _("等不等客户"),
        "answer": _("五问"),
        "link": _("关联"),
        "unlink": _("取消关联"),
    }.get(field, field)


def money(fen: int) -> str:
    """¥1,234.50 out of fen."""
    return f"¥{fen / 100:,.2f}"
