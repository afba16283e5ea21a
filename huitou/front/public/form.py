"""The public form 在线留言: a customer writes, says what they expect, and gets the address of their own page."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from huitou.channels.api import FORM_FIELDS as FIELDS
from huitou.channels.api import LONGEST_FORM_TEXT, ChannelRow, FormMessage, FormRefused, channel, read_form
from huitou.core.api import Refusal, public_page, setting
from huitou.desk.api import IncomingFile, NewCase, Received, receive
from huitou.front.public.flood import count_form
from huitou.front.public.frame import frame
from huitou.front.public.shapes import PublicForm
from huitou.front.public.words import ending_label, kind_label, within_label
from huitou.front.sentences import sentence, status
from huitou.front.shapes import Option
from huitou.roster.api import sites, touchpoints
from huitou.voice.api import ANSWER_WITHIN, ENDINGS, read_expectation, tell_expectation

KINDS = ("inquiry", "request", "complaint", "suggestion", "praise")
SUMMARY = 60
MIB = 1024 * 1024
MOST_TOUCHPOINTS = 8  # more would be a list to read, not one tap


@dataclass
class Typed:
    """What the customer typed, what could be read of it, and a sentence for each field that cannot be taken."""

    values: dict[str, str]
    message: FormMessage | None = None
    files: list[IncomingFile] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)


@public_page(methods=("GET", "POST"))
def form(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the form; a POST is kept once, however often it is sent."""
    way_in = channel(slug=slug)
    if way_in is None or way_in.kind != "form" or not way_in.active:
        raise Http404
    if request.method != "POST":
        return _show(request, way_in, Typed(values={"kind": "inquiry", "site": str(way_in.site_id or "")}))
    typed = _read(request)
    if typed.message is None:
        return _show(request, way_in, typed, 400)
    try:
        count_form(request, handles=typed.message.handles)
        received = _receive(way_in, typed.message, typed.files)
    except Refusal as refusal:
        typed.errors[_field_of(refusal.code)] = sentence(refusal)
        return _show(request, way_in, typed, status(refusal))
    return HttpResponseRedirect(reverse("public-matter", args=[received.conversation_key]) + "?new=1")


def _read(request: HttpRequest) -> Typed:
    typed = Typed({name: request.POST.get(name, "") for name in FIELDS})
    typed.files = [
        IncomingFile(filename=f.name or "file", content_type=f.content_type or "", content=f.read())
        for f in request.FILES.getlist("files")
    ]
    try:
        typed.message = read_form(
            fields=typed.values,
            kinds=frozenset(KINDS),
            sites=frozenset(row.id for row in sites()),
            touchpoints=frozenset(row.id for row in touchpoints()),
            files=len(typed.files),
        )
    except FormRefused as refused:
        typed.errors = {name: sentence(refusal) for name, refusal in refused.refusals.items()}
    if request.POST.get("website"):  # a field that people do not see: only programs fill it
        typed.message = None
        typed.errors["text"] = _("这次提交看起来来自程序，没有保存。")
    return typed


def _receive(way_in: ChannelRow, message: FormMessage, files: list[IncomingFile]) -> Received:
    first = message.text.splitlines()[0] if message.text else ""
    once = _once(message, files)
    received = receive(
        channel_id=way_in.id,
        key=once,
        thread_key=once,  # whoever types a number has not proved that it is theirs: a page of its own, never an old one
        handles=list(message.handles),
        name=message.name,
        subject=message.subject,
        text=message.text,
        files=files,
        site_id=message.site_id or way_in.site_id,
        open_case=NewCase(kind=message.kind or "inquiry", touchpoint_id=message.touchpoint_id, summary=first[:SUMMARY]),
    )
    if received.case_id:
        tell_expectation(
            case_id=received.case_id,
            customer_id=received.customer_id,
            conversation_id=received.conversation_id,
            told=read_expectation(answer_within=message.answer_when, ending=message.end_how),
        )
    return received


def _field_of(code: str) -> str:
    """Beside which field a refusal is told."""
    if code.startswith(("attachments.", "channels.file", "desk.too_many_files")):
        return "files"
    return "contact" if code.startswith("customers.handle") else "text"


def _once(message: FormMessage, files: list[IncomingFile]) -> str:
    """The same form sent twice is one message; whoever does not know all of what was typed is not shown its page."""
    typed = (message.name, *(raw for _kind, raw in message.handles), message.text, *(file.filename for file in files))
    key = message.key or secrets.token_urlsafe(16)
    return hashlib.sha256("\0".join((key, *typed)).encode("utf-8", "replace")).hexdigest()


def _show(request: HttpRequest, way_in: ChannelRow, typed: Typed, code: int = 200) -> HttpResponse:
    values = typed.values

    def chosen(name: str, options: list[tuple[str, str]]) -> tuple[Option, ...]:
        return tuple(Option(value, label, selected=values.get(name) == value) for value, label in options)

    rows = [("", _("不确定"))] + [(str(row.id), row.name) for row in sites() if row.active]
    page = PublicForm(
        action=request.path,
        longest=LONGEST_FORM_TEXT,
        key=values.get("key") or secrets.token_urlsafe(16),
        kinds=chosen("kind", [(kind, kind_label(kind)) for kind in KINDS]),
        sites=chosen("site", rows) if len(rows) > 2 else (),
        touchpoints=_places(chosen),
        answer_when=chosen("answer_when", [(str(m), within_label(m)) for m in ANSWER_WITHIN]),
        end_how=chosen("end_how", [(e, ending_label(e)) for e in ENDINGS]),
        values=tuple(values.items()),
        errors=tuple(typed.errors.items()),
        max_files_text=_("每个文件不超过 %(n)s MB。") % {"n": setting("files.max_bytes") // MIB},
    )
    return render(request, "front/public/form.html", {"frame": frame(request), "form": page}, status=code)


def _places(chosen: Callable[[str, list[tuple[str, str]]], tuple[Option, ...]]) -> tuple[Option, ...]:
    """What it may be about, in the order of a customer's way; nothing to ask when the company named at most one."""
    rows = [(str(row.id), row.name) for row in touchpoints()[:MOST_TOUCHPOINTS]]
    return chosen("touchpoint", [*rows, ("", _("其他"))]) if len(rows) > 1 else ()
