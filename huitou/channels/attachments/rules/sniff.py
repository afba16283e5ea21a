"""What a file is by its first bytes."""

from __future__ import annotations

import re

_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"), (b"GIF87a", "image/gif"), (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"), (b"MZ", "exe"), (b"\x7fELF", "elf"), (b"\xca\xfe\xba\xbe", "class"),
    (b"\xfe\xed\xfa\xce", "macho"), (b"\xfe\xed\xfa\xcf", "macho"), (b"\xce\xfa\xed\xfe", "macho"), (b"\xcf\xfa\xed\xfe", "macho"),
    (b"L\0\0\0\x01\x14\x02\0", "lnk"), (b"#!", "script"), (b"\0asm", "wasm"), (b"ITSF", "chm"),
    (b"FWS", "swf"), (b"CWS", "swf"), (b"ZWS", "swf"), (b"{\\rtf", "rtf"),
    (b"Rar!\x1a\x07", "rar"), (b"7z\xbc\xaf\x27\x1c", "7z"), (b"\x1f\x8b", "gzip"), (b"BZh", "bzip2"), (b"\xfd7zXZ\0", "xz"),
    (b"BM", "bmp"), (b"II*\0", "tiff"), (b"MM\0*", "tiff"), (b"ID3", "audio"), (b"OggS", "audio"), (b"fLaC", "audio"),
    (b"#!AMR", "audio"), (b"\x1aE\xdf\xa3", "video"), (b"FLV", "video"),
)  # fmt: skip
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The class of an installer package, where OLE keeps the class of its root.
_MSI = bytes.fromhex("8410 0c00 0000 0000 c000 0000 0000 0046".replace(" ", ""))
_HTML = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|script|iframe|img|svg|a|b|br|div|font|h1|p|style|table|title|meta|object|embed|form|base|link)[\s/>]",
    re.I,
)


def sniff(content: bytes) -> str:
    """A media type for what may be shown or named (png, jpeg, gif, webp, pdf), else a short word for its kind.

    Words: exe elf macho class lnk script msi wasm chm (programs), html svg xml swf rtf (active), zip office ole rar 7z gzip
    bzip2 xz (archives and documents), audio video bmp tiff, text, unknown.
    """
    if content.startswith(b"#!AMR"):
        return "audio"
    for magic, kind in _MAGIC:
        if content.startswith(magic):
            return kind if kind != "exe" or _is_program(content) else _textual(content)
    if content[:4] == b"RIFF" and len(content) >= 12:
        return {b"WEBP": "image/webp", b"WAVE": "audio", b"AVI ": "video"}.get(content[8:12], "unknown")
    if content[4:8] == b"ftyp":
        return "audio" if content[8:11] == b"M4A" else "video"
    if content[:4] in {b"PK\x03\x04", b"PK\x05\x06"}:
        return "office" if b"[Content_Types].xml" in content[:4096] else "zip"
    if content.startswith(_OLE):
        return "msi" if _MSI in content else "ole"
    return _textual(content)


def _is_program(content: bytes) -> bool:
    """A text may begin with MZ; a program has bytes that no text has."""
    return b"\0" in content[:256] or len(content) < 2


def _textual(content: bytes) -> str:
    head = content[:2048]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "ignore").encode()
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\0 \t\r\n\x0c")
    if re.search(rb"<svg[\s>]", head, re.I):
        return "svg"
    if head.startswith(b"<?xml") and not re.search(rb"<html[\s>]", head, re.I):
        return "xml"
    if _HTML.search(head):
        return "html"
    if head.startswith(b"<!"):
        return "xml"
    if b"\0" in content[:4096]:
        return "unknown"
    return "text"
