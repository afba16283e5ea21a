"""What somebody has at the desk beside the conversations: who they are, drafts, what was seen, who looks, views, counts."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest, QueryDict
from ninja import Schema
from pydantic import Field

from huitou.core.api import accounts, permissions_of, require, who_is_here
from huitou.desk import api as desk
from huitou.front.api.caller import caller_of
from huitou.front.api.conversations import DONE, id_of, saved_view
from huitou.front.api.routes import Routes
from huitou.front.api.shapes import Body, Done, Id, Items, Key, Made, Text
from huitou.front.desk.lists import VIEWS, asked
from huitou.roster import api as roster

routes = Routes("desk")
COUNTED = ("mine", "unassigned", "team", "late")
SHARED = "settings.edit"


class MeOut(Schema):
    """The account behind the key and what it may do."""

    id: int
    username: str
    name: str
    role: str
    rights: list[str]


class MyPresence(Body):
    """Conversations are given to those on shift who are ready."""

    state: Literal["ready", "busy", "break", "away"]


class DraftIn(Body):
    """An empty text removes the draft."""

    text: Text = Field(max_length=20_000)


class SeenIn(Body):
    """Up to which message; left out: the newest."""

    message_id: Id | None = None


class LookingIn(Body):
    """Told to colleagues' screens; it fades after half a minute, so say it again."""

    state: Literal["looking", "typing", "left"]


class ViewerOut(Schema):
    """Somebody who has the conversation open now."""

    account_id: int
    name: str
    state: Literal["looking", "typing"]


class CountsOut(Schema):
    """How many conversations stand in each view of the list, counted up to 100."""

    mine: int
    unassigned: int
    team: int
    late: int


class ViewIn(Body):
    """`query` is the filter as it stands in the address of the desk; `for_all` needs the right `settings.edit`."""

    name: Text = Field(min_length=1, max_length=40)
    query: Text = Field(max_length=500)
    for_all: bool = False


class ViewOut(Schema):
    """A saved filter; `account_id` null: everybody's."""

    id: int
    account_id: int | None
    name: str
    query: str


@routes.get("/me", needs="desk.read", answers=MeOut)
def who_am_i(request: HttpRequest) -> Any:
    """The account behind the key: the first call of a new program."""
    me = caller_of(request).account
    return {
        "id": me.pk, "username": me.username, "name": me.name, "role": me.role, "rights": sorted(permissions_of(me.role))
    }  # fmt: skip


@routes.put("/me/presence", needs="desk.answer", answers=Done)
def say_presence(request: HttpRequest, body: MyPresence) -> Any:
    """Say that one is ready, busy, on a break or away: for a telephone that knows it first."""
    caller = caller_of(request)
    roster.set_presence(account_id=caller.account.pk, state=body.state, actor=caller.actor)
    return DONE


@routes.get("/conversation-counts", needs="desk.read", answers=CountsOut)
def count_conversations(request: HttpRequest) -> Any:
    """The numbers beside the views of the list."""
    counted = {key: VIEWS[key] for key in COUNTED}
    return desk.counts(filters=counted, account_id=caller_of(request).account.pk)


@routes.get("/conversations/{key}/viewers", needs="desk.read", answers=Items[ViewerOut])
def list_viewers(request: HttpRequest, key: Key) -> Any:
    """Who has it open now or writes in it, the key's account included."""
    here = who_is_here(id_of(key))
    people = accounts(here) if here else {}
    return {
        "items": [
            {"account_id": who, "name": people[who].name, "state": "typing" if kind == "typing" else "looking"}
            for who, kind in here.items()
            if who in people
        ]
    }


@routes.put("/conversations/{key}/presence", needs="desk.read", answers=Done)
def look_at_conversation(request: HttpRequest, key: Key, body: LookingIn) -> Any:
    """Tell colleagues' screens that one looks at it, writes in it, or has left it."""
    tell = {"typing": desk.typing, "left": desk.left, "looking": desk.looking}[body.state]
    tell(conversation_id=id_of(key), account_id=caller_of(request).account.pk)
    return DONE


@routes.put("/conversations/{key}/drafts/{kind}", needs="desk.answer", answers=Done)
def keep_draft(request: HttpRequest, key: Key, kind: Literal["reply", "note"], body: DraftIn) -> Any:
    """Keep what is written and not sent; it stands in the composer, and in `reply_draft` or `note_draft`."""
    me = caller_of(request).account.pk
    desk.save_draft(conversation_id=id_of(key), account_id=me, kind=kind, text=body.text)
    return DONE


@routes.delete("/conversations/{key}/drafts/{kind}", needs="desk.answer", answers=Done)
def drop_draft(request: HttpRequest, key: Key, kind: Literal["reply", "note"]) -> Any:
    """Throw a draft away."""
    desk.save_draft(conversation_id=id_of(key), account_id=caller_of(request).account.pk, kind=kind, text="")
    return DONE


@routes.put("/conversations/{key}/seen", needs="desk.read", answers=Done)
def see_conversation(request: HttpRequest, key: Key, body: SeenIn) -> Any:
    """Mark it as read for the key's account; reading by the API alone marks nothing."""
    me = caller_of(request).account.pk
    desk.mark_seen(conversation_id=id_of(key), account_id=me, message_id=body.message_id)
    return DONE


@routes.delete("/conversations/{key}/seen", needs="desk.read", answers=Done)
def unsee_conversation(request: HttpRequest, key: Key) -> Any:
    """Mark it as unread for the key's account."""
    desk.mark_unseen(conversation_id=id_of(key), account_id=caller_of(request).account.pk)
    return DONE


@routes.get("/views", needs="desk.read", answers=Items[ViewOut])
def list_views(request: HttpRequest) -> Any:
    """Saved filters: everybody's, then one's own. Hand an id to `GET /conversations` as `saved`."""
    return {"items": desk.views(account_id=caller_of(request).account.pk)}


@routes.post("/views", needs="desk.read", answers=Made)
def save_view(request: HttpRequest, body: ViewIn) -> Any:
    """Keep a filter under a name, for oneself or for everybody."""
    return {"id": desk.save_view(name=body.name, query=_query(body.query), account_id=_owner(request, body.for_all))}


@routes.put("/views/{view_id}", needs="desk.read", answers=Done)
def edit_view(request: HttpRequest, view_id: Id, body: ViewIn) -> Any:
    """Change a view; whose it is stays."""
    owner = _owner(request, _is_shared(request, view_id))
    desk.save_view(name=body.name, query=_query(body.query), account_id=owner, view_id=view_id)
    return DONE


@routes.delete("/views/{view_id}", needs="desk.read", answers=Done)
def remove_view(request: HttpRequest, view_id: Id) -> Any:
    """Forget a view."""
    desk.remove_view(view_id=view_id, account_id=_owner(request, _is_shared(request, view_id)))
    return DONE


def _is_shared(request: HttpRequest, view_id: int) -> bool:
    return saved_view(caller_of(request).account.pk, view_id).account_id is None


def _owner(request: HttpRequest, for_all: bool) -> int | None:
    me = caller_of(request).account
    if for_all:
        require(me, SHARED)
    return None if for_all else me.pk


def _query(query: str) -> str:
    return asked(QueryDict(query.lstrip("?"))).query
