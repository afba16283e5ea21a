"""What makes two spellings of a phone number, address or openid the same handle.

`value` is what must be unique, `display` what people see. Phones: E.164, an extension as `;ext=8001` (RFC 3966).
Mail: all small letters. By RFC 5321 the part before the @ may tell case apart, but no provider that people use does,
and one person twice in the books is the greater harm; `display` keeps it as written. Dots and +tags stay: there they differ.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from huitou.customers.handles.rules import mail, phone
from huitou.measures.refusal import Refusal

PHONE, MAIL, OPENID, UNIONID = "phone", "mail", "openid", "unionid"
KINDS = (PHONE, MAIL, OPENID, UNIONID)
LONGEST = 200
_NOTHING = {
    "",
    "-",
    "--",
    "/",
    "无",
    "没有",
    "暂无",
    "不详",
    "未知",
    "保密",
    "空",
    "n/a",
    "na",
    "none",
    "null",
    "nil",
    "nan",
    "no",
}
_INVISIBLE = {"Cf", "Cc", "Cs", "Co", "Cn", "Zl", "Zp"}
_OPENID = re.compile(r"(?:wx[0-9a-f]{16}[:/])?o[A-Za-z0-9_-]{27}")
_UNIONID = re.compile(r"o[A-Za-z0-9_-]{27,28}")


class BadHandle(Refusal, ValueError):
    """A handle that is none. Codes begin with `customers.handle_`, then, with their params:

    nothing · unknown_kind(kind) · too_long(limit) · rounded (a number that a spreadsheet cut) · letters · too_short · too_long_number ·
    area_code_missing · country_missing · impossible · no_at · two_ats · local_part · domain · no_dot · typo(offer) · openid · unionid
    """

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(f"customers.handle_{code}", **params)


@dataclass(frozen=True)
class Handle:
    """One way to reach a customer: `kind` and `value` together are unique in the house."""

    kind: str
    value: str
    display: str


def normalise(kind: str, raw: str, *, area: str = "") -> Handle:
    """The handle that was meant. `area` is the shop's own area code, for numbers given without one. Raises BadHandle."""
    text = _plain(raw)
    if text.lower() in _NOTHING:
        raise BadHandle("nothing")
    if len(text) > LONGEST:
        raise BadHandle("too_long", limit=LONGEST)
    if kind == PHONE:
        return Handle(PHONE, *_told(phone.read(text, area)))
    if kind == MAIL:
        return Handle(MAIL, *_told(mail.read(text)))
    if kind in {OPENID, UNIONID}:
        return _wechat(kind, text)
    raise BadHandle("unknown_kind", kind=kind)


def guess(raw: str, *, area: str = "") -> Handle:
    """The handle that this text is most likely to be: with an @ mail, in the shape of WeChat an openid, else a phone."""
    text = _plain(raw)
    if "@" in text:
        return normalise(MAIL, text)
    if _OPENID.fullmatch(text):
        return normalise(OPENID, text)
    if _UNIONID.fullmatch(text):
        return normalise(UNIONID, text)
    return normalise(PHONE, text, area=area)


def mask(handle: Handle) -> str:
    """The handle for eyes that may not see it whole: enough to recognise it, too little to use it."""
    if handle.kind == MAIL:
        return mail.mask(handle.display)
    if handle.kind == PHONE:
        return phone.mask(handle.value, handle.display)
    return f"{handle.value[:3]}****{handle.value[-3:]}"


def _plain(raw: str) -> str:
    """Full-width forms made narrow, what cannot be seen taken out."""
    text = unicodedata.normalize("NFKC", raw)
    return "".join(char for char in text if unicodedata.category(char) not in _INVISIBLE or char == "\t").strip()


def _told(answer: tuple[str, str] | tuple[str, dict[str, Any]]) -> tuple[str, str]:
    """The readers answer (value, display), or (code, params) when it is none."""
    first, second = answer
    if isinstance(second, dict):
        raise BadHandle(first, **second)
    return first, second


def _wechat(kind: str, text: str) -> Handle:
    """An openid belongs to one app: with several, its app id goes before it, `wx…:o…`."""
    if not (_OPENID if kind == OPENID else _UNIONID).fullmatch(text):
        raise BadHandle(kind)
    value = text.replace("/", ":")
    return Handle(kind, value, value)
