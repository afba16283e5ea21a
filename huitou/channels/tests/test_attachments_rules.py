"""Files that guests of 云栖酒店西湖店 send: what 小林 may see at once, download with a warning, or never."""

import io
import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huitou.channels.attachments.rules import Bounds, Danger, check
from huitou.channels.attachments.rules.names import disposition, safe_name


def png(width=10, height=10):
    return b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR" + struct.pack(">II", width, height) + b"\x08\x02\0\0\0"


def gif(width=10, height=10):
    return b"GIF89a" + struct.pack("<HH", width, height) + b"\0"


def jpeg(width=10, height=10):
    return (
        b"\xff\xd8\xff\xe0\0\x10JFIF\0"
        + b"\0" * 9
        + b"\xff\xff\xc2\0\x11\x08"
        + struct.pack(">HH", height, width)
        + b"\x03"
    )


def webp(width=10, height=10):
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0" + size


def lossless(width, height):
    return b"RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f" + struct.pack("<I", width - 1 | height - 1 << 14)


def lossy(width, height):
    return b"RIFF\0\0\0\0WEBPVP8 \0\0\0\0\0\0\0\x9d\x01\x2a" + struct.pack("<HH", width, height)


def archive(*names, content=b"x"):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name in names:
            file.writestr(name, content)
    return out.getvalue()


def encrypted():
    raw = bytearray(archive("a.txt"))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        raw[raw.index(signature) + offset] |= 1
    return bytes(raw)


def overlapping():
    """Two directory entries for the same bytes, the way of the better bombs."""
    raw = archive("a", "b")
    directory = raw.index(b"PK\x01\x02")
    second = raw.index(b"PK\x01\x02", directory + 1)
    return raw[: second + 42] + struct.pack("<I", 0) + raw[second + 46 :]


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.mark.parametrize(
    ("content", "name", "served", "size"),
    [
        (png(), "a.png", "image/png", (10, 10)),
        (jpeg(800, 600), "a.JPG", "image/jpeg", (800, 600)),
        (jpeg(), "a.jpeg", "image/jpeg", (10, 10)),
        (gif(3, 4), "a.gif", "image/gif", (3, 4)),
        (webp(300, 200), "a.webp", "image/webp", (300, 200)),
        (lossless(300, 200), "a.webp", "image/webp", (300, 200)),
        (lossy(300, 200), "a.webp", "image/webp", (300, 200)),
    ],
)
def test_pictures_are_shown(content, name, served, size):
    verdict = check(content, name)
    assert (verdict.served_type, verdict.inline, verdict.dangers, verdict.refused) == (served, True, (), "")
    assert (verdict.name, verdict.width, verdict.height) == (name, *size)


@pytest.mark.parametrize(
    ("content", "name", "kind", "dangers"),
    [
        (b"%PDF-1.7 ...", "账单.pdf", "application/pdf", ()),
        (b"%PDF-1.7 /JavaScript", "账单.pdf", "application/pdf", (Danger.ACTIVE,)),
        (b"%PDF-1.7 /Encrypt", "账单.pdf", "application/pdf", (Danger.ENCRYPTED,)),
        ("房间漏水".encode(), "说明.txt", "text", ()),
        ("房间漏水".encode("gbk"), "说明.txt", "text", ()),
        (b"<!DOCTYPE html><p>", "a.txt", "html", (Danger.ACTIVE,)),
        (b"\xef\xbb\xbf \n<script>evil()</script>", "a.png", "html", (Danger.ACTIVE,)),
        ("<script>x</script>".encode("utf-16"), "a.txt", "html", (Danger.ACTIVE,)),
        (b"<svg onload=evil()>", "a.svg", "svg", (Danger.ACTIVE,)),
        (b"<?xml version='1.0'?><svg xmlns='x'>", "a.png", "svg", (Danger.ACTIVE,)),
        (b"<?xml version='1.0'?><a/>", "a.xml", "xml", (Danger.ACTIVE,)),
        (b"CWS\x09", "a.swf", "swf", (Danger.ACTIVE,)),
        (b"{\\rtf1 }", "a.rtf", "rtf", (Danger.ACTIVE,)),
        (archive("[Content_Types].xml", "word/document.xml"), "a.docx", "office", ()),
        (archive("[Content_Types].xml", "word/vbaProject.bin"), "a.docm", "office", (Danger.MACROS,)),
        (archive("[Content_Types].xml", "word/vbaProject.bin"), "a.docx", "office", (Danger.MACROS,)),
        (OLE + "_VBA_PROJECT".encode("utf-16-le"), "a.doc", "ole", (Danger.MACROS,)),
        (OLE, "a.doc", "ole", ()),
        (archive("照片/1.jpg"), "照片.zip", "zip", ()),
        (archive("发票.pdf.exe"), "发票.zip", "zip", (Danger.PROGRAM_INSIDE,)),
        (encrypted(), "a.zip", "zip", (Danger.ENCRYPTED,)),
        (archive("a")[:-10], "a.zip", "zip", (Danger.BROKEN,)),
        (b"Rar!\x1a\x07\x01\0", "a.rar", "rar", ()),
        (b"\0\0\0\x18ftypmp42", "a.mp4", "video", ()),
        (b"#!AMR\n", "语音.amr", "audio", ()),
        (b"BM\0\0", "a.bmp", "bmp", ()),
        (b"MZ is how my text begins", "a.txt", "text", ()),
        (b"\x01\x02\0\x04", "a", "unknown", ()),
        (b"hello", "a.html", "text", (Danger.ACTIVE,)),
    ],
)
def test_all_else_is_a_download(content, name, kind, dangers):
    verdict = check(content, name)
    assert (verdict.kind, verdict.dangers, verdict.refused, verdict.inline) == (kind, dangers, "", False)
    assert verdict.served_type == ("application/pdf" if kind == "application/pdf" else "application/octet-stream")
    assert verdict.name == name


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (b"MZ\x90\0\x03\0\0\0", "发票.pdf", "exe"),
        (b"MZ\x90\0\x03\0\0\0", "发票\u202efdp.exe", "exe"),
        (b"\x7fELF\x02\x01", "a", "elf"),
        (b"\xcf\xfa\xed\xfe\x07", "a", "macho"),
        (b"\xca\xfe\xba\xbe\0\0", "a.class", "class"),
        (b"L\0\0\0\x01\x14\x02\0\0", "a.txt", "lnk"),
        (b"#!/bin/sh\nrm", "a.txt", "script"),
        (OLE + bytes.fromhex("84100c0000000000c000000000000046"), "a.doc", "msi"),
        (b"del *.*", "a.bat", "bat"),
        (b"del *.*", "a.CMD ", "cmd"),
        (b"x", "a.js", "js"),
        (b"x", "a.vbs", "vbs"),
        (b"<script>", "a.hta", "hta"),
        (b"x", "发票.pdf.exe", "exe"),
        (archive("META-INF/MANIFEST.MF", "A.class"), "a.zip", "jar"),
        (archive("AndroidManifest.xml", "classes.dex"), "a.zip", "jar"),
    ],
)
def test_programs_are_refused(content, name, kind):
    verdict = check(content, name)
    assert (verdict.refused, dict(verdict.params)) == ("attachments.program", {"kind": kind})
    assert not verdict.inline
    assert verdict.served_type == "application/octet-stream"


def test_empty_and_too_large_files_are_refused():
    assert check(b"", "a.txt").refused == "attachments.empty"
    verdict = check(b"12345", "a.txt", Bounds(file=4))
    assert (verdict.refused, dict(verdict.params)) == ("attachments.too_large", {"size": 5, "limit": 4})
    assert check(b"1234", "a.txt", Bounds(file=4)).refused == ""


@pytest.mark.parametrize(
    ("content", "bomb"),
    [
        (archive("a", content=b"\0" * 20_000_000), True),
        (archive("a", content=b"\0" * 5_000_000), False),
        (archive("a", content=bytes(range(256)) * 4), False),
        (archive(*map(str, range(10_001)), content=b""), True),
        (overlapping(), True),
    ],
    ids=["ratio", "small", "honest", "entries", "overlapping"],
)
def test_bombs_are_found_without_unpacking(content, bomb, monkeypatch):
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_: pytest.fail("unpacked"))
    assert (check(content, "a.zip").refused == "attachments.bomb") is bomb


@pytest.mark.parametrize("content", [png(60_000, 60_000), gif(25_000, 10), jpeg(10_000, 10_000), webp(16_000_000, 1)])
def test_huge_pictures_are_not_shown(content):
    verdict = check(content, "a")
    assert (verdict.inline, verdict.served_type, Danger.HUGE_PICTURE in verdict.dangers) == (
        False,
        "application/octet-stream",
        True,
    )


@pytest.mark.parametrize("content", [png()[:20], gif()[:8], jpeg()[:10], b"RIFF\0\0\0\0WEBPVP8X", png(0, 5)])
def test_pictures_with_a_broken_header_are_not_shown(content):
    verdict = check(content, "a.png")
    assert (verdict.inline, Danger.BROKEN in verdict.dangers) == (False, True)


def test_a_picture_under_another_name_is_served_as_the_picture_it_is():
    verdict = check(png(), "a.html")
    assert (verdict.name, verdict.served_type, verdict.dangers) == (
        "a.html.png",
        "image/png",
        (Danger.OTHER_THAN_NAMED,),
    )


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("发票.pdf", "发票.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\王\\发票.pdf", "发票.pdf"),
        ("发票\u202efdp.exe", "发票fdp.exe"),
        ("a\u200b\ufeff\x00\x1f.txt", "a__.txt"),
        ("a\r\nSet-Cookie: x.txt", "a__Set-Cookie_ x.txt"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("com1.tar.gz", "_com1.tar.gz"),
        ("contact.txt", "contact.txt"),
        ("a.txt. . ", "a.txt"),
        ("  .htaccess", "htaccess"),
        ("...", "附件"),
        ("", "附件"),
        ("/", "附件"),
        ('a<b>:"|?*.txt', "a_b______.txt"),
        ("e\u0301.txt", "é.txt"),
        ("😀.png", "😀.png"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
        ("漏" * 300 + ".pdf", "漏" * 65 + ".pdf"),
        ("\ud800a.txt", "a.txt"),
    ],
)
def test_names_are_made_safe(name, safe):
    assert safe_name(name) == safe


@given(st.text(max_size=300))
def test_any_name_becomes_one_safe_part(name):
    safe = safe_name(name)
    assert safe
    assert safe == safe_name(safe)
    assert len(safe) <= 120
    assert len(safe.encode()) <= 200
    assert not set(safe) & set('/\\<>:"|?*\u202e\0\n\r')


@given(st.binary(max_size=300), st.sampled_from([png(), jpeg(), gif(), webp(), b"PK\x03\x04", OLE, b"%PDF-", b""]))
def test_any_bytes_get_a_verdict(tail, head):
    verdict = check(head + tail, "a")
    assert not verdict.inline or verdict.served_type.startswith("image/")


def test_the_header_carries_both_names():
    assert disposition('发"票;.pdf', inline=False) == (
        "attachment; filename=\"____.pdf\"; filename*=UTF-8''%E5%8F%91%22%E7%A5%A8%3B.pdf"
    )
    assert disposition("a.png", inline=True) == "inline; filename=\"a.png\"; filename*=UTF-8''a.png"
