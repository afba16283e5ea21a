"""What a fact is about, as words with a way there: never a name, because the ledger holds none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from huitou.core.api import FactRow, accounts


@dataclass(frozen=True, slots=True)
class Subject:
    text: str
    href: str = ""


def subjects_of(rows: Sequence[FactRow]) -> dict[int, Subject]:
    """The subject of each fact, by the fact's id."""
    names = {row.id: row.name for row in accounts(_account_ids(rows)).values()}
    return {row.id: _subject(row, names) for row in rows}


def _subject(row: FactRow, names: dict[int, str]) -> Subject:
    if row.conversation_id:
        return Subject(_("会话 %(id)s") % {"id": row.conversation_id})
    if row.customer_id:
        return Subject(_("客户 %(id)s") % {"id": row.customer_id}, f"/customers/{row.customer_id}")
    account_id = row.data.get("account_id")
    if account_id:
        text = names.get(account_id, _("账号 %(id)s") % {"id": account_id})
        return Subject(text, f"/settings/accounts/{account_id}")
    for key in ("role", "keys", "channel_id", "team_id", "site_id"):
        if row.data.get(key):
            value = row.data[key]
            return Subject(", ".join(map(str, value)) if isinstance(value, list) else f"{key} {value}")
    return Subject("")


def _account_ids(rows: Sequence[FactRow]) -> set[int]:
    return {row.data["account_id"] for row in rows if row.data.get("account_id")}
