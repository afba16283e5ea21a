"""The first administrator of a new installation, made in the browser by whoever can read the data folder.

The key lies in the file `first-key` of the data folder and is printed on the console. It is gone with the first account.
"""

from __future__ import annotations

import hmac
import os
import secrets
from pathlib import Path

from django.conf import settings

from huitou.core.accounts import attempts
from huitou.core.accounts.line import stand_in_line
from huitou.core.accounts.staff import make_account
from huitou.core.db import writing
from huitou.core.ledger.ledger import SYSTEM
from huitou.core.models import Account
from huitou.core.refusal import Refusal
from huitou.core.settings import settings as company

FREE_PER_INSTALLATION = 20  # guesses of the key, from anywhere


def key_path() -> Path:
    """Where the key lies."""
    return Path(settings.HUITOU_HOME) / "first-key"


def is_new() -> bool:
    """Whether nobody can sign in yet."""
    return not Account.objects.exists()


def first_key() -> str | None:
    """The key for the first page, made when there is none; None as soon as an account exists.

    `huitou serve` prints it. Several processes that start together agree on one.
    """
    if not is_new():
        key_path().unlink(missing_ok=True)
        return None
    try:
        descriptor = os.open(key_path(), os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write("-".join(secrets.token_hex(2) for _ in range(4)) + "\n")
    except FileExistsError:
        pass
    return key_path().read_text().strip() or None


def make_first(*, key: str, username: str, name: str, password: str, company_name: str, address: str) -> int:
    """Make the first administrator and name the company; returns the account's id.

    Refused "core.not_new" when somebody was faster, "core.wrong_first_key", "core.too_many_attempts", and what
    `make_account` refuses.
    """
    ids = attempts.begin({"first-key": FREE_PER_INSTALLATION, attempts.key_of_address(address): 10})
    given = key_path().read_text().strip() if key_path().exists() else ""
    if not given or not hmac.compare_digest(given.encode(), key.strip().lower().encode()):
        raise Refusal("core.wrong_first_key")
    attempts.succeed(ids, forget="first-key")
    with writing():
        stand_in_line("first")
        if not is_new():
            raise Refusal("core.not_new")
        account_id = make_account(username=username, name=name, password=password, role="admin", actor=SYSTEM)
        company.put("company.name", company_name.strip())
    key_path().unlink(missing_ok=True)
    return account_id
