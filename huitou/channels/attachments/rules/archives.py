"""A look into a zip archive that unpacks nothing: only its central directory is read."""

from __future__ import annotations

import io
import struct
import zipfile
from dataclasses import dataclass

_MACROS = ("vbaproject.bin", "vbadata.xml", "xlmacros", "macrosheets/")
_PROGRAMS = {"meta-inf/manifest.mf", "androidmanifest.xml", "classes.dex"}
_LOCAL_HEADER = 30
_MANY = 65_000


@dataclass(frozen=True)
class Archive:
    """What the directory says. `overlapping`: entries share their bytes, which only bombs do."""

    entries: int = 0
    unpacked: int = 0
    names: tuple[str, ...] = ()
    encrypted: bool = False
    macros: bool = False
    is_program: bool = False
    overlapping: bool = False
    broken: bool = False


def look_into(content: bytes) -> Archive:
    """The directory of a zip file; `broken` when it has none that can be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, struct.error, ValueError, NotImplementedError, OSError, UnicodeError, EOFError):
        return Archive(broken=True)
    names = tuple(info.filename for info in infos[:_MANY])
    small = {name.lower() for name in names}
    return Archive(
        entries=len(infos),
        unpacked=sum(info.file_size for info in infos),
        names=names,
        encrypted=any(info.flag_bits & 1 for info in infos),
        macros=any(mark in name for name in small for mark in _MACROS),
        is_program=bool(small & _PROGRAMS),
        overlapping=_overlapping(infos, len(content)),
    )


def _overlapping(infos: list[zipfile.ZipInfo], size: int) -> bool:
    """Each entry must end before the next one starts, and all within the file."""
    end = 0
    for info in sorted(infos, key=lambda one: one.header_offset):
        if info.header_offset < end:
            return True
        end = info.header_offset + _LOCAL_HEADER + info.compress_size
    return end > size
