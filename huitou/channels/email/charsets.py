"""Bytes to text when the label is missing, wrong, or of a kind Python does not know."""

from __future__ import annotations

import codecs
import re

_ALIASES = {
    "gb2312": "gb18030", "gb_2312-80": "gb18030", "gb2312-80": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030",
    "cp936": "gb18030", "ms936": "gb18030", "windows-936": "gb18030", "csgb2312": "gb18030", "euc-cn": "gb18030",
    "gb-18030": "gb18030", "chinese": "gb18030", "big5": "big5hkscs", "x-big5": "big5hkscs", "cn-big5": "big5hkscs",
    "cp950": "big5hkscs", "big5-hkscs": "big5hkscs", "iso-2022-jp": "iso2022_jp_ext", "iso2022jp": "iso2022_jp_ext",
    "shift_jis": "cp932", "shift-jis": "cp932", "x-sjis": "cp932", "ks_c_5601-1987": "cp949", "euc-kr": "cp949",
    "hz-gb-2312": "hz", "unicode-1-1-utf-7": "utf-7", "utf8": "utf-8", "utf-8mb4": "utf-8", "unicode": "utf-16",
    "iso-8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "us-ascii": "ascii", "ansi_x3.4-1968": "ascii",
}  # fmt: skip
# Labels that Python would obey but no mail means: programs' own notations, the machine's locale, slow ones.
_NEVER = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem", "palmos"}
_WESTERN = {"ascii", "cp1252"}
_MULTIBYTE_UNICODE = ("utf-16", "utf-32")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_HIGH = re.compile(rb"[\x80-\xff]")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_SAMPLE = 4000


def known(label: str) -> str:
    """The codec that a charset label means, "" when it means none that can be trusted."""
    name = label.strip().strip("\"'").lower().split("*")[0]
    name = _ALIASES.get(name, name)
    if name in {"iso-2022-cn", "iso-2022-cn-ext"}:
        return "iso-2022-cn"
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError, UnicodeError):
        return ""
    canonical = info.name.replace("-", "_")
    if canonical in _NEVER or not getattr(info, "_is_text_encoding", True):
        return ""
    return name


def decode(raw: bytes, label: str = "") -> tuple[str, str]:
    """Text of these bytes and a defect code ("" if the label was right). Never raises, loses no byte unmarked."""
    for mark, codec in _BOMS:
        if raw.startswith(mark):
            text = _strictly(raw, codec)
            if text is not None:
                return text, ""
    codec = known(label) if label else ""
    if codec.startswith(_MULTIBYTE_UNICODE):
        text = _strictly(raw, codec)
        return (text, "") if text is not None else (guess(raw), "charset_wrong")
    if not _HIGH.search(raw):
        return _seven_bit(raw, codec, label)
    text = _eight_bit(raw, codec)
    if not label:
        return text, "charset_missing"
    if not codec:
        return text, "charset_unknown"
    return text, "" if text == _strictly(raw, codec) else "charset_wrong"


def guess(raw: bytes) -> str:
    """Unlabelled bytes: UTF-8 if they are, else the East Asian reading with the most common characters, else Western."""
    text = _strictly(raw, "utf-8")
    if text is not None:
        return text
    readings = [(t, commonness(t)) for t in (_strictly(raw, c) for c in ("gb18030", "big5hkscs")) if t is not None]
    if readings:
        best = max(readings, key=lambda pair: pair[1])
        if best[1] >= 0.3:
            return best[0]
    text = _strictly(raw, "cp1252")
    if text is not None and _looks_western(text):
        return text
    return _least_damaged(raw)


def commonness(text: str) -> float:
    """Share of everyday characters among the non-ASCII ones; a wrong reading of Chinese gives rare characters."""
    foreign = [c for c in text[:_SAMPLE] if c > "\x7f"]
    return sum(map(_everyday, foreign)) / len(foreign) if foreign else 1.0


def tidy(text: str) -> str:
    """Text that every database takes: newlines as \\n, no NULs, controls or half characters."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _SURROGATES.sub("\ufffd", _CONTROLS.sub("", text))


def bytes_of(text: str) -> bytes:
    """The bytes behind a text in which the standard parser hid them as half characters."""
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace")


def _seven_bit(raw: bytes, codec: str, label: str) -> tuple[str, str]:
    if codec == "iso-2022-cn" or (b"\x1b$)" in raw and not codec.startswith("iso2022")):
        return _iso_2022_cn(raw), ""
    if b"\x1b$" in raw and not codec:
        codec = "iso2022_jp_ext"
    if codec in {"utf-7", "hz"} or codec.startswith("iso2022"):
        text = _strictly(raw, codec)
        return (text, "") if text is not None else (raw.decode("ascii", "replace"), "charset_wrong")
    return raw.decode("ascii"), "" if codec or not label else "charset_unknown"


def _eight_bit(raw: bytes, codec: str) -> str:
    """The label is believed unless another reading is plainly the better one."""
    if codec == "iso-2022-cn":
        return _iso_2022_cn(raw)
    labelled = _strictly(raw, codec) if codec else None
    if labelled is None:
        return guess(raw)
    if codec == "utf-8":
        return labelled
    unicode = _strictly(raw, "utf-8")
    if unicode is not None and commonness(unicode) >= commonness(labelled):
        return unicode
    if codec in _WESTERN or codec.startswith(("iso8859", "iso-8859")):
        chinese = _strictly(raw, "gb18030")
        return chinese if chinese is not None and commonness(chinese) > 0.8 and _mostly_pairs(raw) else labelled
    if codec == "gb18030" and commonness(labelled) < 0.3:
        return guess(raw)
    return labelled


def _strictly(raw: bytes, codec: str) -> str | None:
    try:
        return raw.decode(codec)
    except (UnicodeError, LookupError, ValueError):
        return None


def _everyday(char: str) -> bool:
    """First-level characters of GB 2312 or Big5, and the punctuation and letters beside them."""
    if "\u3000" <= char <= "\u30ff" or "\uff01" <= char <= "\uff5e" or char in "“”‘’—…·、":
        return True
    if char > "\uffff":
        return 0x1F300 <= ord(char) <= 0x1FAFF
    try:
        return 0xB0 <= char.encode("gb2312")[0] <= 0xD7
    except UnicodeEncodeError:
        pass
    try:
        return 0xA4 <= char.encode("big5")[0] <= 0xC6
    except UnicodeEncodeError:
        return "\uac00" <= char <= "\ud7a3"


def _mostly_pairs(raw: bytes) -> bool:
    """Chinese comes in runs of high bytes; an accented Western word has them one by one."""
    runs = re.findall(rb"[\x80-\xff]+", raw[:_SAMPLE])
    return sum(len(run) for run in runs if len(run) > 1) > 0.6 * sum(map(len, runs))


def _looks_western(text: str) -> bool:
    foreign = [c for c in text[:_SAMPLE] if c > "\x7f"]
    return sum(c.isalpha() or c in "€£«»“”‘’–—…\xa0°" for c in foreign) >= 0.8 * len(foreign)


def _least_damaged(raw: bytes) -> str:
    readings = [raw.decode(codec, "replace") for codec in ("utf-8", "gb18030", "big5hkscs")]
    return min(readings, key=lambda text: text.count("\ufffd"))


def _iso_2022_cn(raw: bytes) -> str:
    """RFC 1922, which Python lacks: GB 2312 by ESC $ ) A and SO/SI. Other sets are marked as unreadable."""
    out: list[str] = []
    chinese, shifted, at = True, False, 0
    while at < len(raw):
        if raw.startswith(b"\x1b$", at) and len(raw) >= at + 4:
            chinese, at = raw[at + 2 : at + 4] in {b")A", b"(A"}, at + 4
        elif raw[at] in b"\x0e\x0f":
            shifted, at = raw[at] == 0x0E, at + 1
        elif shifted and raw[at] > 0x20 and at + 1 < len(raw):
            pair = bytes(b | 0x80 for b in raw[at : at + 2])
            out.append(pair.decode("gb2312", "replace") if chinese else "\ufffd")
            at += 2
        else:
            shifted = shifted and raw[at] not in b"\r\n"
            out.append(chr(raw[at]) if raw[at] < 0x80 else "\ufffd")
            at += 1
    return "".join(out)
