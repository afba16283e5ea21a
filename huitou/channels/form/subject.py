"""What a matter is called that came by a form: the first thing that was said, short enough for a list."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 24  # Chinese characters; a Latin letter counts half
SHORTEST = 6  # a clause shorter than that says too little to end there
_SENTENCE = re.compile(r"[。！？；!?;\n]+|\.(?=\s|$)|…{1,2}")
_CLAUSE = re.compile(r"[，、,：:\s]")
_HELLO = re.compile(
    r"^(?:(?:(?:您|你)们?好|大家好|请问|在吗|早上好|上午好|中午好|下午好|晚上好|hello|hi|dear (?:sir|madam))(?:啊|呀|吗)?[\s，,。！!~～：:]*)+",
    re.IGNORECASE,
)


def subject_of(text: str) -> str:
    """The first sentence without its greeting, cut at a clause or a word; "" when nothing was written."""
    sentences = [" ".join(part.split()) for part in _SENTENCE.split(text)]
    bare = [_HELLO.sub("", part).strip(" ，,、") for part in sentences]
    first = next((part for part in bare if part), "") or next((part for part in sentences if part), "")
    return first if _width(first) <= LONGEST else _cut(first)


def _cut(sentence: str) -> str:
    end = _fits(sentence)
    clauses = [m.start() for m in _CLAUSE.finditer(sentence[: end + 1])]
    whole = [at for at in clauses if _width(sentence[:at]) >= SHORTEST]
    return sentence[: whole[-1] if whole else end].rstrip(" ，,、：:") + "…"


def _fits(sentence: str) -> int:
    """How many characters fit."""
    room = float(LONGEST)
    for at, char in enumerate(sentence):
        room -= _width(char)
        if room < 0:
            return at
    return len(sentence)


def _width(text: str) -> float:
    return sum(1 if unicodedata.east_asian_width(char) in "WF" else 0.5 for char in text)
