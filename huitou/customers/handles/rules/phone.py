"""Phone numbers as people in China write them; those of other countries by their own plans."""

from __future__ import annotations

import re
from typing import Any

from huitou.measures.text.phone import abroad

Answer = tuple[str, str] | tuple[str, dict[str, Any]]

_LABEL = re.compile(r"^(?:tel|phone|mobile|手机号?码?|联系?电话|电话|座机|固话|号码)\s*[::]?\s*", re.I)
_EXTENSION = re.compile(
    r"\s*(?:转|轉|分机号?|分機|ext(?:ension)?\.?|x|#|,|;ext=|(?<=\d{7})[-—](?=\d{1,5}$))\s*[::]?\s*(\d{1,6})\s*$", re.I
)
_SCIENTIFIC = re.compile(r"(\d)\.?(\d*)e\+?(\d{1,2})", re.I)
_MOBILE = re.compile(r"1[3-9]\d{9}")
_LANDLINE = re.compile(r"(10|2\d|[3-9]\d\d)([2-9]\d{6,7})")
_SERVICE = re.compile(r"([48]00)(\d{3})(\d{4})")
_ITU_LONGEST = 15


def read(text: str, area: str = "") -> Answer:
    """(E.164 with extension, display), or (code, params) of what is wrong with it."""
    text = _LABEL.sub("", text)
    number, extension = _extension(text)
    whole = _from_spreadsheet(number)
    if whole is None:
        return "rounded", {}
    number = whole
    if re.search(r"[^\d+\s\-.()/_‐-―−·]", number):
        return "letters", {}
    digits = re.sub(r"[^\d+]", "", number)
    plus = digits.startswith("+")
    bare = digits.replace("+", "")
    if not plus and bare.startswith("00"):
        plus, bare = True, bare[2:]
    if plus and not bare.startswith("86"):
        return _foreign("+" + re.sub(r"^\+|^00", "", number.strip()).strip(), bare, extension)
    return _chinese(bare, plus, extension, area)


def mask(value: str, display: str) -> str:
    """138****5678; of a landline the area code and the last four digits, of a foreign number its country and those."""
    digits, _, _ = value.partition(";")
    national = digits.removeprefix("+86")
    if digits.startswith("+86") and _MOBILE.fullmatch(national):
        return f"{national[:3]}****{national[-4:]}"
    head = re.split(r"[- ]", display)[0]
    return f"{head}-****{digits[-4:]}" if digits.startswith("+86") else f"{head} ****{digits[-4:]}"


def _extension(text: str) -> tuple[str, str]:
    found = _EXTENSION.search(text)
    if not found or len(re.sub(r"\D", "", text[: found.start()])) < 7:
        return text, ""
    return text[: found.start()], found[1]


def _from_spreadsheet(number: str) -> str | None:
    """13800000000.0 and 1.38E+10 are what a spreadsheet makes of a number; None when digits are lost for good."""
    number = re.sub(r"^(\d{7,})\.0+$", r"\1", number.strip())
    found = _SCIENTIFIC.fullmatch(number)
    if not found:
        return number
    exponent = int(found[3])
    return found[1] + found[2] if len(found[2]) == exponent else None


def _chinese(bare: str, plus: bool, extension: str, area: str) -> Answer:
    national = _without_country(bare, plus)
    trunk = national.lstrip("0")
    if _MOBILE.fullmatch(trunk):
        return _with_extension("+86" + trunk, f"{trunk[:3]} {trunk[3:7]} {trunk[7:]}", extension)
    service = _SERVICE.fullmatch(national)
    if service:
        return _with_extension("+86" + national, "-".join(service.groups()), extension)
    landline = _LANDLINE.fullmatch(trunk) if national.startswith("0") or bare != national else None
    if landline and _fits(landline[1], landline[2]):
        return _landline(landline[1], landline[2], extension)
    local = re.fullmatch(r"[2-9]\d{6,7}", national)
    if local and not national.startswith("0"):
        code = area.lstrip("0")
        return _landline(code, national, extension) if code else ("area_code_missing", {})
    return _why_not(national, plus or national.startswith("0"))


def _without_country(bare: str, plus: bool) -> str:
    """86 and 0086 before the number, also twice; without a plus only where the rest is a whole number."""
    while bare.startswith("86"):
        rest = bare[2:].removeprefix("0086")
        whole = _MOBILE.fullmatch(rest) or (rest.startswith("0") and len(rest) >= 10) or _SERVICE.fullmatch(rest)
        if not (plus or whole):
            break
        bare, plus = rest, False
    return bare


def _fits(area: str, local: str) -> bool:
    """Only Beijing (10) and the codes 20 to 29 have two digits, and eight after them."""
    return len(local) == 8 if len(area) == 2 else len(local) in {7, 8}


def _landline(area: str, local: str, extension: str) -> Answer:
    middle = len(local) - 4
    return _with_extension(f"+86{area}{local}", f"0{area}-{local[:middle]} {local[middle:]}", extension)


def _with_extension(value: str, display: str, extension: str) -> tuple[str, str]:
    return (f"{value};ext={extension}", f"{display} 转 {extension}") if extension else (value, display)


def _why_not(national: str, located: bool) -> Answer:
    if len(national) < 7:
        return "too_short", {}
    if len(national) > _ITU_LONGEST:
        return "too_long_number", {}
    return ("impossible", {}) if located or national.startswith("1") else ("country_missing", {})


def _foreign(number: str, bare: str, extension: str) -> Answer:
    if len(bare) < 7:
        return "too_short", {}
    found = abroad(number)
    if not found:
        return ("too_long_number" if len(bare) > _ITU_LONGEST + 1 else "impossible"), {}
    return _with_extension(found.e164, found.display, extension)
