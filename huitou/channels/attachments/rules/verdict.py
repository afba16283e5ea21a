"""What may be kept of a file that somebody sent, and how it may be handed out again.

Decided by the bytes, never by the name or by what the sender says. Nothing is ever unpacked: the sizes of an archive
come from its central directory, those of a picture from its header.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from huitou.channels.attachments.rules.archives import Archive, look_into
from huitou.channels.attachments.rules.names import extension, safe_name, with_extension
from huitou.channels.attachments.rules.pictures import dimensions
from huitou.channels.attachments.rules.sniff import sniff

OCTETS = "application/octet-stream"
INLINE = {"image/png": ".png", "image/jpeg": ".jpg", "image/gif": ".gif", "image/webp": ".webp"}
_DOWNLOADS = {"application/pdf": ".pdf"}
_JPEG_NAMES = {".jpg", ".jpeg", ".jfif"}
_RUNNABLE_KINDS = {"exe", "elf", "macho", "class", "lnk", "script", "msi", "wasm", "chm"}
# What Windows runs at a double click although it is plain text or an archive.
_RUNNABLE = (
    ".exe .com .scr .pif .cpl .dll .sys .msi .msp .msix .appx .bat .cmd .ps1 .psm1 .vbs .vbe .js .jse .wsf .wsh .hta .lnk "
    ".url .scf .inf .reg .jar .apk .app .dmg .pkg .deb .rpm .sh .run .command .chm .gadget .xll .ade .mde .iso .img .vhd"
)
_ACTIVE = ".html .htm .xhtml .mht .mhtml .svg .svgz .xml .xsl .swf .mjs .eml"
_RUNNABLE_NAMES = frozenset(_RUNNABLE.split())
_ACTIVE_KINDS = {"html", "svg", "xml", "swf", "rtf"}
_ACTIVE_NAMES = frozenset(_ACTIVE.split())


class Danger(StrEnum):
    """What a person should know before opening a file."""

    ACTIVE = "active_content"
    MACROS = "macros"
    PROGRAM_INSIDE = "program_inside"
    ENCRYPTED = "encrypted"
    BROKEN = "broken"
    HUGE_PICTURE = "picture_too_large"
    OTHER_THAN_NAMED = "other_than_named"


@dataclass(frozen=True)
class Bounds:
    """Sizes in bytes, pictures in pixels. An archive is a bomb above `ratio` if it unpacks to more than `harmless`."""

    file: int = 25 * 1024 * 1024
    unpacked: int = 500 * 1024 * 1024
    ratio: int = 100
    harmless: int = 10 * 1024 * 1024
    entries: int = 10_000
    pixels: int = 50_000_000
    side: int = 20_000


@dataclass(frozen=True)
class Verdict:
    """Whether a file is kept, and if so under which name and how it is served.

    `refused` is "" or a code of the sentence: attachments.empty, .too_large (size, limit), .program (kind), .bomb (size).
    `inline` is only ever true for the four kinds of raster picture in INLINE; all else is a download.
    """

    name: str
    served_type: str
    inline: bool
    kind: str
    size: int
    dangers: tuple[Danger, ...] = ()
    refused: str = ""
    params: tuple[tuple[str, str | int], ...] = ()
    width: int = 0
    height: int = 0


def check(content: bytes, name: str, bounds: Bounds | None = None) -> Verdict:
    """Judge a file by its bytes; the name only makes it worse, never better."""
    bounds = bounds or Bounds()
    shown = safe_name(name)
    kind = sniff(content)
    archive = look_into(content) if kind in {"zip", "office"} else None
    refused, params = _refusal(content, shown, kind, archive, bounds)
    if refused:
        return Verdict(shown, OCTETS, False, kind, len(content), refused=refused, params=params)
    width, height = dimensions(content, kind)
    dangers = _dangers(content, shown, kind, archive)
    if kind in INLINE:
        return _picture(shown, kind, len(content), dangers, width, height, bounds)
    served = kind if kind in _DOWNLOADS else OCTETS
    return Verdict(shown, served, False, kind, len(content), dangers)


def _refusal(
    content: bytes, name: str, kind: str, archive: Archive | None, bounds: Bounds
) -> tuple[str, tuple[tuple[str, str | int], ...]]:
    if not content:
        return "attachments.empty", ()
    if len(content) > bounds.file:
        return "attachments.too_large", (("size", len(content)), ("limit", bounds.file))
    if kind in _RUNNABLE_KINDS:
        return "attachments.program", (("kind", kind),)
    if extension(name) in _RUNNABLE_NAMES and kind not in INLINE and kind not in _DOWNLOADS:
        return "attachments.program", (("kind", extension(name).lstrip(".")),)
    if archive and archive.is_program:
        return "attachments.program", (("kind", "jar"),)
    if archive and is_bomb(archive, len(content), bounds):
        return "attachments.bomb", (("size", archive.unpacked),)
    return "", ()


def is_bomb(archive: Archive, size: int, bounds: Bounds) -> bool:
    """More than may be unpacked, too many files, files that share their bytes, or a ratio no honest archive has."""
    if archive.unpacked > bounds.unpacked or archive.entries > bounds.entries or archive.overlapping:
        return True
    return archive.unpacked > bounds.harmless and archive.unpacked > bounds.ratio * size


def _dangers(content: bytes, name: str, kind: str, archive: Archive | None) -> tuple[Danger, ...]:
    found = []
    if kind in _ACTIVE_KINDS or extension(name) in _ACTIVE_NAMES:
        found.append(Danger.ACTIVE)
    if (archive and archive.macros) or (kind == "ole" and _ole_macros(content)):
        found.append(Danger.MACROS)
    if archive and any(extension(inner) in _RUNNABLE_NAMES for inner in archive.names):
        found.append(Danger.PROGRAM_INSIDE)
    if (archive and archive.encrypted) or (kind == "application/pdf" and b"/Encrypt" in content):
        found.append(Danger.ENCRYPTED)
    if archive and archive.broken:
        found.append(Danger.BROKEN)
    if kind == "application/pdf" and any(mark in content for mark in (b"/JavaScript", b"/Launch", b"/EmbeddedFile")):
        found.append(Danger.ACTIVE)
    return tuple(dict.fromkeys(found))


def _ole_macros(content: bytes) -> bool:
    """Directory entries of old Office files are UTF-16; a VBA project always has these."""
    return any(mark.encode("utf-16-le") in content for mark in ("_VBA_PROJECT", "VBA", "Macros"))


def _picture(
    name: str, kind: str, size: int, dangers: tuple[Danger, ...], width: int, height: int, bounds: Bounds
) -> Verdict:
    fits = 0 < width <= bounds.side and 0 < height <= bounds.side and width * height <= bounds.pixels
    if not fits:
        dangers = (*dangers, Danger.HUGE_PICTURE if width and height else Danger.BROKEN)
    wanted = INLINE[kind]
    if extension(name) != wanted and not (wanted == ".jpg" and extension(name) in _JPEG_NAMES):
        name, dangers = with_extension(name, wanted), (*dangers, Danger.OTHER_THAN_NAMED)
    dangers = tuple(danger for danger in dangers if danger is not Danger.ACTIVE)
    return Verdict(name, kind if fits else OCTETS, fits, kind, size, dangers, width=width, height=height)
