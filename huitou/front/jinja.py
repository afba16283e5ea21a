"""The template environment: every room's `templates/`, translations, and a few words for addresses of assets."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import MutableMapping
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from jinja2.ext import Extension
from markupsafe import Markup

from huitou.core.api import may

ROOMS = ("front", "demo", "voice", "desk", "channels", "customers", "roster", "core")


_reader = threading.local()  # the language of whatever this thread draws


class Page(Template):
    """A template that asks once for whom it is drawn: the language does not change on the way."""

    def render(self, *args: Any, **kwargs: Any) -> str:
        before = getattr(_reader, "language", None)
        _reader.language = translation.get_language()
        try:
            return super().render(*args, **kwargs)
        finally:
            _reader.language = before


class Templates(Environment):
    """Jinja2's environment; names that all templates know are looked up in one dictionary, not in a chain of two.

    A page of the desk asks for its macros a hundred times, and each time Jinja compares all names of the chain.
    """

    template_class = Page

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return super().make_globals(d) if d else self.globals


def environment(**options: Any) -> Environment:
    """Jinja2 with autoescape; a missing value is an error, not an empty place."""
    folders = [settings.BASE_DIR / room / "templates" for room in ROOMS]
    options.pop("loader", None)
    options["undefined"] = StrictUndefined
    made = Templates(
        loader=FileSystemLoader([folder for folder in folders if folder.exists()]),
        extensions=["jinja2.ext.i18n", LineBreaks],
        trim_blocks=True,
        lstrip_blocks=True,
        **{key: value for key, value in options.items() if key in {"autoescape", "auto_reload", "undefined"}},
    )
    made.install_gettext_callables(  # type: ignore[attr-defined]
        _gettext, translation.ngettext, newstyle=True, pgettext=translation.pgettext
    )
    made.globals.update(_=_said, asset=asset, url=reverse, language=translation.get_language, may=may)
    return made


class LineBreaks(Extension):
    """A line break between two tags or expressions says nothing, nor does the indentation around it.

    So a template can stand in lines of readable length, and the page is as if they were one. A space that is to be
    seen stands within a line.
    """

    _BREAK = re.compile(r"(?<=[>}])[^\S\n]*\n\s*(?=[<{])")

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """The source without them."""
        return self._BREAK.sub("", source)


def _gettext(message: str) -> str:
    return _translated(translation.get_language(), message)


def _said(message: str, **words: Any) -> Markup:
    """`_("…")` in templates: as Jinja's own, which takes three times as long. What is put into it is escaped."""
    language = getattr(_reader, "language", None) or translation.get_language()
    return _translated(language, message) % words if words else _whole(language, message)


# A page of the desk asks three hundred times; the templates know some hundred sentences in all.
@cache
def _translated(_language: str | None, message: str) -> Markup:
    return Markup(translation.gettext(message))


@cache
def _whole(language: str | None, message: str) -> Markup:
    return _translated(language, message) % {}


def asset(name: str) -> str:
    """The address of a built page asset (`desk.js`) with the hash of its content in it."""
    return f"{settings.STATIC_URL}huitou/{_manifest()[name]}"


def _manifest() -> dict[str, str]:
    path = Path(settings.STATIC_DIR) / "huitou" / "manifest.json"
    return json.loads(path.read_text()) if settings.DEBUG else _kept(path, path.stat().st_mtime)


@cache
def _kept(path: Path, _changed: float) -> dict[str, str]:
    return json.loads(path.read_text())
