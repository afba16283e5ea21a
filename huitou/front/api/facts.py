"""The ledger for programs: what happened, in commit order, by a cursor that misses nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Schema
from pydantic import Field

from huitou.core.api import FactRow, Position, Refusal, all_kinds, tail, tail_end
from huitou.desk import api as desk
from huitou.front.api.cursors import cursor, key_of
from huitou.front.api.rendering import straight
from huitou.front.api.routes import Routes
from huitou.front.api.shapes import Cursor, Items, Limit, Text

routes = Routes("facts")


class ActorOut(Schema):
    """Who did it: account, customer, api or system."""

    kind: str
    id: int | None


class FactOut(Schema):
    """Something that happened: ids, codes and times; never a text. `conversation` is its key."""

    id: int
    name: str
    at: datetime
    label: str
    actor: ActorOut
    customer_id: int | None
    conversation: str | None
    data: dict[str, Any]


class FactsOut(Schema):
    """Facts, the oldest first. `next` is always there: ask again with it for what happens after."""

    items: list[FactOut]
    next: str
    more: bool = Field(description="there are more already")


class KindOut(Schema):
    """A kind of fact, with its line for people."""

    name: str
    label: str


def facts_out(rows: Sequence[FactRow]) -> list[dict[str, Any]]:
    """Facts as programs read them. One query for the keys of their conversations."""
    keys = keys_of(row.conversation_id for row in rows)
    return [
        {
            "id": row.id,
            "name": row.name,
            "at": row.at,
            "label": row.label,
            "actor": {"kind": row.actor_kind, "id": row.actor_id},
            "customer_id": row.customer_id,
            "conversation": keys.get(row.conversation_id or 0),
            "data": row.data,
        }
        for row in rows
    ]


def keys_of(conversation_ids: Iterable[int | None]) -> dict[int, str]:
    """The keys of conversations by their ids."""
    wanted = {one for one in conversation_ids if one is not None}
    found = desk.conversations_found(ids=wanted) if wanted else {}
    return {pk: row.key for pk, row in found.items()}


@routes.get("/facts", needs="audit.read", answers=FactsOut)
def list_facts(request: HttpRequest, after: Cursor = "", names: Text = "", limit: Limit = 100) -> HttpResponse:
    """Facts after a cursor; without one from the beginning, with `after=now` what happens from now on.

    `names`: only these, apart by commas. Filtered out facts move the cursor on as well.
    """
    position = tail_end() if after == "now" else _position(after)
    found = tail(position, limit=limit)
    wanted = {one.strip() for one in names.split(",") if one.strip()}
    rows = [row for _at, row in found if not wanted or row.name in wanted]
    end = found[-1][0] if found else position
    return straight({"items": facts_out(rows), "next": cursor(end), "more": len(found) == limit})


@routes.get("/fact-kinds", needs="audit.read", answers=Items[KindOut])
def list_fact_kinds(request: HttpRequest) -> Any:
    """Every kind of fact there is: what a webhook may name."""
    return {"items": [{"name": one.name, "label": str(one.label)} for one in all_kinds()]}


def _position(after: str) -> Position:
    word = key_of(after)
    if not word:
        return Position()
    try:
        found = Position.parse(word)
    except ValueError:
        raise Refusal("api.bad_cursor") from None
    if not (0 <= found.xid < 2**63 and 0 <= found.id < 2**63):
        raise Refusal("api.bad_cursor")
    return found
