"""Width and height of a picture from its header, without decoding it."""

from __future__ import annotations

import struct

_JPEG_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}


def dimensions(content: bytes, kind: str) -> tuple[int, int]:
    """(width, height) in pixels; (0, 0) when the header is broken or the kind is no picture that we show."""
    read = {"image/png": _png, "image/gif": _gif, "image/jpeg": _jpeg, "image/webp": _webp}.get(kind)
    try:
        return read(content) if read else (0, 0)
    except (struct.error, IndexError):
        return 0, 0


def _png(content: bytes) -> tuple[int, int]:
    width, height = struct.unpack_from(">II", content, 16)
    return (width, height) if content[12:16] == b"IHDR" else (0, 0)


def _gif(content: bytes) -> tuple[int, int]:
    width, height = struct.unpack_from("<HH", content, 6)
    return width, height


def _jpeg(content: bytes) -> tuple[int, int]:
    at = 2
    while True:
        while content[at] != 0xFF:
            at += 1
        while content[at] == 0xFF:
            at += 1
        marker = content[at]
        if marker in _JPEG_FRAMES:
            height, width = struct.unpack_from(">HH", content, at + 4)
            return width, height
        at += 1
        if marker not in {0x01, *range(0xD0, 0xDA)}:
            at += max(2, struct.unpack_from(">H", content, at)[0])


def _webp(content: bytes) -> tuple[int, int]:
    form = content[12:16]
    if form == b"VP8X" and len(content) >= 30:
        return 1 + int.from_bytes(content[24:27], "little"), 1 + int.from_bytes(content[27:30], "little")
    if form == b"VP8L" and content[20] == 0x2F:
        bits = struct.unpack_from("<I", content, 21)[0]
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if form == b"VP8 " and content[23:26] == b"\x9d\x01\x2a":
        width, height = struct.unpack_from("<HH", content, 26)
        return width & 0x3FFF, height & 0x3FFF
    return 0, 0
