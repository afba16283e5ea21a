"""What every answer is made of: numbers and texts within bounds, pages, problems."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Generic, TypeVar

from ninja import Schema
from pydantic import AfterValidator, AwareDatetime, ConfigDict, Field
from pydantic_core import PydanticCustomError

T = TypeVar("T")
PROBLEMS = frozenset({400, 401, 403, 404, 409, 413, 422, 429, 503, 507})
MOST = 2**53 - 1  # what a program in any language holds exactly

Id = Annotated[int, Field(ge=1, le=MOST)]
Limit = Annotated[int, Field(ge=1, le=200)]
Cursor = Annotated[str, Field(max_length=400)]


def _readable(text: str) -> str:
    if "\0" in text:
        raise ValueError("nul")  # PostgreSQL keeps no NUL in a text
    return text


Text = Annotated[str, AfterValidator(_readable)]
Key = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]


def _in_utc(moment: datetime) -> datetime:
    """Zones that a program may name (+16:35) are more than PostgreSQL knows; the ends of time are no time at all."""
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise PydanticCustomError("datetime_range", "the end of time") from None


Moment = Annotated[AwareDatetime, AfterValidator(_in_utc)]


class Body(Schema):
    """What a program sends: a name that we do not know is told, not swallowed."""

    model_config = ConfigDict(extra="forbid")


class WrongField(Schema):
    """What is wrong with one field."""

    field: str
    detail: str


class Problem(Schema):
    """Why not: `code` for programs, `detail` for people, in the language of `Accept-Language` (Chinese unless English)."""

    code: str
    detail: str
    fields: list[WrongField] | None = None
    soft: bool | None = Field(
        None, description="True: send it again with this code in `despite` to go on all the same."
    )


class Page(Schema, Generic[T]):
    """A page; `next` goes into `after` for the next one, null at the end."""

    items: list[T]
    next: str | None = None


class Items(Schema, Generic[T]):
    """All of them."""

    items: list[T]


class Made(Schema):
    """What was made."""

    id: int


class Done(Schema):
    """It was done."""

    done: bool = True
