"""A customer is erased: their words go, rows, times and counts stay."""

from __future__ import annotations

from huitou.channels.api import forget_sources
from huitou.core.api import forget_file, record, search, writing
from huitou.desk.conversations.rules.finding import findable
from huitou.desk.facts import TextsErased
from huitou.desk.models import (
    Assignment,
    Conversation,
    Draft,
    Message,
    MessageFile,
    Note,
    NoteFile,
    RefusedFile,
    ThreadKey,
)

BATCH = 200


def erase_texts(*, customer_id: int) -> None:
    """Empty every message, note, draft, subject and hand-over word of a customer's conversations; forget their files.

    Idempotent: what is empty is emptied again without harm.
    """
    with writing():
        ids = list(Conversation.objects.filter(customer_id=customer_id).values_list("pk", flat=True))
        if not ids:
            return
        messages = Message.objects.filter(conversation_id__in=ids)
        for pk, text, html in messages.values_list("pk", "text", "html").iterator(chunk_size=BATCH):
            search.forget(kind="message", ref_id=pk, text=findable(text, html))
        notes = Note.objects.filter(conversation_id__in=ids).exclude(text="")
        for pk, text in notes.values_list("pk", "text").iterator(chunk_size=BATCH):
            search.forget(stage=search.BACK, kind="note", ref_id=pk, text=text)
        for pk, subject in Conversation.objects.filter(pk__in=ids).exclude(subject="").values_list("pk", "subject"):
            search.forget(kind="conversation", ref_id=pk, text=subject)
        _forget_files(ids)
        forget_sources(message_ids=list(messages.values_list("pk", flat=True)))
        RefusedFile.objects.filter(message__conversation_id__in=ids).update(filename="")
        Draft.objects.filter(conversation_id__in=ids).delete()
        ThreadKey.objects.filter(conversation_id__in=ids).delete()
        Assignment.objects.filter(conversation_id__in=ids).update(word="")
        count = messages.update(text="", html="")
        Note.objects.filter(conversation_id__in=ids).update(text="")
        Conversation.objects.filter(pk__in=ids).update(subject="", reply_to="", writer_name="")
        record(TextsErased(customer_id=customer_id, conversations=len(ids), messages=count))


def _forget_files(conversation_ids: list[int]) -> None:
    """Their files go from the disk too, but for those that somebody else's message also holds (one picture, two people)."""
    files = (
        MessageFile.objects.filter(message__conversation_id__in=conversation_ids),
        NoteFile.objects.filter(note__conversation_id__in=conversation_ids),
    )
    blob_ids = {blob_id for rows in files for blob_id in rows.values_list("blob_id", flat=True)}
    for rows in files:
        rows.delete()
    for blob_id in blob_ids:
        shared = (
            MessageFile.objects.filter(blob_id=blob_id).exists() or NoteFile.objects.filter(blob_id=blob_id).exists()
        )
        if not shared:
            forget_file(blob_id)
