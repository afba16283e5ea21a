"""Coming in: the password, and what is written down about it. The second factor has its own file."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import authenticate

from huitou.core.accounts import attempts, rules
from huitou.core.accounts.attempts import key_of_address, key_of_name
from huitou.core.db import writing
from huitou.core.facts import SignedIn, SignedOut, SignInFailed
from huitou.core.ledger.ledger import Actor, record
from huitou.core.models import Account
from huitou.core.refusal import Refusal


def check_password(*, login: str, password: str, address: str) -> Account:
    """The account whose user name (or e-mail address) and password these are.

    Refused "core.too_many_attempts" (minutes) after too many wrong ones under this name or from this address, and
    "core.wrong_password" otherwise, whether the account exists, is closed, or only the password is wrong.
    """
    name = key_of_name(login)
    ids = attempts.begin({name: rules.FREE_PER_ACCOUNT, key_of_address(address): rules.FREE_PER_ADDRESS})
    account = authenticate(None, username=_username(login), password=password)
    if account is None:
        _write_down_failure(login, address)
        raise Refusal("core.wrong_password")
    attempts.succeed(ids, forget=name)
    return account


def signed_in(*, account_id: int, address: str, second_factor: bool) -> None:
    """Write down that somebody is in now."""
    with writing():
        happened = SignedIn(account_id=account_id, ip=address, second_factor=second_factor)
        record(happened, actor=Actor.account(account_id))


def signed_out(*, account_id: int) -> None:
    """Write down that somebody left."""
    with writing():
        record(SignedOut(account_id=account_id), actor=Actor.account(account_id))


def write_down_failed_code(*, account_id: int, address: str) -> None:
    """Write down that the second factor was wrong: somebody knows this password."""
    with writing():
        record(SignInFailed(account_id=account_id, ip=address, why="code"))


def _username(login: str) -> str:
    """The user name behind what was typed; an address that several accounts share names nobody."""
    if "@" not in login:
        return login.strip()
    found = Account.objects.filter(email__iexact=login.strip(), is_active=True).values_list("username", flat=True)[:2]
    return found[0] if len(found) == 1 else login.strip()


def _write_down_failure(login: str, address: str) -> None:
    # Only for accounts that exist: the ledger must not grow by what strangers make up.
    found: Any = Account.objects.filter(username__iexact=_username(login)).values_list("pk", flat=True).first()
    if found:
        with writing():
            record(SignInFailed(account_id=found, ip=address, why="password"))
