"""Who asks, with one query: the account behind a session and what it may. The hot pages and live push use it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from huitou.core.accounts.sessions import SEEN_EVERY, seen
from huitou.core.clock.wall import wall
from huitou.core.db import on_postgres
from huitou.core.models import Account


@dataclass(frozen=True)
class Visitor:
    """Who asks: the account and its rights, read with one query from the session's row."""

    account_id: int
    username: str
    name: str
    role: str
    language: str
    permissions: frozenset[str]


def visitor(session_key: str) -> Visitor | None:
    """The account behind a session key, or None when it is unknown, over, or its account was closed."""
    if not session_key:
        return None
    gather = "string_agg(g.permission, ',')" if on_postgres() else "group_concat(g.permission)"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT a.id, a.username, a.name, a.role, a.language, "
            f"(SELECT {gather} FROM core_permissiongrant g WHERE g.role = a.role), s.seen_at < %s "
            "FROM core_session s JOIN core_account a ON a.id = s.account_id "
            "WHERE s.session_key = %s AND s.expire_date > %s AND a.is_active",
            [wall() - SEEN_EVERY, session_key, wall()],
        )
        row = cursor.fetchone()
    if row is None:
        return None
    account_id, username, name, role, language, rights, long_unseen = row
    if long_unseen:
        seen(session_key=session_key)
    return Visitor(account_id, username, name, role, language, frozenset((rights or "").split(",")))


def account_of_visitor(found: Visitor) -> Account:
    """An account object without another query, its rights beside it."""
    account = Account(id=found.account_id, username=found.username, name=found.name, role=found.role)
    account.language = found.language
    account._permissions = found.permissions  # type: ignore[attr-defined]
    account._state.adding = False
    return account
