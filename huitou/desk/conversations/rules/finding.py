"""By which words a message is found: its text, and what stands only in the page it came as (a mail's HTML part)."""

from __future__ import annotations

from html.parser import HTMLParser

_UNSEEN = frozenset({"script", "style", "head", "title"})


def findable(text: str, html: str) -> str:
    """The text, and below it the lines of the page that do not stand in it. The same for the same message, always."""
    if not html:
        return text
    known = _squeezed(text)
    more = [line for line in _lines(html) if _squeezed(line) not in known]
    return "\n".join([text, *more]) if more else text


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.unseen += tag in _UNSEEN
        if tag not in _INLINE:
            self.parts.append("\n")
        # What a picture says in words is read aloud, so it is found too.
        self.parts += [f"\n{said}\n" for name, said in attrs if name == "alt" and said]

    def handle_endtag(self, tag: str) -> None:
        self.unseen = max(0, self.unseen - (tag in _UNSEEN))
        if tag not in _INLINE:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.parts.append(data)


_INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "big",
        "cite",
        "code",
        "em",
        "font",
        "i",
        "kbd",
        "mark",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "u",
        "wbr",
    ]
)


def _lines(html: str) -> list[str]:
    page = _Page()
    page.feed(html)
    page.close()
    lines = (" ".join(line.split()) for line in "".join(page.parts).split("\n"))
    return list(dict.fromkeys(line for line in lines if line))


def _squeezed(text: str) -> str:
    return "".join(text.split()).casefold()
