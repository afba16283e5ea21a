"""Full text over messages, notes, customers, cases and conversations: by newness in weeks, then by match."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Schema
from pydantic import Field

from huitou.core.api import now, search
from huitou.customers import api as customers
from huitou.desk import api as desk
from huitou.front.api.routes import Routes
from huitou.front.api.shapes import Items, Limit, Text
from huitou.front.snippets import matches, snippet

routes = Routes("search")
Kind = Literal["", "all", "message", "note", "customer", "conversation", "case"]
FRONT = ("message", "customer", "conversation", "case")
Words = Annotated[Text, Field(max_length=100)]
EXCERPT = 200
Found = tuple[str | None, int | None, str]  # conversation key, customer, text


class PieceOut(Schema):
    """A piece of the text around the match; `match`: this is what was searched."""

    text: str
    match: bool


class HitOut(Schema):
    """Something found; `conversation` is a key, `text` the beginning of what was found. A note is back stage."""

    kind: str
    id: int
    at: datetime
    conversation: str | None
    customer_id: int | None
    text: str
    snippet: list[PieceOut]


@routes.get("/search", needs="desk.read", answers=Items[HitOut])
def search_all(request: HttpRequest, q: Words, kind: Kind = "", limit: Limit = 50) -> Any:
    """Chinese full text, also by two characters. Newer weeks first, within a week those with more matches.

    `kind` left out: everything but notes, `all`: notes too, which must never reach a customer. Narrow the words rather than ask for a second page.
    """
    hits = _hits(q, kind, limit)
    texts = {one: _READ[one]([hit.ref_id for hit in hits if hit.kind == one]) for one in _READ}
    found = [(hit, texts[hit.kind][hit.ref_id]) for hit in hits if hit.ref_id in texts[hit.kind]]
    moment = now()
    found.sort(key=lambda one: ((moment - one[0].at).days // 7, -matches(one[1][2], q)))
    return {"items": [_out(hit, row, q) for hit, row in found]}


def _hits(q: str, kind: str, limit: int) -> list[search.Hit]:
    hits: list[search.Hit] = []
    if kind != "note":
        hits += search.find(q, stage=search.FRONT, kinds=(kind,) if kind in FRONT else FRONT, limit=limit)
    if kind in ("all", "note"):
        hits += search.find(q, stage=search.BACK, kinds=("note",), limit=limit)
    return sorted(hits, key=lambda hit: hit.at, reverse=True)[:limit]


def _out(hit: search.Hit, row: Found, q: str) -> dict[str, Any]:
    conversation, customer_id, text = row
    return {
        "kind": hit.kind,
        "id": hit.ref_id,
        "at": hit.at,
        "conversation": conversation,
        "customer_id": customer_id,
        "text": text[:EXCERPT],
        "snippet": [{"text": piece, "match": match} for piece, match in snippet(text, q)],
    }


def _texts(rows: Iterable[desk.FoundText]) -> dict[int, Found]:
    return {row.id: (row.conversation_key, row.customer_id, row.text) for row in rows}


def _customers(ids: list[int]) -> dict[int, Found]:
    people = customers.customers(ids=ids)
    return {
        pk: (None, row.id, " ".join([row.name, *(one.display for one in row.handles)])) for pk, row in people.items()
    }


_READ: dict[str, Callable[[list[int]], dict[int, Found]]] = {
    "message": lambda ids: _texts(desk.messages_found(ids=ids).values()),
    "note": lambda ids: _texts(desk.notes_found(ids=ids).values()),
    "customer": _customers,
    "conversation": lambda ids: {
        pk: (row.key, None, row.subject) for pk, row in desk.conversations_found(ids=ids).items()
    },
    "case": lambda ids: {
        pk: (row.conversation_key, row.customer_id, row.summary) for pk, row in desk.cases_found(ids=ids).items()
    },
}
