"""里: words among colleagues. Another table, another index, another stage than messages."""

from __future__ import annotations

from collections.abc import Sequence

from huitou.core.api import Actor, Refusal, accounts, record, search, writing
from huitou.desk.conversations.actions.common import account_id_of, locked, moment_in, stored_key, whole_ids
from huitou.desk.conversations.actions.files import judge, unguessable
from huitou.desk.conversations.given import IncomingFile
from huitou.desk.conversations.rules.mentions import mentioned
from huitou.desk.conversations.rules.sending import check_text
from huitou.desk.facts import NoteWritten
from huitou.desk.models import Draft, Note, NoteFile

NOTE = "note"


def write_note(
    *,
    conversation_id: int,
    text: str,
    key: str,
    actor: Actor,
    files: Sequence[IncomingFile] = (),
    author_id: int | None = None,
) -> int:
    """Write a note that no customer ever sees; return its id. The same `key` writes once. @小林 calls a colleague.

    Refusals: desk.empty_text, desk.text_too_long, desk.key_used, desk.needs_account, attachments.*.
    """
    author = author_id if author_id is not None else account_id_of(actor)
    if author is None:
        raise Refusal("desk.needs_account")
    stored = stored_key("note", key)
    with writing():
        conversation = locked(conversation_id)
        known = Note.objects.filter(key=stored).values_list("pk", "author_id", "conversation_id").first()
        if known is not None:
            if known[1] != author or known[2] not in whole_ids(conversation.pk):
                raise Refusal("desk.key_used")
            return known[0]
        whole = check_text(text, files=len(files))
        judged = judge(files)
        note = Note.objects.create(
            conversation=conversation, author_id=author, text=whole, at=moment_in(conversation), key=stored
        )
        NoteFile.objects.bulk_create(
            NoteFile(note=note, blob_id=blob_id, filename=name, key=unguessable()) for blob_id, name in judged.kept
        )
        search.index(stage=search.BACK, kind="note", ref_id=note.pk, text=whole, at=note.at)
        Draft.objects.filter(conversation=conversation, account_id=author, kind=NOTE).delete()
        record(
            NoteWritten(
                conversation_id=conversation.pk,
                customer_id=conversation.customer_id,
                note_id=note.pk,
                mentioned=_mentioned(whole),
            ),
            actor=actor,
        )
    return note.pk


def _mentioned(text: str) -> list[int]:
    if "@" not in text:
        return []
    return list(mentioned(text, {one.name: one.id for one in accounts().values() if one.active}))
