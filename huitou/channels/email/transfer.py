"""Transfer encodings, mended: what a part's bytes were before they were made fit for mail."""

from __future__ import annotations

import binascii
import re
from email.message import Message

from huitou.channels.email.headers import raw_value, unbase64
from huitou.channels.email.uu import extract

_ONLY_BASE64 = re.compile(rb"[A-Za-z0-9+/\s]*=*\s*")
_UNMARKED_BASE64 = re.compile(rb"\s*(?:[A-Za-z0-9+/]{60,76}(?:\r\n?|\n))*[A-Za-z0-9+/]{24,76}={0,2}\s*")


def content(part: Message, *, is_text: bool) -> tuple[bytes, str]:
    """The bytes of a part that has no parts of its own, and a defect code ("" for none)."""
    encoding = (raw_value(part, "Content-Transfer-Encoding").lower().split(";")[0].split() or [""])[0].strip("\"'")
    # Without the header the standard parser gives the bytes as they came, which its own decoding would damage.
    del part["Content-Transfer-Encoding"]
    raw = part.get_payload(decode=True)
    if not isinstance(raw, bytes):
        return b"", ""
    if encoding == "base64":
        return _base64(raw, is_text=is_text)
    if encoding == "quoted-printable":
        return binascii.a2b_qp(raw), ""
    if encoding in {"x-uuencode", "uuencode", "uue", "x-uue"}:
        return _uu(raw)
    if encoding in {"", "7bit", "8bit", "binary"}:
        return (_unmarked(raw), "") if is_text and not encoding else (raw, "")
    return raw, "transfer_encoding_unknown"


def _base64(raw: bytes, *, is_text: bool) -> tuple[bytes, str]:
    if _ONLY_BASE64.fullmatch(raw):
        try:
            return binascii.a2b_base64(raw), ""
        except binascii.Error:
            return unbase64(re.sub(rb"\s", b"", raw).decode("ascii")), "base64_broken"
    letters, rest = _letters(raw)
    if not letters and is_text:
        return raw, "base64_broken"
    tail = b"\n" + b"\n".join(rest) if rest and is_text else b""
    return unbase64(letters.decode("ascii")) + tail, "base64_broken"


def _letters(raw: bytes) -> tuple[bytes, list[bytes]]:
    """Lines of base64, and the plain lines that a list or a scanner wrote under them."""
    letters: list[bytes] = []
    rest: list[bytes] = []
    for line in raw.splitlines():
        foreign = len(re.sub(rb"[A-Za-z0-9+/=\s]", b"", line))
        looks_plain = foreign > len(line) / 4 or b" " in line.strip()
        if rest or (looks_plain and line.strip()):
            rest.append(line)
        else:
            letters.append(re.sub(rb"[^A-Za-z0-9+/=]", b"", line))
    return b"".join(letters), rest


def _uu(raw: bytes) -> tuple[bytes, str]:
    _, files = extract(raw.decode("latin-1").replace("\r\n", "\n"))
    return (files[0][1], "") if files else (raw, "uuencode_broken")


def _unmarked(raw: bytes) -> bytes:
    """A text that is nothing but base64 and decodes to UTF-8 was base64, though nobody said so."""
    if len(raw) < 5_000_000 and b" " not in raw.strip() and _UNMARKED_BASE64.fullmatch(raw):
        decoded = unbase64(re.sub(rb"[\s=]", b"", raw).decode("ascii"))
        try:
            if decoded.decode("utf-8").isprintable() or b"\n" in decoded:
                return decoded
        except UnicodeDecodeError:
            return raw
    return raw
