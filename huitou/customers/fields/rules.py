"""What may stand in a field that the company added."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from huitou.measures.refusal import Refusal

KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
KINDS = ("text", "number", "date", "choice")
MOST_OPTIONS = 100
MOST_LENGTH = 500
LABEL = 60
DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")


def key(raw: str) -> str:
    """A key for programs and import columns. Raises customers.bad_field_key."""
    clean = raw.strip().lower()
    if not KEY.fullmatch(clean):
        raise Refusal("customers.bad_field_key")
    return clean


def kind(raw: str) -> str:
    """text, number, date or choice. Raises customers.bad_field_kind."""
    if raw not in KINDS:
        raise Refusal("customers.bad_field_kind")
    return raw


def options(raw: Sequence[str], *, kind: str) -> list[str]:
    """The options of a choice, each once, in order; none for other kinds. Raises customers.field_needs_options."""
    if kind != "choice":
        return []
    clean = list(dict.fromkeys(text for one in raw if (text := one.strip())))
    if not 1 <= len(clean) <= MOST_OPTIONS or any(len(one) > LABEL for one in clean):
        raise Refusal("customers.field_needs_options", most=MOST_OPTIONS)
    return clean


def value(raw: str, *, kind: str, label: str, options: Sequence[str]) -> str:
    """The value as it is kept: numbers plain, dates ISO, text tidied; "" empties the field.

    Raises customers.too_long, .not_a_number, .not_a_date, .not_an_option.
    """
    clean = raw.strip()
    if len(clean) > MOST_LENGTH:
        raise Refusal("customers.too_long", field=label, most=MOST_LENGTH, length=len(clean))
    if not clean or kind == "text":
        return clean
    if kind == "number":
        return _number(clean, label)
    if kind == "date":
        return day(clean).isoformat()
    if clean not in options:
        raise Refusal("customers.not_an_option", label=label, options=list(options[:10]))
    return clean


def day(raw: str) -> date:
    """A date written as 2026-10-01, 2026/10/1, 2026.10.1 or 2026年10月1日 (a time after it is passed over).

    Raises customers.not_a_date.
    """
    found = DAY.match(raw.strip())
    try:
        if found:
            return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        pass
    raise Refusal("customers.not_a_date", raw=raw.strip()[:20])


def _number(raw: str, label: str) -> str:
    try:
        number = Decimal(raw.replace(",", "").replace("，", ""))
    except InvalidOperation:
        raise Refusal("customers.not_a_number", label=label) from None
    # NaN, infinity and numbers of a thousand digits are no numbers that a company writes down.
    if not number.is_finite() or abs(number.adjusted()) > 30:
        raise Refusal("customers.not_a_number", label=label)
    return format(number, "f")
