"""Canned replies and saved views: what people prepare so that they need not type or filter again."""

from __future__ import annotations

import re

from django.db.models import F

from huitou.core.api import Refusal, writing
from huitou.desk.conversations.actions.common import locked
from huitou.desk.conversations.actions.reply import values_for
from huitou.desk.conversations.rules.placeholders import Filled, check_places, fill
from huitou.desk.conversations.rules.sending import check_text
from huitou.desk.models import CannedReply, SavedView

_SHORTCUT = re.compile(r"[\w\-㐀-鿿]{1,30}")


def make_canned(*, shortcut: str, title: str, text: str) -> int:
    """A canned reply; returns its id.

    Refused: desk.bad_shortcut, desk.shortcut_taken, desk.empty_text, desk.placeholder_unknown.
    """
    with writing():
        return CannedReply.objects.create(**_canned(shortcut, title, text, other_than=None)).pk


def edit_canned(*, canned_id: int, shortcut: str, title: str, text: str) -> None:
    """Change a canned reply; refused as when made."""
    with writing():
        CannedReply.objects.filter(pk=canned_id).update(**_canned(shortcut, title, text, other_than=canned_id))


def remove_canned(*, canned_id: int) -> None:
    """Remove a canned reply; one that is gone is no error."""
    with writing():
        CannedReply.objects.filter(pk=canned_id).delete()


def use_canned(*, canned_id: int, conversation_id: int, account_id: int) -> Filled:
    """Its text for this conversation and writer, with the places filled; `unknown` and `empty` name the others."""
    with writing():
        row = CannedReply.objects.filter(pk=canned_id).first()
        if row is None:
            raise Refusal("core.not_found")
        conversation = locked(conversation_id)
        CannedReply.objects.filter(pk=canned_id).update(used=F("used") + 1)
        values = values_for(conversation=conversation, account_id=account_id, promised_at=conversation.promise_due)
    return fill(row.text, dict(values))


def save_view(*, name: str, query: str, account_id: int | None, view_id: int | None = None, position: int = 0) -> int:
    """Keep a filter of the list under a name, for oneself or (`account_id` None) for everybody; returns its id.

    `query` is the filter as it stands in the URL. With `view_id` one's own is changed. Refused: desk.bad_view.
    """
    name, query = name.strip(), query.strip().lstrip("?")
    if not name or len(name) > 40 or len(query) > 500 or "\0" in name + query:
        raise Refusal("desk.bad_view")
    with writing():
        if view_id is None:
            return SavedView.objects.create(account_id=account_id, name=name, query=query, position=position).pk
        changed = SavedView.objects.filter(pk=view_id, account_id=account_id)
        if not changed.update(name=name, query=query, position=position):
            raise Refusal("core.not_found")
    return view_id


def remove_view(*, view_id: int, account_id: int | None) -> None:
    """Remove a view of one's own (or, with `account_id` None, of everybody)."""
    with writing():
        SavedView.objects.filter(pk=view_id, account_id=account_id).delete()


def _canned(shortcut: str, title: str, text: str, *, other_than: int | None) -> dict[str, str]:
    shortcut, title = shortcut.strip().lstrip("/"), title.strip()
    if not _SHORTCUT.fullmatch(shortcut) or not title or len(title) > 60:
        raise Refusal("desk.bad_shortcut")
    if CannedReply.objects.filter(shortcut=shortcut).exclude(pk=other_than).exists():
        raise Refusal("desk.shortcut_taken", shortcut=shortcut)
    whole = check_text(text)
    check_places(whole)
    return {"shortcut": shortcut, "title": title, "text": whole}
