"""Keys for programs: shown once when made, kept as a hash, revocable."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime

from huitou.core.clock.clock import now
from huitou.core.db import writing
from huitou.core.facts import TokenMade, TokenRevoked
from huitou.core.ledger.ledger import SYSTEM, Actor, record
from huitou.core.models import Account, ApiToken
from huitou.core.refusal import Refusal

PREFIX = "ht_"
LONGEST_NAME = 60


@dataclass(frozen=True)
class TokenRow:
    """A key for a program as the settings show it: never the key itself."""

    id: int
    name: str
    account_id: int
    account_name: str
    made_at: datetime
    used_at: datetime | None
    revoked_at: datetime | None


def issue(*, name: str, account_id: int, actor: Actor = SYSTEM) -> str:
    """Make a key that acts with the rights of an account; the returned text is shown once and never kept.

    Refused "core.token_name_missing", "core.not_found" for an account that is unknown or closed.
    """
    name = name.strip()
    if not name or len(name) > LONGEST_NAME:
        raise Refusal("core.token_name_missing")
    text = PREFIX + secrets.token_urlsafe(32)
    with writing():
        if not Account.objects.filter(pk=account_id, is_active=True).exists():
            raise Refusal("core.not_found")
        row = ApiToken.objects.create(name=name, digest=_digest(text), account_id=account_id, made_at=now())
        record(TokenMade(token_id=row.pk, account_id=account_id), actor=actor)
    return text


def tokens() -> tuple[TokenRow, ...]:
    """Every key: those that open something first, the newest first."""
    fields = ("id", "name", "account_id", "account__name", "made_at", "used_at", "revoked_at")
    rows = [TokenRow(*row) for row in ApiToken.objects.order_by("-id").values_list(*fields)]
    return tuple(sorted(rows, key=lambda row: row.revoked_at is not None))


def account_of(text: str) -> tuple[Account, int] | None:
    """The account for which a key speaks and the key's id, or None when it is unknown, revoked or its owner left."""
    row = ApiToken.objects.select_related("account").filter(digest=_digest(text), revoked_at=None).first()
    if row is None or not row.account.is_active:
        return None
    moment = now()
    # Written at most once a minute: every call of the API would otherwise be a write.
    if row.used_at is None or (moment - row.used_at).total_seconds() > 60:
        ApiToken.objects.filter(pk=row.pk).update(used_at=moment)
    return row.account, row.pk


def revoke(*, token_id: int, actor: Actor = SYSTEM) -> None:
    """End a key at once; twice is no error. Refused "core.not_found"."""
    with writing():
        row = ApiToken.objects.filter(pk=token_id).first()
        if row is None:
            raise Refusal("core.not_found")
        if ApiToken.objects.filter(pk=token_id, revoked_at=None).update(revoked_at=now()):
            record(TokenRevoked(token_id=token_id, account_id=row.account_id), actor=actor)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
