"""What finding shows: hits, the palette, canned replies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from huitou.front.rows import SavedView


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One place where the words stand."""

    kind: Literal["message", "note", "customer", "case", "conversation"]
    kind_label: str
    title: str
    href: str
    snippet: tuple[tuple[str, bool], ...]  # (text, is a match): the template marks, no markup passes through
    time_text: str
    who: str = ""


@dataclass(frozen=True, slots=True)
class SearchPage:
    """The search page."""

    query: str
    hits: tuple[SearchHit, ...]
    total_text: str
    kinds: tuple[SavedView, ...]
    took_text: str = ""
    advice: str = ""  # for no hit: what to try


@dataclass(frozen=True, slots=True)
class PaletteItem:
    """One line of Ctrl-K; partial `_palette.html`."""

    icon: str
    label: str
    href: str
    hint: str = ""
    group: str = ""  # heading shown when it changes


@dataclass(frozen=True, slots=True)
class CannedRow:
    """A canned reply with its placeholders already filled for this conversation; partial `_canned.html`."""

    title: str
    text: str
    shortcut: str = ""
