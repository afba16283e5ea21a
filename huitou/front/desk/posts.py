"""What an agent writes: replies, notes, drafts, details heard in passing. One call of the desk each, then a fresh screen."""

from __future__ import annotations

from datetime import datetime
from itertools import zip_longest

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from huitou.core.api import Refusal, page, zone
from huitou.customers import api as customers
from huitou.desk import api as desk
from huitou.front.desk.pages import work_answer
from huitou.front.posting import actor_of, posted_id

ANSWER = "desk.answer"
LONGEST_CONTENT = 300
MOST_PROMISES = 10  # in one reply


@page(ANSWER, methods=("POST",))
def messages(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """A reply to the customer, with the promises it makes; it leaves after the undo window, or at the time chosen."""
    text = request.POST.get("text", "")
    desk.reply(
        conversation_id=conversation_id,
        text=text,
        key=_key(request),
        actor=actor_of(request),
        files=incoming(request),
        seen_message_id=posted_id(request, "seen_id"),
        promises=_promises(request, conversation_id),
        waved=request.POST.getlist("waved")[:MOST_PROMISES],
        despite=request.POST.getlist("despite"),
        send_at=local_time(request.POST["send_at"]) if request.POST.get("send_at") else None,
    )
    return work_answer(request, conversation_id)


@page(ANSWER, methods=("POST",))
def notes(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """A word among colleagues."""
    desk.write_note(
        conversation_id=conversation_id,
        text=request.POST.get("text", ""),
        key=_key(request),
        actor=actor_of(request),
        files=incoming(request),
    )
    return work_answer(request, conversation_id)


@page(ANSWER, methods=("POST",))
def draft(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """What is typed and not sent."""
    desk.save_draft(
        conversation_id=conversation_id,
        account_id=request.user.pk,
        kind="note" if request.POST.get("mode") == "note" else "reply",
        text=request.POST.get("text", ""),
    )
    return HttpResponse(status=204)


@page("desk.read", methods=("POST",))
def typing(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """Looking, typing, or gone: told to colleagues' screens."""
    tell = {"typing": desk.typing, "left": desk.left}.get(request.POST.get("kind", ""), desk.looking)
    tell(conversation_id=conversation_id, account_id=request.user.pk)
    return HttpResponse(status=204)


@page(ANSWER, methods=("DELETE",))
def message(request: HttpRequest, message_id: int) -> HttpResponse:
    """Take a reply back before it leaves."""
    undone = desk.undo(message_id=message_id, actor=actor_of(request))
    return work_answer(request, undone.conversation_id)


@page(ANSWER, methods=("POST",))
def sending(request: HttpRequest, message_id: int) -> HttpResponse:
    """A reply that was put off leaves now."""
    return work_answer(request, desk.send_now(message_id=message_id, actor=actor_of(request)))


@page(ANSWER, methods=("POST",))
def retry(request: HttpRequest, message_id: int) -> HttpResponse:
    """Let a failed reply leave once more."""
    desk.retry_reply(message_id=message_id, actor=actor_of(request))
    row = desk.thread_message(message_id=message_id)
    if row is None:
        raise Refusal("core.not_found")
    return work_answer(request, row.conversation_id)


@page("customers.edit", methods=("POST",))
def details(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """A detail heard in passing becomes knowledge about the customer."""
    place = desk.place_of(conversation_id=conversation_id)
    if place is None:
        raise Refusal("core.not_found")
    customers.add_detail(
        customer_id=place.customer_id,
        kind=request.POST.get("kind", "other"),
        text=request.POST.get("text", ""),
        heard_in=conversation_id,
        actor=actor_of(request),
    )
    return work_answer(request, conversation_id)


def incoming(request: HttpRequest) -> list[desk.IncomingFile]:
    """The files of a form."""
    return [
        desk.IncomingFile(filename=f.name or "file", content_type=f.content_type or "", content=f.read())
        for f in request.FILES.getlist("files")
    ]


def local_time(text: str) -> datetime:
    """The moment of a `datetime-local` field, typed in the company's zone; Refusal("front.bad_time")."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Refusal("front.bad_time") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=zone())


def _promises(request: HttpRequest, conversation_id: int) -> tuple[desk.NewPromise, ...]:
    """The promises that go with a reply, one chip each: its preset or its time, what, of which kind, by which words."""
    names = ("preset", "due", "content", "kind", "phrase")
    rows = zip_longest(*(request.POST.getlist(f"promise_{name}") for name in names), fillvalue="")
    asked = [row for row in rows if row[0] or row[1]]
    if len(asked) > MOST_PROMISES:
        raise Refusal("front.bad_choice")
    despite = tuple(request.POST.getlist("despite"))
    return tuple(
        desk.NewPromise(
            kind=kind or (desk.promise_kind_of(text=content) if content.strip() else "reply"),
            text=(desk.promise_without_time(text=content.strip()) or _("答复您的来信"))[:LONGEST_CONTENT],
            due_at=_preset_due(conversation_id, preset) if preset else local_time(due),
            despite=despite,
            phrase=phrase,
        )
        for preset, due, content, kind, phrase in asked
    )


def _preset_due(conversation_id: int, code: str) -> datetime:
    place = desk.place_of(conversation_id=conversation_id)
    for row in desk.presets(team_id=place.team_id if place else None):
        if row.code == code:
            return row.due_at
    raise Refusal("front.bad_time")


def _key(request: HttpRequest) -> str:
    """The idempotency key that the page made; without one (an old page) the send is refused rather than doubled."""
    key = request.POST.get("key", "")[:60]
    if not key:
        raise Refusal("front.no_key")
    return key
