"""The sentences of the product: Chinese in the sources, English in a catalogue that must be complete.

    python -m tools.messages             says what is untranslated, fuzzy, obsolete or has other placeholders
    python -m tools.messages --update    brings new sentences into the catalogue, with nothing yet on the English side
    python -m tools.messages --compile   writes the .mo files the desk reads

Needs Babel. Sources are huitou/**/*.py and the Jinja2 templates; tests and migrations say nothing to people.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tools.progress import ROOT

HUITOU = ROOT / "huitou"
CATALOGUE = HUITOU / "locale" / "en" / "LC_MESSAGES" / "django.po"
LEFT_OUT = {"tests", "migrations", "node_modules", "static"}
TEMPLATE_ENDINGS = {".html", ".txt", ".xml", ".jinja"}

# How each function that takes a sentence takes it: position of singular, plural; "c" marks the context.
FUNCTIONS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
# As huitou/front/jinja.py reads the templates: a sentence inside {% trans %} must come out letter for letter the same.
JINJA_OPTIONS = {
    "extensions": "jinja2.ext.i18n",
    "trim_blocks": "true",
    "lstrip_blocks": "true",
    "newstyle_gettext": "true",
    "silent": "false",
    "encoding": "utf-8",
}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|(?<!%)%([sd])|\{(\w*)\}")
# Written once and for all, so that a catalogue changes only when a sentence does.
FIXED_DATE = datetime(2026, 11, 22, tzinfo=UTC)


def sources() -> Iterator[tuple[Path, str]]:
    """Every file that may hold a sentence, with the way to read it."""
    for path in sorted(HUITOU.rglob("*")):
        inside = path.relative_to(HUITOU).parts
        if LEFT_OUT.intersection(inside) or not path.is_file():
            continue
        if path.suffix == ".py":
            yield path, "python"
        elif "templates" in inside and path.suffix in TEMPLATE_ENDINGS:
            yield path, "jinja2"


def extracted() -> Catalog:
    """A catalogue of all sentences in the sources, none translated."""
    found = Catalog(project="huitou", domain="django", charset="utf-8", creation_date=FIXED_DATE, fuzzy=False)
    for path, method in sources():
        function: Any = "python" if method == "python" else "jinja2.ext:babel_extract"
        options = {"encoding": "utf-8"} if method == "python" else JINJA_OPTIONS
        for _line, message, comments, context in extract_from_file(function, path, FUNCTIONS, ["i18n:"], options):
            place = [(path.relative_to(ROOT).as_posix(), 0)]
            found.add(message, None, place, auto_comments=comments, context=context)
    return found


def catalogue() -> Catalog:
    """The English catalogue as it is in the checkout; an empty one where there is none yet."""
    if not CATALOGUE.exists():
        return Catalog(locale="en", project="huitou", domain="django", creation_date=FIXED_DATE, fuzzy=False)
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="en", domain="django")


def key(message: Message) -> tuple[Any, str | None]:
    return message.id, message.context


def complaints(wanted: Catalog, have: Catalog) -> list[str]:
    """What stands between the catalogue and a complete one, one sentence each."""
    said = []
    known = {key(message): message for message in have if message.id}
    for message in wanted:
        if not message.id:
            continue
        translated = known.pop(key(message), None)
        where = message.locations[0][0] if message.locations else "?"
        if translated is None or not all(texts(translated.string)):
            said.append(f"untranslated: {texts(message.id)[0]!r} ({where})")
        elif translated.fuzzy:
            said.append(f"fuzzy: {texts(message.id)[0]!r} ({where})")
        elif wrong := placeholder_trouble(translated):
            said.append(f"{wrong}: {texts(message.id)[0]!r} ({where})")
    said += [f"obsolete: {texts(message.id)[0]!r}" for message in known.values()]
    return said


def texts(value: Any) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, list | tuple) else (value,)


def placeholders(text: str) -> list[str]:
    return sorted(match.group(0) for match in PLACEHOLDER.finditer(text))


def placeholder_trouble(message: Message) -> str | None:
    """A translation must fill in what its sentence fills in; a plural may leave out what its singular leaves out."""
    ids, strings = texts(message.id), texts(message.string)
    allowed = {tuple(placeholders(text)) for text in ids}
    for text in strings:
        mine = tuple(placeholders(text))
        singular = len(ids) > 1 and set(mine) <= set(placeholders(ids[-1]))
        if mine not in allowed and not singular:
            return f"placeholders {', '.join(mine) or 'none'} instead of {', '.join(placeholders(ids[0])) or 'none'}"
    return None


def update() -> int:
    wanted, have = extracted(), catalogue()
    before = {key(message) for message in have if message.id}
    for message in wanted:
        # A sentence that went and came back keeps its translation.
        if message.id and key(message) not in before and message.id in have.obsolete:
            old = have.obsolete[message.id]
            have.add(old.id, old.string, context=old.context)
    have.update(wanted, no_fuzzy_matching=True, update_header_comment=False)
    have.creation_date = have.revision_date = FIXED_DATE
    have.header_comment = "# English for Huitou; the sources speak Chinese."
    have.last_translator, have.language_team = "Huitou", "English"
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    with CATALOGUE.open("wb") as file:
        write_po(file, have, width=110, include_lineno=False, sort_by_file=True)
    now = {key(message) for message in wanted if message.id}
    print(f"{len(now)} sentences, {len(now - before)} new, {len(before - now)} gone: {CATALOGUE.relative_to(ROOT)}")
    return 0


def compile_all() -> int:
    for path in sorted(HUITOU.glob("locale/*/LC_MESSAGES/*.po")):
        with path.open("rb") as file:
            read = read_po(file, locale=path.parts[-3])
        with path.with_suffix(".mo").open("wb") as out:
            write_mo(out, read)
    return 0


def check() -> int:
    said = complaints(extracted(), catalogue())
    for sentence in said:
        print(sentence)
    if said:
        print(
            f"{len(said)} sentences are not right in {CATALOGUE.relative_to(ROOT)}; `make messages` brings in new ones."
        )
    return 1 if said else 0


def main(words: list[str]) -> int:
    match words:
        case []:
            return check()
        case ["--update"]:
            return update()
        case ["--compile"]:
            return compile_all()
    print(__doc__)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
