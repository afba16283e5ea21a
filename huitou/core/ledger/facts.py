"""What a fact is: a frozen dataclass in the past tense, with ids, codes and times, never people's texts."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

T = TypeVar("T")
_kinds: dict[str, FactKind] = {}
_names: dict[type, str] = {}


@dataclass(frozen=True)
class FactKind:
    """A kind of fact: its name with version, its class, its line for the timeline (Chinese source, lazy)."""

    name: str
    cls: type
    label: Any


def fact(name: str, label: Any) -> Callable[[type[T]], type[T]]:
    """Register a frozen dataclass as the fact `name` (`room.past_tense.vN`) with its one-line label."""

    def register(cls: type[T]) -> type[T]:
        _kinds[name] = FactKind(name=name, cls=cls, label=label)
        _names[cls] = name
        return cls

    return register


def name_of(cls: type) -> str:
    """The registered name of a fact class."""
    return _names[cls]


def kind_of(name: str) -> FactKind | None:
    """The kind with this name, or None when a later version of the product wrote it."""
    return _kinds.get(name)


def all_kinds() -> tuple[FactKind, ...]:
    """Every kind of fact that is registered, by name."""
    return tuple(_kinds[name] for name in sorted(_kinds))


def to_data(happened: Any) -> dict[str, Any]:
    """The fields of a fact as JSON values; times become ISO 8601 in UTC."""
    return {f.name: _plain(getattr(happened, f.name)) for f in dataclasses.fields(happened)}


def from_data(name: str, data: dict[str, Any]) -> Any:
    """The fact again, from its stored data. Fields that this version does not know are left out."""
    cls: Any = _kinds[name].cls
    known: dict[str, Any] = {f.name: f.type for f in dataclasses.fields(cls)}
    return cls(**{key: _typed(value, str(known[key])) for key, value in data.items() if key in known})


def _plain(value: Any) -> Any:
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value


def _typed(value: Any, type_name: str) -> Any:
    return datetime.fromisoformat(value) if value is not None and "datetime" in type_name else value
