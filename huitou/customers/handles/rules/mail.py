"""Mail addresses as people write them on forms and in lists."""

from __future__ import annotations

import re
from typing import Any

Answer = tuple[str, str] | tuple[str, dict[str, Any]]

_LABEL = re.compile(r"^(?:mailto:|e-?mail\s*:|电?子?邮箱\s*:|邮件\s*:)\s*", re.I)
_IN_BRACKETS = re.compile(r"<([^<>]*@[^<>]*)>")
_LOCAL = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*")
_LABELS = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{2,59})")
# Slips that are no other real domain; anything less certain is left to the bounce.
_SLIPS = {
    "qq.con": "qq.com", "qq.cm": "qq.com", "qq.om": "qq.com", "163.con": "163.com", "163.cm": "163.com", "126.con": "126.com",
    "gmail.con": "gmail.com", "gmial.com": "gmail.com", "gmai.com": "gmail.com", "hotmail.con": "hotmail.com",
    "outlook.con": "outlook.com", "sina.con": "sina.com", "foxmail.con": "foxmail.com", "139.con": "139.com", "yahoo.con": "yahoo.com",
}  # fmt: skip


def read(text: str) -> Answer:
    """(address in small letters with an ASCII domain, address as written), or (code, params) of what is wrong."""
    text = _LABEL.sub("", text)
    inside = _IN_BRACKETS.search(text)
    text = (inside[1] if inside else text).replace("。", ".").strip(" \t<>\"',;，；、.")
    text = re.sub(r"\s*([@.])\s*", r"\1", text)
    if "@" not in text:
        return "no_at", {}
    if text.count("@") > 1:
        return "two_ats", {}
    local, domain = text.split("@")
    if not _LOCAL.fullmatch(local) or len(local.encode()) > 64:
        return "local_part", {}
    return _with_domain(local, domain.lower().rstrip("."))


def mask(display: str) -> str:
    """w***@example.com: the first letter and the domain."""
    local, _, domain = display.partition("@")
    return f"{local[:1] if len(local) > 1 else ''}***@{domain}"


def _with_domain(local: str, domain: str) -> Answer:
    slip = domain.replace(",", ".").replace("，", ".")
    if slip != domain or slip in _SLIPS:
        return "typo", {"offer": f"{local}@{_SLIPS.get(slip, slip)}"}
    ascii_domain = _ascii(domain)
    if "." not in domain:
        return "no_dot", {}
    if not _LABELS.fullmatch(ascii_domain) or len(ascii_domain) > 253:
        return "domain", {}
    return f"{local.lower()}@{ascii_domain}", f"{local}@{domain}"


def _ascii(domain: str) -> str:
    """The domain as the wire has it (IDNA); "" when it cannot be one."""
    try:
        return domain.encode("idna").decode("ascii")
    except UnicodeError:
        return ""
