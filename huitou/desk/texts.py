"""Every text of the desk that can be searched, for making the index anew."""

from __future__ import annotations

from collections.abc import Iterator

from huitou.core.api import search
from huitou.desk.conversations.rules.finding import findable
from huitou.desk.models import Case, Conversation, Message, Note

CHUNK = 1000


def search_texts() -> Iterator[search.Text]:
    """Messages that were not taken back, subjects, cases, and (back stage) notes; each kind oldest first."""
    messages = Message.objects.exclude(state=Message.UNDONE).exclude(text="", html="").order_by("id")
    for pk, text, html, at in messages.values_list("pk", "text", "html", "at").iterator(chunk_size=CHUNK):
        yield search.Text(stage=search.FRONT, kind="message", ref_id=pk, text=findable(text, html), at=at)
    subjects = Conversation.objects.exclude(subject="").order_by("id")
    for pk, subject, at in subjects.values_list("pk", "subject", "opened_at").iterator(chunk_size=CHUNK):
        yield search.Text(stage=search.FRONT, kind="conversation", ref_id=pk, text=subject, at=at)
    notes = Note.objects.exclude(text="").order_by("id")
    for pk, text, at in notes.values_list("pk", "text", "at").iterator(chunk_size=CHUNK):
        yield search.Text(stage=search.BACK, kind="note", ref_id=pk, text=text, at=at)
    cases = Case.objects.order_by("id").values_list("pk", "number", "summary", "opened_at")
    for pk, number, summary, at in cases.iterator(chunk_size=CHUNK):
        yield search.Text(stage=search.FRONT, kind="case", ref_id=pk, text=f"{number} {summary}", at=at)
