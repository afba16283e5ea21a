"""Accounts as other rooms see them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from huitou.core.db import rows
from huitou.core.models import Account


@dataclass(frozen=True)
class AccountRow:
    """Somebody who works here: what other rooms may know."""

    id: int
    username: str
    name: str
    role: str
    active: bool


_FIELDS = ("id", "username", "name", "role", "is_active")


def account(account_id: int) -> AccountRow | None:
    """The account, or None."""
    row = Account.objects.filter(pk=account_id).values_list(*_FIELDS).first()
    return AccountRow(*row) if row else None


def accounts(ids: Iterable[int] | None = None) -> dict[int, AccountRow]:
    """Accounts by id: the given ones, or all (one query)."""
    wanted = None if ids is None else tuple(set(ids))
    if wanted == ():
        return {}
    where = f" WHERE id IN ({', '.join(['%s'] * len(wanted))})" if wanted else ""
    found = rows(f"SELECT {', '.join(_FIELDS)} FROM core_account{where} ORDER BY id", wanted or ())
    return {r[0]: AccountRow(r[0], r[1], r[2], r[3], bool(r[4])) for r in found}


def account_object(account_id: int) -> Account | None:
    """The account itself, for signing in; None when it is unknown or closed."""
    return Account.objects.filter(pk=account_id, is_active=True).first()


def accounts_to_manage() -> tuple[Account, ...]:
    """Every account for the settings page, the active ones first, by name."""
    return tuple(Account.objects.order_by("-is_active", "role", "name", "pk"))
