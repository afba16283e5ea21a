"""Header lines as senders really write them: raw bytes, broken words, broken parameters, broken dates."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from email.message import Message
from email.utils import mktime_tz, parsedate_tz

from huitou.channels.email.charsets import bytes_of, decode, guess, tidy

_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)(?:\?=|$)")
_ATOMS = re.compile(
    r'"(?:[^"\\]|\\.){0,1000}"|=\?[^?\s]{1,60}\?[bBqQ]\?[^?]*\?=|<[^<>]*>|\([^()]*\)|[,;:，；]|[^"<(,;:，；=]+|.', re.S
)
_ADDRESS = re.compile(
    r"(?<![^\s<>()\[\]\"',;:，；@＠])[^\s<>()\[\]\"',;:，；@＠]{1,190}[@＠][^\s<>()\"',;:，；@＠]{1,255}"
)
_WIDE = str.maketrans("＜＞＠＂：", '<>@":')
_ID = re.compile(r"<([^<>\s]{1,900})>")
_PARAMETER = re.compile(r';\s*([^\s=;"]+)\s*=\s*("(?:[^"\\]|\\.){0,2000}"|"[^"]*$|[^;]*)', re.S)
_NUMBERED = re.compile(r"^(.*?)(?:\*(\d{1,4}))?(\*)?$")
_ISO_DATE = re.compile(
    r"(\d{4})[-/年.](\d{1,2})[-/月.](\d{1,2})日?[T\s]*(\d{1,2})[:时](\d{1,2})(?:[:分](\d{1,2}))?\s*([+-]\d{4})?"
)


def raw_values(message: Message, name: str, limit: int = 65_536) -> Iterator[str]:
    """All values of a header, unfolded, with raw bytes read by guessing; encoded words are left as they are."""
    wanted = name.lower()
    for key, value in message.raw_items():
        if key.lower() == wanted:
            text = re.sub(r"(?:\r\n|\r|\n)[ \t]*", " ", str(value)[:limit])
            yield tidy(guess(bytes_of(text))).replace("\n", " ").strip()


def raw_value(message: Message, name: str) -> str:
    """The first value of a header that is not blank, "" when there is none."""
    return next((value for value in raw_values(message, name) if value), "")


def words(value: str) -> str:
    """RFC 2047 words to text; words cut in the middle of a character are joined before they are decoded."""
    out: list[str] = []
    run: list[tuple[str, str, str]] = []
    at = 0
    for found in _WORD.finditer(value):
        between = value[at : found.start()]
        if between.strip() or (run and run[-1][:2] != _kind(found)):
            out.append(_decode_run(run))
            run = []
        if between.strip() or (not run and not out):
            out.append(between)
        run.append((*_kind(found), found[3]))
        at = found.end()
    out.append(_decode_run(run) + value[at:])
    return tidy("".join(out)).replace("\n", " ").replace("\t", " ").strip()


def addresses(value: str, limit: int = 500) -> tuple[tuple[str, str], ...]:
    """Name and address of every mailbox in a header value; groups are opened, what holds no address is left out."""
    found: list[tuple[str, str]] = []
    item: list[str] = []
    value = value.translate(_WIDE)
    for atom in [*_ATOMS.findall(value), ","]:
        if atom == ":" and not any("@" in part for part in item):
            item = []
        elif atom in {",", ";", "，", "；"}:
            found.extend(_mailbox(item))
            item = []
        else:
            item.append(atom)
        if len(found) >= limit:
            break
    return tuple(found)


def loose_names(value: str) -> str:
    """What a From line without any address says."""
    return words(value).strip("\"'<> ")


def children(part: Message) -> list[Message] | None:
    """The parts of a part; None when it is a leaf."""
    payload = part.get_payload() if part.is_multipart() else None
    return [child for child in payload if isinstance(child, Message)] if isinstance(payload, list) else None


def ids(value: str) -> tuple[str, ...]:
    """Message ids with their angle brackets; a bare id without brackets is taken if it is the only word."""
    found = tuple(dict.fromkeys(f"<{one}>" for one in _ID.findall(value)))
    bare = value.strip().strip("<>")
    if not found and bare and "@" in bare and not re.search(r"\s", bare):
        return (f"<{bare[:900]}>",)
    return found


def date(value: str) -> datetime | None:
    """A date line as aware UTC; no zone is read as UTC. None when it is no date or out of 1970 to 2200."""
    value = re.sub(r"\s+", " ", value[:200]).strip()
    try:
        parts = parsedate_tz(value)
        moment = _checked(parts) if parts else _iso_date(value)
    except (ValueError, OverflowError, TypeError, IndexError, OSError):
        return None
    return moment if moment and 1970 <= moment.year < 2200 else None


def parameters(value: str) -> tuple[str, dict[str, str]]:
    """The value before the first semicolon, in small letters, and its parameters (RFC 2231 and all that is not)."""
    head, _, _ = value.partition(";")
    pieces: dict[str, list[tuple[int, bool, str]]] = {}
    for name, text in _PARAMETER.findall(value):
        base, number, extended = _NUMBERED.match(name.lower()).groups()  # type: ignore[union-attr]
        pieces.setdefault(base, []).append((int(number or 0) if number else -1, bool(extended), _unquote(text)))
    return head.strip().lower(), {base: _join(found) for base, found in list(pieces.items())[:50]}


def _kind(found: re.Match[str]) -> tuple[str, str]:
    return found[1].lower(), found[2].upper()


def _decode_run(run: list[tuple[str, str, str]]) -> str:
    if not run:
        return ""
    charset, encoding, _ = run[0]
    texts = [text for _, _, text in run]
    raw = _base64_words(texts) if encoding == "B" else b"".join(map(_q_word, texts))
    return decode(raw, charset)[0]


def _base64_words(texts: list[str]) -> bytes:
    """A word that ends between two groups of four is continued by the next word, against the RFC but often seen."""
    out, held = b"", ""
    for text in texts:
        held += re.sub(r"[^A-Za-z0-9+/=]", "", text)
        if len(held) % 4 == 0 or held.endswith("="):
            out, held = out + unbase64(held), ""
    return out + unbase64(held)


def unbase64(text: str) -> bytes:
    """Base64 letters to bytes; missing or superfluous padding is mended, a lone last letter dropped."""
    letters = text.replace("=", "")
    if len(letters) % 4 == 1:
        letters = letters[:-1]
    try:
        return binascii.a2b_base64(letters + "=" * (-len(letters) % 4))
    except (binascii.Error, ValueError):
        return b""


def _q_word(text: str) -> bytes:
    return binascii.a2b_qp(bytes_of(text.replace("_", "=20")))


def _mailbox(item: list[str]) -> Iterator[tuple[str, str]]:
    angle = next((part for part in reversed(item) if part.startswith("<") and "@" in part), "")
    rest = "".join(part for part in item if part != angle).strip()
    inner = _ADDRESS.search(angle) or _ADDRESS.search(rest) or _ADDRESS.search(words(rest))
    if not inner:
        return
    name = words(_unquote(rest) if angle else rest.replace(inner[0], "").strip(" ()\"'<>"))
    name = words(name) if "=?" in name else name
    name = name.replace(f"<{inner[0]}>", "").strip(" '")
    yield name.strip('" ') if name.count('"') == 1 or name[:1] == name[-1:] == '"' else name, inner[0].strip(".")[:254]


def _unquote(text: str) -> str:
    text = text.strip()
    if text.startswith('"'):
        text = re.sub(r"\\(.)", r"\1", text[1:-1] if text.endswith('"') and len(text) > 1 else text[1:])
    return text


def _join(found: list[tuple[int, bool, str]]) -> str:
    """Extended and numbered pieces win over the plain one, as RFC 2231 and RFC 6266 say."""
    numbered = sorted((piece for piece in found if piece[0] >= 0), key=lambda piece: piece[0])
    extended = [piece for piece in found if piece[0] < 0 and piece[1]]
    if not numbered and not extended:
        return words(found[0][2])
    pieces = numbered or extended[:1]
    charset, first = "", pieces[0][2]
    if pieces[0][1] and first.count("'") >= 2:
        charset, _, first = first.split("'", 2)
    raw = b"".join(
        _percent(text) if is_extended else bytes_of(text)
        for is_extended, text in [(pieces[0][1], first), *((p[1], p[2]) for p in pieces[1:])]
    )
    text = decode(raw, charset or "utf-8")[0]
    return words(text) if "=?" in text else text


def _percent(text: str) -> bytes:
    return re.sub(rb"%([0-9A-Fa-f]{2})", lambda hit: bytes([int(hit[1], 16)]), bytes_of(text))


def _checked(parts: tuple[int, int, int, int, int, int, int, int, int, int | None]) -> datetime | None:
    """mktime would carry the 32nd of February over into March; seconds may be 60."""
    datetime(*parts[:5], min(parts[5], 59), tzinfo=UTC)
    offset = parts[9]
    return datetime.fromtimestamp(mktime_tz(parts), UTC) if abs(offset or 0) <= 18 * 3600 else None


def _iso_date(value: str) -> datetime | None:
    found = _ISO_DATE.search(value)
    if not found:
        return None
    zone = found[7]
    minutes = (int(zone[1:3]) * 60 + int(zone[3:5])) * (-1 if zone[0] == "-" else 1) if zone else 0
    numbers = [int(part or 0) for part in found.groups()[:6]]
    return datetime(*numbers, tzinfo=timezone(timedelta(minutes=minutes))).astimezone(UTC)  # type: ignore[arg-type,misc]
