"""Conversations: found, read, answered, noted, handed over, put aside, closed, sorted."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest, HttpResponse, QueryDict
from pydantic import Field

from huitou.core.api import Refusal
from huitou.desk import api as desk
from huitou.front.api.caller import caller_of
from huitou.front.api.cursors import cursor, key_of
from huitou.front.api.rendering import straight
from huitou.front.api.routes import Routes
from huitou.front.api.shapes import Body, Cursor, Done, Id, Items, Key, Limit, Made, Moment, Page, Text
from huitou.front.desk.lists import asked
from huitou.front.desk.states import require_for

routes = Routes("conversations")
DONE = {"done": True}


class ConversationMade(Made):
    """A conversation that was made, with its unguessable key."""

    key: str


class Handover(Body):
    """To whom. To nobody (`account_id` null): back into the queue, from which the rules give it."""

    account_id: Id | None = None
    team_id: Id | None = None
    word: Text = Field("", max_length=500, description="what has to be known; needed for a transfer to a team")


class Taking(Body):
    """`over_id`: from whom it is knowingly taken."""

    over_id: Id | None = None


class Snooze(Body):
    """Until when it is put aside."""

    until: Moment


class Closure(Body):
    """`cases`: its open cases are closed too, for this reason, as on the desk; false leaves them open."""

    reason: Literal["done", "solved", "answered", "no_remedy", "duplicate", "withdrawn", "unreachable"] = "done"
    cases: bool = True
    despite: list[Text] = Field(default_factory=list, max_length=10)


class Other(Body):
    """Another conversation, by its key."""

    key: Key


class Splitting(Body):
    """Which messages go on by themselves, and about what."""

    message_ids: list[Id] = Field(min_length=1, max_length=200)
    subject: Text = Field("", max_length=200)


class Site(Body):
    """At which shop the matter is; null: at none."""

    site_id: Id | None = None


class Bulk(Body):
    """One act for many; `account_id`, `team_id`, `word`, `until`, `tag_id` belong to the acts that need them."""

    keys: list[Key] = Field(min_length=1, max_length=200)
    act: Text = Field(max_length=20, description="one of: " + ", ".join(sorted(desk.ACTS)))
    account_id: Id | None = None
    team_id: Id | None = None
    word: Text = Field("", max_length=500)
    until: Moment | None = None
    tag_id: Id | None = None


class BulkOutcome(Body):
    """What became of one conversation; `code` "" when it was done."""

    key: str
    code: str


def id_of(key: str) -> int:
    """The conversation with this key. Refused "core.not_found"."""
    found = desk.conversation_id_of(key=key)
    if found is None:
        raise Refusal("core.not_found")
    return found


@routes.get("/conversations", needs="desk.read", answers=Page[desk.InboxRow])
def list_conversations(
    request: HttpRequest,
    view: Literal["mine", "unassigned", "team", "all"] = "all",
    state: Literal["open", "snoozed", "closed", "any"] = "open",
    promise: Literal["", "open", "late"] = "",
    kind: Literal["", "inquiry", "request", "complaint", "suggestion", "praise"] = "",
    waiting: bool = False,
    team_id: Id | None = None,
    owner_id: Id | None = None,
    site_id: Id | None = None,
    tag_id: Id | None = None,
    channel_id: Id | None = None,
    saved: Id | None = None,
    after: Cursor = "",
    limit: Limit = 25,
) -> HttpResponse:
    """The list of the desk, newest message first, with its filters. `mine` is the key's account.

    `saved`: the filter of a saved view; the other filters do not count beside it.
    """
    chosen = desk.InboxFilter(
        view=view,
        state=state,
        promise=promise,
        kind=kind,
        waiting=waiting,
        team_id=team_id,
        owner_id=owner_id,
        site_id=site_id,
        tag_id=tag_id,
        channel_id=channel_id,
    )
    me = caller_of(request).account.pk
    if saved is not None:
        chosen = asked(QueryDict(saved_view(me, saved).query), default="all").filter
    page = desk.inbox(filter=chosen, account_id=me, after=key_of(after) or None, limit=limit)
    return straight({"items": page.rows, "next": cursor(page.next) if page.next else None})


@routes.get("/conversations/{key}", needs="desk.read", answers=desk.Header)
def get_conversation(request: HttpRequest, key: Key) -> HttpResponse:
    """A conversation without its messages; of one that was merged, the one it goes on in."""
    found = desk.header(account_id=caller_of(request).account.pk, key=key)
    if found is None:
        raise Refusal("core.not_found")
    return straight(found)


@routes.get("/conversations/{key}/messages", needs="desk.read", answers=Page[desk.ThreadMessage])
def list_messages(request: HttpRequest, key: Key, after: Cursor = "", limit: Limit = 50) -> HttpResponse:
    """Messages 表, the newest page first, oldest first within a page. A page may be shorter than `limit`."""
    return thread_page(key, desk.ThreadMessage, after, limit)


@routes.get("/conversations/{key}/assignments", needs="desk.read", answers=Items[desk.AssignmentRow])
def list_assignments(request: HttpRequest, key: Key) -> Any:
    """Through whose hands it went and why, newest first."""
    return {"items": desk.assignments_of(conversation_id=id_of(key))}


@routes.post("/conversations/{key}/take", needs="desk.assign", answers=Done, status=200)
def take_conversation(request: HttpRequest, key: Key, body: Taking) -> Any:
    """Take it for the key's account. Refused when a colleague has it, unless `over_id` names them."""
    desk.take(conversation_id=id_of(key), over=body.over_id, actor=caller_of(request).actor)
    return DONE


@routes.post("/conversations/{key}/assignment", needs="desk.assign", answers=Done, status=200)
def assign_conversation(request: HttpRequest, key: Key, body: Handover) -> Any:
    """Give it to a colleague, to a team, or back into the queue."""
    actor, found = caller_of(request).actor, id_of(key)
    if body.team_id is not None:
        desk.transfer(conversation_id=found, to=body.account_id, team_id=body.team_id, word=body.word, actor=actor)
    else:
        desk.assign(conversation_id=found, to=body.account_id, word=body.word, actor=actor)
    return DONE


@routes.post("/conversations/{key}/snooze", needs="desk.answer", answers=Done, status=200)
def snooze_conversation(request: HttpRequest, key: Key, body: Snooze) -> Any:
    """Put it aside until a time, or until the customer writes."""
    desk.snooze(conversation_id=id_of(key), until=body.until, actor=caller_of(request).actor)
    return DONE


@routes.delete("/conversations/{key}/snooze", needs="desk.answer", answers=Done)
def wake_conversation(request: HttpRequest, key: Key) -> Any:
    """Take it back before its time."""
    desk.wake(conversation_id=id_of(key), actor=caller_of(request).actor)
    return DONE


@routes.post("/conversations/{key}/closure", needs="desk.answer", answers=Done, status=200)
def close_conversation(request: HttpRequest, key: Key, body: Closure) -> Any:
    """Close it. Refused while a promise is open, or while a case lacks what its kind wants (soft)."""
    actor, found = caller_of(request).actor, id_of(key)
    if body.cases:
        reason = "solved" if body.reason == "done" else body.reason
        desk.finish(conversation_id=found, reason=reason, despite=body.despite, actor=actor)
    else:
        desk.close(conversation_id=found, reason=body.reason, actor=actor)
    return DONE


@routes.delete("/conversations/{key}/closure", needs="desk.answer", answers=Done)
def reopen_conversation(request: HttpRequest, key: Key) -> Any:
    """Open it again."""
    desk.reopen(conversation_id=id_of(key), actor=caller_of(request).actor)
    return DONE


@routes.put("/conversations/{key}/site", needs="desk.answer", answers=Done)
def name_conversation_site(request: HttpRequest, key: Key, body: Site) -> Any:
    """Say at which site the matter is."""
    desk.name_site(conversation_id=id_of(key), site_id=body.site_id, actor=caller_of(request).actor)
    return DONE


@routes.put("/conversations/{key}/tags/{tag_id}", needs="desk.answer", answers=Done)
def tag_conversation(request: HttpRequest, key: Key, tag_id: Id) -> Any:
    """Name a situation of it."""
    desk.tag(conversation_id=id_of(key), tag_id=tag_id, actor=caller_of(request).actor)
    return DONE


@routes.delete("/conversations/{key}/tags/{tag_id}", needs="desk.answer", answers=Done)
def untag_conversation(request: HttpRequest, key: Key, tag_id: Id) -> Any:
    """Take a situation away."""
    desk.untag(conversation_id=id_of(key), tag_id=tag_id, actor=caller_of(request).actor)
    return DONE


@routes.post("/conversations/{key}/merges", needs="desk.answer", answers=Made)
def merge_conversation(request: HttpRequest, key: Key, body: Other) -> Any:
    """Let the other one go on in this one. The id undoes it."""
    actor = caller_of(request).actor
    return {"id": desk.merge_conversations(kept_id=id_of(key), gone_id=id_of(body.key), actor=actor)}


@routes.delete("/conversation-merges/{merge_id}", needs="desk.answer", answers=Done)
def undo_conversation_merge(request: HttpRequest, merge_id: Id) -> Any:
    """Part two merged conversations again."""
    desk.undo_merge(merge_id=merge_id, actor=caller_of(request).actor)
    return DONE


@routes.post("/conversations/{key}/splits", needs="desk.answer", answers=ConversationMade)
def split_conversation(request: HttpRequest, key: Key, body: Splitting) -> Any:
    """Let some messages go on in a conversation of their own."""
    caller = caller_of(request)
    made = desk.split(
        conversation_id=id_of(key),
        message_ids=body.message_ids,
        subject=body.subject,
        key=act_key(request),
        actor=caller.actor,
    )
    found = desk.header(account_id=caller.account.pk, conversation_id=made)
    return {"id": made, "key": found.key if found else ""}


@routes.put("/conversations/{key}/links/{other}", needs="desk.answer", answers=Done)
def link_conversations(request: HttpRequest, key: Key, other: Key) -> Any:
    """They belong together."""
    desk.link(conversation_id=id_of(key), other_id=id_of(other), actor=caller_of(request).actor)
    return DONE


@routes.delete("/conversations/{key}/links/{other}", needs="desk.answer", answers=Done)
def unlink_conversations(request: HttpRequest, key: Key, other: Key) -> Any:
    """They do not belong together after all."""
    desk.unlink(conversation_id=id_of(key), other_id=id_of(other), actor=caller_of(request).actor)
    return DONE


@routes.post("/conversations-bulk", needs="desk.assign", answers=Items[BulkOutcome], status=200)
def act_on_many(request: HttpRequest, body: Bulk) -> Any:
    """The same act on up to 200 conversations; what is refused for one stops none of the others.

    Needs, beside `desk.assign`, the right that the act needs when it is done to one.
    """
    require_for(caller_of(request).account, body.act)
    keys = {id_of(key): key for key in dict.fromkeys(body.keys)}
    done = desk.bulk(
        conversation_ids=list(keys),
        act=body.act,
        key=act_key(request),
        actor=caller_of(request).actor,
        to=body.account_id,
        team_id=body.team_id,
        word=body.word,
        until=body.until,
        tag_id=body.tag_id,
    )
    return {"items": [{"key": keys[one.conversation_id], "code": one.code} for one in done]}


def saved_view(account_id: int, view_id: int) -> desk.ViewRow:
    """A view that this account sees. Refused "core.not_found"."""
    found = [row for row in desk.views(account_id=account_id) if row.id == view_id]
    if not found:
        raise Refusal("core.not_found")
    return found[0]


def act_key(request: HttpRequest) -> str:
    """The key under which the desk does an act once: the program's own with its token, else one of this call."""
    caller = caller_of(request)
    given = request.headers.get("Idempotency-Key", "") or request.request_id  # type: ignore[attr-defined]
    return f"api:{caller.token_id}:{given}"


def thread_page(key: str, kind: type, after: str, limit: int) -> HttpResponse:
    """One page of a thread, of one kind of item (a message or a note)."""
    page = desk.thread(conversation_id=id_of(key), limit=limit, before=key_of(after) or None)
    rows = [one for one in page.items if isinstance(one, kind)]
    return straight({"items": rows, "next": cursor(page.older) if page.older else None})
