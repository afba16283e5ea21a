"""Walks the parts of a mail: what is its text, what are its files, and what was too much."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import Message

from huitou.channels.email import markup, tnef, uu
from huitou.channels.email.charsets import decode, guess, tidy
from huitou.channels.email.headers import children, parameters, raw_value, unbase64, words
from huitou.channels.email.parsed import Limits, ParsedAttachment
from huitou.channels.email.transfer import content

_BODY_TYPES = {
    "text/plain",
    "text/html",
    "text/enriched",
    "text/richtext",
    "text/markdown",
    "text",
    "plain/text",
    "text/text",
    "",
}
_EXTENSIONS = {
    "image/png": ".png", "image/jpeg": ".jpg", "image/gif": ".gif", "image/webp": ".webp", "application/pdf": ".pdf",
    "text/calendar": ".ics", "text/plain": ".txt", "text/html": ".html", "text/csv": ".csv", "message/rfc822": ".eml",
    "application/zip": ".zip", "application/ms-tnef": ".dat", "message/delivery-status": ".txt",
}  # fmt: skip
_TEXT_BYTES = 16_000_000
_STUB = re.compile(
    r"(?:不支持|无法显示|不能显示|请使用).{0,30}(?:html|超文本)|(?:not|n't|cannot|enable).{0,40}html|view .{0,30}(?:in html|as html)",
    re.I | re.S,
)
_META = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w.:-]{2,40})", re.I)
_DATA_PICTURE = re.compile(r"data:(image/(?:png|jpe?g|gif|webp));base64,([A-Za-z0-9+/=\s%]+)", re.I)


@dataclass
class Segment:
    """One stretch of the body in its plain and its HTML form; either may be missing."""

    plain: str = ""
    html: str = ""


@dataclass
class Gathered:
    """What the walk has found so far."""

    limits: Limits
    segments: list[Segment] = field(default_factory=list)
    attachments: list[ParsedAttachment] = field(default_factory=list)
    defects: list[str] = field(default_factory=list)
    fallback: str = ""
    parts: int = 0
    size: int = 0

    def defect(self, code: str) -> None:
        if code and code not in self.defects and len(self.defects) < 100:
            self.defects.append(code)

    def attach(self, name: str, content_type: str, data: bytes, cid: str = "") -> None:
        """Keep a file, or say by name that it was over the limit."""
        if len(self.attachments) >= self.limits.attachments:
            return self.defect(f"too_many_attachments:{self.limits.attachments}")
        if self.size + len(data) > self.limits.attachment_bytes:
            return self.defect(f"attachment_too_large:{tidy(name)[:80]}")
        self.size += len(data)
        name = (
            tidy(name).replace("\n", " ").strip()[:255]
            or f"附件{len(self.attachments) + 1}{_EXTENSIONS.get(content_type, '')}"
        )
        self.attachments.append(ParsedAttachment(name, content_type or "application/octet-stream", data, cid))
        return None


def gather(message: Message, limits: Limits) -> Gathered:
    """The segments and files of a mail; never deeper, longer or more than the limits allow."""
    found = Gathered(limits)
    _walk(message, found, 0, related=False)
    return found


def gather_page(html: str, limits: Limits) -> Gathered:
    """A page that came by itself, without a mail around it: read by the same rules."""
    found = Gathered(limits)
    found.segments.append(_html(html, found))
    return found


def text_of(found: Gathered) -> str:
    """The best plain text of all segments, of a nested mail if there is no other, "" if there is none."""
    text = "\n\n".join(filter(str.strip, (_best(segment) for segment in found.segments)))
    return _cut(text if text.strip() else found.fallback, found.limits.text_chars, found, "text_too_long")


def html_of(found: Gathered) -> str | None:
    """The sanitised page, None when no segment has HTML."""
    if not any(segment.html for segment in found.segments):
        return None
    return "\n".join(segment.html or markup.from_text(segment.plain) for segment in found.segments)


def _best(segment: Segment) -> str:
    plain = segment.plain.strip()
    stub = len(plain) < 300 and _STUB.search(plain)
    return segment.plain if plain and not (stub and segment.html) else markup.to_text(segment.html)


def _cut(text: str, limit: int, found: Gathered, code: str) -> str:
    if len(text) > limit:
        found.defect(f"{code}:{len(text)}")
    return text[:limit]


def _walk(part: Message, found: Gathered, depth: int, *, related: bool) -> None:
    found.parts += 1
    if found.parts > found.limits.parts:
        return found.defect(f"too_many_parts:{found.limits.parts}")
    if depth > found.limits.depth:
        return found.defect(f"too_deep:{found.limits.depth}")
    kind, values = parameters(raw_value(part, "Content-Type"))
    payload = children(part)
    if kind.startswith("message/") and isinstance(payload, list):
        return _nested(part, kind, payload, found, depth)
    if kind.startswith("multipart/") and not isinstance(payload, list):
        payload = _reparse(part, found)
    if isinstance(payload, list):
        return _several(kind, payload, found, depth, related=related)
    return _leaf(part, kind, values, found, related=related)


def _several(kind: str, parts: list[Message], found: Gathered, depth: int, *, related: bool) -> None:
    before = len(found.segments)
    for part in parts:
        _walk(part, found, depth + 1, related=related or kind == "multipart/related")
    if kind == "multipart/alternative":
        forms = found.segments[before:]
        plain = next((form.plain for form in forms if form.plain.strip()), "")
        html = next((form.html for form in reversed(forms) if form.html), "")
        found.segments[before:] = [Segment(plain, html)] if forms else []


def _reparse(part: Message, found: Gathered) -> list[Message] | None:
    """A multipart whose boundary is missing or wrong: the first line that looks like a boundary is taken for it."""
    found.defect("boundary_wrong")
    raw = part.get_payload(decode=True)
    raw = raw if isinstance(raw, bytes) else b""
    boundary = re.search(rb"^--([^\s\"]{1,200})[ \t]*\r?\n(?=[A-Za-z-]+:|\r?\n)", raw, re.M)
    if not boundary:
        return None
    again = message_from_bytes(
        b'Content-Type: multipart/mixed; boundary="' + boundary[1] + b'"\n\n' + raw[boundary.start() :],
        policy=policy.compat32,
    )
    return children(again)


def _nested(part: Message, kind: str, inner: list[Message], found: Gathered, depth: int) -> None:
    """A mail in a mail is a file of it; its text speaks only where there is no other."""
    raw = b"\n".join(filter(None, map(_source, inner)))
    subject = words(raw_value(inner[0], "Subject")) if inner else ""
    found.attach(f"{subject or '转发邮件'}.eml" if kind == "message/rfc822" else "", kind, raw)
    if kind == "message/rfc822" and inner and not found.fallback and depth < found.limits.depth:
        below = Gathered(found.limits, parts=found.parts)
        _walk(inner[0], below, depth + 1, related=False)
        found.fallback, found.parts = text_of(below), below.parts


def _source(message: Message) -> bytes:
    try:
        return message.as_bytes()
    except (UnicodeError, KeyError, AttributeError, TypeError, ValueError):
        raw = message.get_payload(decode=True)
        return raw if isinstance(raw, bytes) else b""


def _leaf(part: Message, kind: str, values: dict[str, str], found: Gathered, *, related: bool) -> None:
    disposition, more = parameters(raw_value(part, "Content-Disposition"))
    name = more.get("filename") or values.get("name", "")
    cid = raw_value(part, "Content-ID").strip("<> ")[:255]
    first = not found.segments and not found.attachments
    is_body = kind in _BODY_TYPES and disposition != "attachment" and (not name or first)
    data, defect = content(part, is_text=is_body)
    found.defect(defect)
    if is_body:
        return _text(data, kind, values, found)
    if kind == "text/calendar" and not found.fallback:
        found.fallback = _appointment(data)
    if kind in {"application/ms-tnef", "application/vnd.ms-tnef"} or name.lower() == "winmail.dat":
        _winmail(data, found)
    return found.attach(name, kind, data, cid if related or disposition == "inline" else "")


def _text(data: bytes, kind: str, values: dict[str, str], found: Gathered) -> None:
    looks_html = re.match(rb"\s*(?:<!doctype html|<html|<\?xml[^>]*>\s*<html)", data[:500], re.I)
    is_html = kind == "text/html" or (kind not in {"text/plain", "text/enriched", "text/richtext"} and bool(looks_html))
    label = values.get("charset", "")
    if is_html and not label:
        meta = _META.search(data[:4096])
        label = meta[1].decode("ascii") if meta else ""
    if len(data) > _TEXT_BYTES:
        found.defect(f"text_too_long:{len(data)}")
    text, defect = decode(data[:_TEXT_BYTES], label)
    found.defect(defect)
    text = tidy(text)
    if is_html:
        found.segments.append(_html(text, found))
    else:
        text = markup.strip(text) if kind in {"text/enriched", "text/richtext"} else text
        text = (
            _flowed(text, values.get("delsp", "").lower() == "yes")
            if values.get("format", "").lower() == "flowed"
            else text
        )
        text, files = uu.extract(text)
        for name, inside in files:
            found.attach(name, "application/octet-stream", inside)
        found.segments.append(Segment(plain=_cut(text, found.limits.text_chars, found, "text_too_long")))


def _html(text: str, found: Gathered) -> Segment:
    """A segment from HTML; what cannot be cleaned safely is kept as text only."""
    text = _DATA_PICTURE.sub(lambda picture: _picture(picture, found), text)
    text = _cut(text, found.limits.html_chars, found, "html_too_long")
    if markup.too_deep(text):
        found.defect("html_too_deep")
        return Segment(plain=markup.strip(text))
    return Segment(html=markup.sanitise(text))


def _picture(picture: re.Match[str], found: Gathered) -> str:
    """A picture written into the page becomes an inline file like any other."""
    cid = f"inline-{len(found.attachments) + 1}"
    found.attach("", picture[1].lower(), unbase64(re.sub(r"[\s%=]", "", picture[2])), cid)
    return f"cid:{cid}"


def _flowed(text: str, delete_space: bool) -> str:
    """RFC 3676: a line that ends with a space goes on in the next one, unless it is the signature mark."""
    out: list[str] = []
    open_line = False
    for line in text.split("\n"):
        line = line[1:] if line.startswith(" ") else line
        if open_line and not line.startswith(">") and line != "-- ":
            out[-1] = (out[-1][:-1] if delete_space else out[-1]) + line
        else:
            out.append(line)
        open_line = line.endswith(" ") and line != "-- " and not line.startswith(">")
    return "\n".join(out)


def _appointment(data: bytes) -> str:
    """What an invitation without any other text is about: its own lines, in their order."""
    text = re.sub(r"\n[ \t]", "", tidy(guess(data)))
    event = text.partition("BEGIN:VEVENT")[2] or text
    lines = []
    for name in ("SUMMARY", "DTSTART", "DTEND", "LOCATION", "DESCRIPTION"):
        value = re.search(rf"^{name}(?:;[^:\n]*)?:(.*)$", event, re.M)
        if value and value[1].strip():
            lines.append(re.sub(r"\\([,;\\])", r"\1", value[1].replace("\\n", "\n").replace("\\N", "\n")).strip())
    return "\n".join(lines)


def _winmail(data: bytes, found: Gathered) -> None:
    inside = tnef.unpack(data)
    if inside is None:
        return found.defect("winmail_broken")
    for name, content_bytes in inside.files:
        found.attach(guess(name), "application/octet-stream", content_bytes)
    found.fallback = found.fallback or tidy(guess(inside.text))
    return None
