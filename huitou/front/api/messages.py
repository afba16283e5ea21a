"""Messages in, replies and notes out, files."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Schema
from pydantic import Field

from huitou.channels.api import channel, channels, read_message
from huitou.core.api import Refusal
from huitou.desk import api as desk
from huitou.front.api.caller import caller_of
from huitou.front.api.conversations import DONE, act_key, id_of, thread_page
from huitou.front.api.incoming import WithFiles, body_with_files, read_body
from huitou.front.api.promises import PromiseIn
from huitou.front.api.routes import Routes
from huitou.front.api.shapes import Body, Cursor, Done, Id, Key, Limit, Made, Moment, Page, Text
from huitou.front.downloads import download
from huitou.roster.api import sites, touchpoints

routes = Routes("messages")


class HandleIn(Body):
    """A way to reach somebody; `email` is another word for `mail`."""

    kind: Literal["phone", "mail", "email", "openid", "unionid"]
    value: Text = Field(min_length=1, max_length=200)

    def pair(self) -> tuple[str, str]:
        """As the rooms take it."""
        return ("mail" if self.kind == "email" else self.kind), self.value


class CaseIn(Body):
    """The case that the message opens at once."""

    kind: Literal["inquiry", "request", "complaint", "suggestion", "praise"]
    severity: int = Field(2, ge=1, le=4, description="1 low, 2 normal, 3 high, 4 safety or the press")
    touchpoint: Text = Field("", max_length=40, description="its code")
    summary: Text = Field("", max_length=200)


class MessageIn(WithFiles):
    """A message that a customer wrote somewhere: who (`handles` or `customer_id`), what, and where it belongs."""

    text: Text = Field("", max_length=200_000, description="left out: read out of `html`")
    html: Text = Field(
        "", max_length=1_000_000, description="the page it was written as; nothing in it acts or loads when it is shown"
    )
    handles: list[HandleIn] = Field(default_factory=list, max_length=10)
    customer_id: Id | None = None
    name: Text = Field("", max_length=80)
    subject: Text = Field("", max_length=200)
    channel: Text = Field("", max_length=40, description="slug of a channel of the kind api; left out: the first")
    thread: Text = Field("", max_length=200, description="the program's own name of the thread")
    site: Text = Field("", max_length=40, description="its code")
    language: Literal["zh-hans", "en"] = "zh-hans"
    at: Moment | None = Field(None, description="when it was written; left out: now")
    case: CaseIn | None = None


class ReceivedOut(Schema):
    """What became of it. `duplicate`: the same key came before; this is what it became then."""

    message_id: int
    conversation: str = Field(description="the conversation's key")
    customer_id: int
    case_id: int | None
    new_conversation: bool
    duplicate: bool


class ReplyIn(WithFiles):
    """A reply; it leaves after the undo window. `seen_message_id`: the newest message the writer has seen."""

    text: Text = Field("", max_length=20_000)
    seen_message_id: int | None = Field(None, ge=0, le=2**53 - 1)
    kept_files: list[Key] = Field(default_factory=list, max_length=20, description="of a reply that was taken back")
    promises: list[PromiseIn] = Field(
        default_factory=list, max_length=10, description="made with it, all or none; taken back with it"
    )
    send_at: Moment | None = Field(
        None, description="put off until then; held back, and a draft again, when the customer writes meanwhile"
    )
    waved: list[Text] = Field(
        default_factory=list, max_length=10, description="words of time in the text (明天中午前) that promise nothing"
    )
    despite: list[Text] = Field(
        default_factory=list,
        max_length=10,
        description="codes of soft refusals that were read: desk.promise_unrecorded lets a text leave as it is, "
        "although it promises something until a fixed time that is not among `promises`",
    )


class SentOut(Schema):
    """A reply on its way: it leaves at `release_at` and can be taken back until then."""

    message_id: int
    release_at: datetime | None
    promise_ids: list[int]


class UndoneOut(Schema):
    """The draft as it now stands; `file_keys` go into `kept_files` when it is sent again."""

    draft: str
    file_keys: list[str]


class NoteIn(WithFiles):
    """A note; @小林 calls a colleague."""

    text: Text = Field("", max_length=20_000)


@routes.post("/messages", needs="desk.answer", answers=ReceivedOut, key=True, openapi_extra=body_with_files(MessageIn))
def post_message(request: HttpRequest) -> Any:
    """Take in a message of a customer: once, into the right conversation, to somebody.

    Who wrote is said by `handles` or `customer_id`; without either it is refused (api.no_customer, 422).
    """
    body, files = read_body(request, MessageIn)
    if body.customer_id is None and not body.handles:
        raise Refusal("api.no_customer")  # else every such message would be of somebody new whom nobody can answer
    said = read_message(text=body.text, html=body.html)
    received = desk.receive(
        channel_id=_channel(body.channel),
        key=act_key(request),
        text=said.text,
        html=said.html,
        handles=[one.pair() for one in body.handles],
        customer_id=body.customer_id,
        name=body.name,
        language=body.language,
        subject=body.subject,
        at=body.at,
        files=[*files, *(desk.IncomingFile(**vars(one)) for one in said.files)],
        thread_key=body.thread or None,
        site_id=_site(body.site),
        open_case=_case(body.case),
    )
    return {
        "message_id": received.message_id,
        "conversation": received.conversation_key,
        "customer_id": received.customer_id,
        "case_id": received.case_id,
        "new_conversation": received.new,
        "duplicate": received.duplicate,
    }


@routes.post(
    "/conversations/{key}/replies", needs="desk.answer", answers=SentOut, openapi_extra=body_with_files(ReplyIn)
)
def post_reply(request: HttpRequest, key: Key) -> Any:
    """Answer the customer, with the promises that the text makes. Refused when a colleague has just answered.

    The text is read: what it promises until a fixed time is to be in `promises` or in `waved`, else
    desk.promise_unrecorded (409) asks once.
    """
    body, files = read_body(request, ReplyIn)
    return desk.reply(
        conversation_id=id_of(key),
        text=body.text,
        key=act_key(request),
        actor=caller_of(request).actor,
        files=files,
        kept_files=body.kept_files,
        seen_message_id=body.seen_message_id,
        promises=[one.made() for one in body.promises],
        waved=body.waved,
        despite=body.despite,
        send_at=body.send_at,
    )


@routes.post("/messages/{message_id}/sending", needs="desk.answer", answers=Done, status=200)
def send_reply_now(request: HttpRequest, message_id: Id) -> Any:
    """Let one's own reply leave now that was put off by `send_at`."""
    desk.send_now(message_id=message_id, actor=caller_of(request).actor)
    return DONE


@routes.delete("/messages/{message_id}", needs="desk.answer", answers=UndoneOut)
def undo_reply(request: HttpRequest, message_id: Id) -> Any:
    """Take one's own reply back before it leaves; the promises made with it go too, its text is the draft again."""
    undone = desk.undo(message_id=message_id, actor=caller_of(request).actor)
    return {"draft": undone.draft, "file_keys": undone.file_keys}


@routes.post("/messages/{message_id}/retries", needs="desk.answer", answers=Done, status=200)
def retry_reply(request: HttpRequest, message_id: Id) -> Any:
    """Let a reply that failed leave once more."""
    desk.retry_reply(message_id=message_id, actor=caller_of(request).actor)
    return DONE


# Beside the POST: of two routers with one address only the first would be asked.
@routes.get("/conversations/{key}/notes", needs="desk.read", answers=Page[desk.ThreadNote])
def list_notes(request: HttpRequest, key: Key, after: Cursor = "", limit: Limit = 50) -> HttpResponse:
    """Notes 里: never to be shown to a customer. Paged as messages are."""
    return thread_page(key, desk.ThreadNote, after, limit)


@routes.post("/conversations/{key}/notes", needs="desk.answer", answers=Made, openapi_extra=body_with_files(NoteIn))
def post_note(request: HttpRequest, key: Key) -> Any:
    """Write a note that no customer ever sees."""
    body, files = read_body(request, NoteIn)
    actor = caller_of(request).actor
    note_id = desk.write_note(
        conversation_id=id_of(key), text=body.text, key=act_key(request), actor=actor, files=files
    )
    return {"id": note_id}


@routes.get(
    "/files/{key}",
    needs="desk.read",
    answers=None,
    openapi_extra={
        "responses": {
            200: {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}
        }
    },
)
def get_file(request: HttpRequest, key: Key) -> HttpResponse:
    """The bytes of a file of a message or note. Never served as active content."""
    found = desk.staff_file(key=key)
    if found is None:
        raise Refusal("core.not_found")
    return download(blob_id=found.blob_id, filename=found.filename, content_type=found.content_type)


def _channel(slug: str) -> int:
    if slug:
        found = channel(slug=slug)
        way = found if found and found.active and found.kind == "api" else None
    else:
        way = next((one for one in channels(active_only=True) if one.kind == "api"), None)
    if way is None:
        raise Refusal("channels.unknown")
    return way.id


def _site(code: str) -> int | None:
    if not code:
        return None
    found = next((one.id for one in sites() if one.code == code), None)
    if found is None:
        raise Refusal("api.no_such_code", which=code)
    return found


def _case(case: CaseIn | None) -> desk.NewCase | None:
    if case is None:
        return None
    touchpoint_id = None
    if case.touchpoint:
        touchpoint_id = next((one.id for one in touchpoints() if one.code == case.touchpoint), None)
        if touchpoint_id is None:
            raise Refusal("api.no_such_code", which=case.touchpoint)
    return desk.NewCase(kind=case.kind, severity=case.severity, touchpoint_id=touchpoint_id, summary=case.summary)
