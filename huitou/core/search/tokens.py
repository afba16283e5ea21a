"""Chinese text cut for search: overlapping character bigrams, queried as a phrase.

Two neighbouring characters are one token, so any word of two or more characters is found with recall 1.0, which word
segmentation (.85) and trigrams (.00 for two characters) do not give. The last character of a run is a token by itself
so that a single character is found by prefix. Letters and digits stay whole words, lower case, NFKC.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_HAN = (
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3040-\u30ff\uac00-\ud7af"
    "\U00020000-\U0003ffff"  # rare characters of names lie outside the BMP
)
_RUN = re.compile(f"[{_HAN}]+|[^\\W_{_HAN}]+")
_IS_HAN = re.compile(f"[{_HAN}]")
LONGEST_WORD = 64


def normalise(text: str) -> str:
    """NFKC, lower case, no NULs: full-width and half-width, upper and lower are the same when searched."""
    return unicodedata.normalize("NFKC", text).replace("\0", " ").lower()


def index_tokens(text: str) -> list[str]:
    """The tokens of a text, in order, as they go into the index."""
    return [token for run in _RUN.findall(normalise(text)) for token in _of_run(run)]


def query_phrases(query: str) -> list[list[str]]:
    """What a query asks for: every phrase must be found; the last token of a phrase ending in `*` is a prefix."""
    return [_phrase(run) for run in _RUN.findall(normalise(query))]


def _of_run(run: str) -> Iterator[str]:
    if not _IS_HAN.match(run):
        yield run[:LONGEST_WORD]
        return
    for i in range(len(run) - 1):
        yield run[i : i + 2]
    yield run[-1]


def _phrase(run: str) -> list[str]:
    if not _IS_HAN.match(run):
        return [run[:LONGEST_WORD] + "*"]
    if len(run) == 1:
        return [run + "*"]
    return [run[i : i + 2] for i in range(len(run) - 1)]
