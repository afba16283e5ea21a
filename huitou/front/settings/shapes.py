"""What a settings page is made of: cards with a form or a table, as data; two templates draw them all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from huitou.front.shapes import Option

Kind = Literal["text", "number", "email", "password", "date", "time", "select", "many", "check", "area", "hidden"]


@dataclass(frozen=True, slots=True)
class SettingsItem:
    """A line of the list of settings pages; `group` is the heading above it, where it changes."""

    key: str
    label: str
    icon: str
    href: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to fill in. `value` is text for all kinds; of `many` the chosen options are marked in `options`."""

    name: str
    label: str
    kind: Kind = "text"
    value: str = ""
    options: tuple[Option, ...] = ()
    hint: str = ""
    required: bool = True
    most: int = 0  # longest text; 0: no limit
    least_number: int | None = None
    most_number: int | None = None
    autocomplete: str = "off"


@dataclass(frozen=True, slots=True)
class FormCard:
    """A form: where it posts to, what is filled in, what its button says."""

    action: str
    fields: tuple[Field, ...]
    submit: str
    title: str = ""
    say: str = ""
    danger: bool = False
    error: str = ""
    kind: Literal["form"] = "form"


@dataclass(frozen=True, slots=True)
class Button:
    """A small form of one button."""

    action: str
    label: str
    danger: bool = False
    hidden: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table: texts, a way to its own page, buttons."""

    cells: tuple[str, ...]
    href: str = ""
    buttons: tuple[Button, ...] = ()
    faded: bool = False


@dataclass(frozen=True, slots=True)
class TableCard:
    """A table with its heads; `empty` teaches what comes here."""

    heads: tuple[str, ...]
    lines: tuple[Line, ...]
    empty: str
    title: str = ""
    say: str = ""
    kind: Literal["table"] = "table"


@dataclass(frozen=True, slots=True)
class SettingsPage:
    """A whole settings page."""

    title: str
    say: str
    cards: tuple[Any, ...]
    back_href: str = ""
    back_label: str = ""
    notice: str = ""  # a warning above everything
    saved: bool = False
    extra: Mapping[str, Any] = field(default_factory=dict)


def filled(fields: Iterable[Field], typed: Any) -> tuple[Field, ...]:
    """The fields with what was typed, so that nothing is lost when something is refused. Passwords are not shown again."""
    return tuple(_with(one, typed) for one in fields)


def _with(one: Field, typed: Any) -> Field:
    if one.kind == "password":
        return one
    if one.kind in ("select", "many"):
        chosen = set(typed.getlist(one.name))
        return replace(one, options=tuple(replace(o, selected=o.value in chosen) for o in one.options))
    return replace(one, value=typed.get(one.name, ""))
