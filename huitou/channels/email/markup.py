"""HTML mail: a safe page for the screen and readable text for everything else."""

from __future__ import annotations

import re
from html import escape, unescape
from html.parser import HTMLParser

import nh3

_TAGS = {
    "a", "abbr", "b", "big", "blockquote", "br", "caption", "center", "code", "col", "colgroup", "dd", "del", "div", "dl",
    "dt", "em", "font", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "li", "ol", "p", "pre", "q", "s",
    "small", "span", "strike", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "tt", "u", "ul",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href", "title"}, "img": {"src", "alt", "width", "height"}, "font": {"color"}, "ol": {"start", "type"},
    "td": {"colspan", "rowspan", "align", "valign"}, "th": {"colspan", "rowspan", "align", "valign"},
    "p": {"align", "dir"}, "div": {"align", "dir"}, "span": {"dir"},
}  # fmt: skip
_SAFE_ATTRIBUTES = {**_ATTRIBUTES, "img": {"alt", "width", "height", "data-remote-src", "data-cid"}}
_DROPPED_WITH_CONTENT = {"script", "style", "title", "noscript", "textarea", "select", "object", "iframe", "template"}
_TAG = re.compile(r'<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:\s+[^\s=>"/]+(?:="[^"]*")?)*)\s*/?>')
_ATTRIBUTE = re.compile(r'([^\s=>"/]+)="([^"]*)"')
_ANY_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})")
_FLAT = {
    "br", "hr", "img", "input", "meta", "link", "col", "area", "base", "wbr", "embed", "source", "p", "li", "dt", "dd",
    "tr", "td", "th", "thead", "tbody", "tfoot", "option", "param", "html", "head", "body",
}  # fmt: skip
_BLOCKS = {
    "p",
    "div",
    "center",
    "table",
    "ul",
    "ol",
    "dl",
    "dt",
    "dd",
    "li",
    "pre",
    "tr",
    "caption",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
}
_SPACED = {"p", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6"}
_DEEPEST = 200
_DEEPEST_QUOTE = 20


def too_deep(html: str) -> bool:
    """Whether elements nest so deep that cleaning would take quadratic time."""
    depth = 0
    for closing, name in _ANY_TAG.findall(html):
        if name.lower() not in _FLAT:
            depth = max(0, depth - 1) if closing else depth + 1
            if depth > _DEEPEST:
                return True
    return False


def sanitise(html: str) -> str:
    """HTML without anything that acts or loads: pictures lose their `src` to `data-remote-src` or `data-cid`."""
    first = nh3.clean(
        html, tags=_TAGS, attributes=_ATTRIBUTES, clean_content_tags=_DROPPED_WITH_CONTENT,
        url_schemes={"http", "https", "mailto", "tel", "cid"},
    )  # fmt: skip
    return nh3.clean(
        _TAG.sub(_still, first), tags=_TAGS, attributes=_SAFE_ATTRIBUTES, url_schemes={"http", "https", "mailto", "tel"}
    )


def from_text(text: str) -> str:
    """Plain text as HTML, for mails in which both kinds follow each other."""
    return "<p>" + escape(text.strip()).replace("\n", "<br>") + "</p>"


def strip(html: str) -> str:
    """Text of markup that is too broken or too deep to be cleaned: the tags are simply taken out, in linear time."""
    html = re.sub(r"<(?:br|/p|/div|/tr|/li|/h[1-6])\b[^<>]*>", "\n", html, flags=re.I)
    html = re.sub(r"<[!/a-zA-Z][^<>]*>", "", html)
    return re.sub(r"\n\s*\n+", "\n\n", unescape(html)).strip()


def to_text(clean_html: str) -> str:
    """Readable text of sanitised HTML: links kept, lists marked, quotes as "> ", rows of a table on a line each."""
    writer = _Writer()
    try:
        writer.feed(clean_html)
        writer.close()
    except (AssertionError, ValueError, RecursionError):
        return strip(clean_html)
    return _settle(writer.finish())


def _still(found: re.Match[str]) -> str:
    """A picture tag with its source put where no browser loads it; tracking pixels go altogether."""
    if found[2].lower() != "img" or found[1]:
        return found[0]
    attributes = dict(_ATTRIBUTE.findall(found[3]))
    if attributes.get("width") in {"0", "1", "2"} or attributes.get("height") in {"0", "1", "2"}:
        return ""
    source = attributes.pop("src", "")
    if source.lower().startswith("cid:"):
        attributes["data-cid"] = source[4:]
    elif source.lower().startswith(("http:", "https:", "//")):
        attributes["data-remote-src"] = source
    return "<img" + "".join(f' {name}="{value}"' for name, value in attributes.items()) + ">"


def _settle(text: str) -> str:
    text = "\n".join(line.rstrip(" \t") for line in text.replace("\xa0", " ").split("\n"))
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n ")


class _Writer(HTMLParser):
    """Writes into a stack of buffers: one for the page, one for each open quote, cell and link."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.stack: list[tuple[str, list[str], str]] = [("page", [], "")]
        self.rows: list[list[str]] = []
        self.lists: list[int | None] = []
        self.verbatim = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in _BLOCKS:
            self._break(2 if tag in _SPACED else 1)
        if tag in {"blockquote", "td", "th", "a"}:
            self.stack.append((tag, [], values.get("href", "")))
        elif tag == "br":
            self._write("\n")
        elif tag == "hr":
            self._break(2)
        elif tag == "tr":
            self.rows.append([])
        elif tag in {"ul", "ol"}:
            self.lists.append(1 if tag == "ol" else None)
        elif tag == "li":
            self._write("  " * (len(self.lists) - 1) + self._bullet())
        elif tag == "img" and values.get("alt", "").strip():
            self._write(f"[{values['alt'].strip()}]")
        elif tag == "pre":
            self.verbatim += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in {"blockquote", "td", "th", "a"} and len(self.stack) > 1:
            self._close(*self.stack.pop())
        elif tag == "tr" and self.rows:
            self._row(self.rows.pop())
        elif tag in {"ul", "ol"} and self.lists:
            self.lists.pop()
        elif tag == "pre":
            self.verbatim = max(0, self.verbatim - 1)
        if tag in _BLOCKS:
            self._break(2 if tag in _SPACED else 1)

    def handle_data(self, data: str) -> None:
        self._write(data if self.verbatim else re.sub(r"[ \t\r\n]+", " ", data), data=not self.verbatim)

    def finish(self) -> str:
        while len(self.stack) > 1:
            self._close(*self.stack.pop())
        return "".join(self.stack[0][1])

    def _write(self, text: str, *, data: bool = False) -> None:
        out = self.stack[-1][1]
        if data and (not out or out[-1].endswith(("\n", " "))):
            text = text.lstrip(" ")
        if text:
            out.append(text)

    def _break(self, count: int) -> None:
        out = self.stack[-1][1]
        end = "".join(piece[-3:] for piece in out[-3:])
        have = len(end) - len(end.rstrip("\n"))
        if end.strip() and have < count:
            out.append("\n" * (count - have))

    def _bullet(self) -> str:
        number = self.lists[-1] if self.lists else None
        if number is None:
            return "• "
        self.lists[-1] = number + 1
        return f"{number}. "

    def _close(self, tag: str, pieces: list[str], href: str) -> None:
        text = "".join(pieces)
        if tag == "a":
            self._write(_link(text, href))
        elif tag == "blockquote":
            self._break(1)
            deep = sum(tag == "blockquote" for tag, _, _ in self.stack) >= _DEEPEST_QUOTE
            lines = text if deep else "".join(f"> {line}".rstrip() + "\n" for line in _settle(text).split("\n"))
            self._write(lines)
        elif self.rows:
            self.rows[-1].append(_settle(text))
        else:
            self._write(text)

    def _row(self, cells: list[str]) -> None:
        filled = [cell for cell in cells if cell]
        flat = len(filled) > 1 and not any("\n" in cell for cell in filled)
        self._write((" | " if flat else "\n").join(filled))


def _link(text: str, href: str) -> str:
    """The words of a link, and its address if the words do not say it already."""
    shown = text.strip()
    target = href.removeprefix("mailto:").removeprefix("tel:")
    bare = re.sub(r"^https?://|/$", "", target)
    if not target or not shown or bare.lower() in shown.lower():
        return text or target
    return f"{text.rstrip()} <{target}>"
