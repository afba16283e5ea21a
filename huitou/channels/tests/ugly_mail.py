"""A seeded generator of broken mails: every charset muddle in every broken structure, under damaged headers."""

from __future__ import annotations

import base64
import quopri
import random
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass

# Characters that GB 2312, Big5 and JIS all have, so that one marker serves every charset.
MARKER = "西湖大山中水7321"
LINES = f"您好\n{MARKER}\n大人小子上下左右\n" + "天地日月山水\n" * 8
COMMON = LINES.replace("您好", "王小子")
FILE = b"%PDF-1.4 \x00\xff\r\n\r bytes that must stay"
TNEF_FILE = b"PK\x03\x04 the file in winmail.dat"


@dataclass(frozen=True)
class Ugly:
    """A broken mail, whether its text can be read at all, and the file that must come out unharmed."""

    name: str
    raw: bytes
    file: bytes | None = None


@dataclass(frozen=True)
class Body:
    """A text part: its own headers and its bytes, and the text as HTML under the same muddle."""

    name: str
    headers: bytes
    plain: bytes
    html: bytes


def _iso_2022_cn(text: str) -> bytes:
    out = []
    for char in text:
        raw = char.encode("gb2312")
        out.append(b"\x1b$)A\x0e" + bytes(b & 0x7F for b in raw) + b"\x0f" if len(raw) == 2 else raw)
    return b"".join(out)


def _body(
    name: str, label: str | None, codec: str | Callable[[str], bytes], transfer: str = "8bit", text: str = COMMON
) -> Body:
    encode = codec if callable(codec) else lambda t: t.encode(codec)
    page = "<p>" + text.replace("\n", "</p>\n<p>") + "</p><script>alert(1)</script>"
    wrap = {"8bit": bytes, "base64": base64.encodebytes, "quoted-printable": quopri.encodestring}[
        transfer.split("/")[0]
    ]
    header = (f"; charset={label}" if label is not None else "") + "\n"
    if "/" not in transfer:
        header += f"Content-Transfer-Encoding: {transfer}\n"
    return Body(name, header.encode(), wrap(encode(text)), wrap(encode(page)))


BODIES = [
    _body("utf8 8bit", "utf-8", "utf-8", text=LINES),
    _body("utf8 base64", "utf-8", "utf-8", "base64", text=LINES),
    _body("utf8 quoted", '"UTF-8"', "utf-8", "quoted-printable", text=LINES),
    _body("utf8 said to be gb2312", "gb2312", "utf-8", text=LINES),
    _body("gb18030 said to be gb2312", "gb2312", "gb18030", text=LINES + "镕囍\U00020000"),
    _body("gbk said to be utf8", "utf-8", "gbk", "base64", text=LINES),
    _body("gbk said to be latin1", "iso-8859-1", "gbk", text=LINES),
    _body("gbk said to be ascii", "us-ascii", "gbk", "quoted-printable", text=LINES),
    _body("gbk unsaid", None, "gbk", text=LINES),
    _body("utf8 unsaid", None, "utf-8", text=LINES),
    _body("gbk of unknown name", "x-unknown-8bit", "gbk", text=LINES),
    _body("big5", "big5", "big5"),
    _body("big5 unsaid", None, "big5"),
    _body("jp", "iso-2022-jp", "iso2022_jp"),
    _body("sjis", "Shift_JIS", "cp932", "base64"),
    _body("cn", "ISO-2022-CN", _iso_2022_cn),
    _body("hz", "hz-gb-2312", "hz"),
    _body("utf7", "utf-7", "utf-7"),
    _body("said to be utf7", "utf-7", "utf-8"),
    _body("utf16", "utf-16", "utf-16", "base64"),
    _body("empty charset", '""', "utf-8", "base64"),
    _body("zip as charset", "zip", "utf-8"),
    _body("transfer unsaid", "utf-8", "utf-8", "base64/unsaid"),
]

HEADERS = [
    b"From: =?gb2312?B?zfXFrsq/?= <wang@example.com>\nSubject: ok\nDate: Sun, 1 Mar 2026 10:00:00 +0800\n",
    "From: 王女士 <wang@example.com>\nSubject: 漏水\nDate: 昨天\n".encode("gbk"),
    "From: 王女士 <wang@example.com>\nSubject: 漏水 =?utf-8?B?5ryP?=\nTo: 客服：<a@b.cn>，<c@d.cn>\n".encode(),
    b"From: a@b.cn\nFrom: c@d.cn, e@f.cn\nSubject: =?utf-8?B?5oiR55qE6?=\n =?utf-8?B?K6i5Y2V?=\nDate: 99 Foo 20x6\n",
    b"Subject: =?x-nope?Q?=B2=BB_=E5?= =?utf-8?Z?abc?= =?utf-8?B?!!!?= =?utf-8?Q?=E6=BC\nTo: group:;\n",
    b"From:\nTo: undisclosed-recipients:;\nSubject:\nMessage-ID: <>\nIn-Reply-To: <a b> (c\nReferences: <<<>>> <x@y>\n",
    b"From: \"unclosed <wang@example.com>\nDate: Mon, 32 Feb 2026 25:61:99 +9999\nSubject: " + b"x" * 3000 + b"\n",
    b"Received: from a by b; Sun, 1 Mar 2026 02:00:00 +0000\nFrom: <@@>\nX-Broken line without colon\nSubject: \x00\x01\xff\n",
    b"Message-ID: <1@x>\nFrom: =?utf-8?Q?a=40b=2Ecn?=\nSubject: =?utf-7?Q?+AGEA-?=\nDate: Thu, 1 Jan 9999999 00:00:00\n",
    b"From: mailer <m@x>\n continued\n\tagain\nSubject: a\n\n b\nX: \xb2\xbb\nAuto-Submitted: \xff\nContent-Disposition: ;;;=\n",
]  # fmt: skip

Structure = Callable[[bytes, Body], tuple[bytes, bytes | None]]


def _part(kind: str, body: Body) -> bytes:
    return f"Content-Type: text/{kind}".encode() + body.headers + b"\n" + (body.html if kind == "html" else body.plain)


def _file(name: bytes) -> bytes:
    return (
        b"Content-Type: application/pdf" + name + b"\nContent-Disposition: attachment\n"
        b"Content-Transfer-Encoding: base64\n\n" + base64.encodebytes(FILE)
    )


def _multi(kind: str, parts: list[bytes], *, close: bool = True, declare: str = '; boundary="b0"') -> bytes:
    inner = b"".join(b"\n--b0\n" + part for part in parts)
    return f"Content-Type: multipart/{kind}{declare}\n\npreamble".encode() + inner + (b"\n--b0--\n" if close else b"")


def _tnef() -> bytes:
    def attribute(level: int, name: int, data: bytes) -> bytes:
        return struct.pack("<BHHI", level, name, 6, len(data)) + data + b"\0\0"

    return (
        struct.pack("<IH", 0x223E9F78, 1)
        + attribute(2, 0x9002, b"\0" * 14)
        + attribute(2, 0x8010, "发票.zip".encode("gbk") + b"\0")
        + attribute(2, 0x800F, TNEF_FILE)
    )


def _with_tnef(head: bytes, body: Body) -> tuple[bytes, bytes | None]:
    winmail = b"Content-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\n"
    return head + _multi("mixed", [_part("plain", body), winmail + base64.encodebytes(_tnef())]), TNEF_FILE


def _nested(head: bytes, body: Body) -> tuple[bytes, bytes | None]:
    inner = b"From: a@b.cn\nSubject: inner\n" + _part("plain", body)
    return head + _multi("mixed", [b"Content-Type: message/rfc822\n\n" + inner]), None


def _deep(head: bytes, body: Body) -> tuple[bytes, bytes | None]:
    wrapped = _part("plain", body)
    for level in range(12):
        wrapped = (
            f'Content-Type: multipart/mixed; boundary="d{level}"\n\n--d{level}\n'.encode()
            + wrapped
            + f"\n--d{level}--\n".encode()
        )
    return head + wrapped, None


STRUCTURES: dict[str, Structure] = {
    "plain": lambda head, body: (head + _part("plain", body), None),
    "html": lambda head, body: (head + _part("html", body), None),
    "crlf": lambda head, body: ((head + _multi("mixed", [_part("html", body)])).replace(b"\n", b"\r\n"), None),
    "bare cr": lambda head, body: ((head + _part("plain", body)).replace(b"\n", b"\r"), None),
    "blank lines and a mark first": lambda head, body: (b"\xef\xbb\xbf\r\n\n" + head + _part("plain", body), None),
    "escaped envelope": lambda head, body: (b">From x Mon\n" + head + _part("plain", body), None),
    "nuls": lambda head, body: (head + _multi("mixed", [b"\0\0", _part("plain", body), b"\0"]) + b"\0" * 50, None),
    "alternative": lambda head, body: (head + _multi("alternative", [_part("plain", body), _part("html", body)]), None),
    "alternative with an empty plain": lambda head, body: (
        head + _multi("alternative", [b"Content-Type: text/plain\n\n \n", _part("html", body)]), None),
    "file": lambda head, body: (
        head + _multi("mixed", [_part("plain", body), _file(b"; name*0*=gb2312''%B7%A2; name*1*=%C6%B1; name*2=.pdf")]), FILE),
    "file, raw name": lambda head, body: (
        head + _multi("mixed", [_part("plain", body), _file('; name="发 票.pdf'.encode("gbk"))]), FILE),
    "file without an end": lambda head, body: (
        head + _multi("mixed", [_part("html", body), _file(b"; name=../../etc/passwd")], close=False), FILE),
    "related": lambda head, body: (
        head + _multi("related", [_part("html", body), _file(b"\nContent-ID: <pic>")]), FILE),
    "boundary not declared": lambda head, body: (head + _multi("mixed", [_part("plain", body)], declare=""), None),
    "boundary wrong": lambda head, body: (head + _multi("mixed", [_part("plain", body)], declare="; boundary=zz"), None),
    "two boundaries": lambda head, body: (
        head + _multi("mixed", [_part("plain", body)], declare="; boundary=b0; boundary=b1"), None),
    "unknown multipart": lambda head, body: (head + _multi("nonsense", [_part("plain", body)]), None),
    "mail in a mail": _nested,
    "deep": _deep,
    "winmail": _with_tnef,
    "duplicate type": lambda head, body: (head + _part("plain", body).replace(b"\n", b"\nContent-Type: image/png\n", 1), None),
    "no other header": lambda head, body: (_part("plain", body), None),
}  # fmt: skip


def ugly_mails(seed: int = 20261122) -> Iterator[Ugly]:
    """Every body in every structure, each under a header block chosen by the seed."""
    chance = random.Random(seed)
    for structure, build in STRUCTURES.items():
        for body in BODIES:
            at = chance.randrange(len(HEADERS))
            raw, file = build(
                HEADERS[at] if not HEADERS[at].count(b"\n\n") else HEADERS[at].replace(b"\n\n", b"\n"), body
            )
            yield Ugly(f"{structure} / {body.name} / head {at}", raw, file)


def mutated(raw: bytes, chance: random.Random) -> bytes:
    """The mail with a few bytes changed, cut out, doubled or its end lost."""
    data = bytearray(raw)
    for _ in range(chance.randrange(1, 12)):
        at, length = chance.randrange(len(data)), chance.randrange(1, 40)
        action = chance.randrange(4)
        if action == 0:
            data[at] = chance.randrange(256)
        elif action == 1:
            data[at:at] = data[max(0, at - length) : at]
        elif action == 2 and len(data) > 2 * length:
            del data[at : at + length]
        elif action == 3 and chance.random() < 0.2:
            del data[at + 1 :]
    return bytes(data)
