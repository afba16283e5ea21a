"""Filling the places of a canned reply: {称呼} {客户姓名} {我的名字} {门店} {承诺时间}. What is unknown never reaches a customer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, tzinfo

from huitou.measures.refusal import Refusal

ADDRESS, CUSTOMER, ME, SITE, PROMISED = "称呼", "客户姓名", "我的名字", "门店", "承诺时间"
KNOWN = (ADDRESS, CUSTOMER, ME, SITE, PROMISED)
# Only Chinese words in braces are meant as places: {"a": 1} or {x} in a reply about a program is left alone.
_PLACE = re.compile(r"[{｛]\s*([㐀-鿿][^{}｛｝\n]{0,19}?)\s*[}｝]")
# {称呼}您好 to somebody without a name is 您好, not 您您好.
_BEFORE_YOU = re.compile(r"[{｛]\s*称呼\s*[}｝][\s，,]*(?=您)")
_NOBODY = "您"
_WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class Filled:
    """The text, and the places that could not be filled: unknown names, or names without a value here."""

    text: str
    unknown: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()


def places(text: str) -> tuple[str, ...]:
    """The places of a text, each once, in order."""
    return tuple(dict.fromkeys(_PLACE.findall(text)))


def fill(text: str, values: dict[str, str]) -> Filled:
    """Fill what is known and has a value; the rest stays as it stands and is named."""
    found = places(text)
    if values.get(ADDRESS) == _NOBODY:
        text = _BEFORE_YOU.sub("", text)

    def value(match: re.Match[str]) -> str:
        return values.get(match[1], "") or match[0]

    return Filled(
        text=_PLACE.sub(value, text),
        unknown=tuple(name for name in found if name not in KNOWN),
        empty=tuple(name for name in found if name in KNOWN and not values.get(name)),
    )


def check_filled(filled: Filled) -> str:
    """The text, or a refusal that names the first place that a customer must not see."""
    if filled.unknown:
        raise Refusal("desk.placeholder_unknown", placeholder=filled.unknown[0])
    if filled.empty:
        raise Refusal("desk.placeholder_empty", placeholder=filled.empty[0])
    return filled.text


def check_places(text: str) -> None:
    """Refuse a canned reply with a place that we would never be able to fill."""
    for name in places(text):
        if name not in KNOWN:
            raise Refusal("desk.placeholder_unknown", placeholder=name)


def promised_time(due_at: datetime, zone: tzinfo) -> str:
    """A due time as a customer reads it: 11月23日（周一）15:00."""
    local = due_at.astimezone(zone)
    return f"{local.month}月{local.day}日（周{_WEEKDAYS[local.weekday()]}）{local:%H:%M}"
