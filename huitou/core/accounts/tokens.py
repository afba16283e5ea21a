"""Keys for programs: shown once when made, kept as a hash, revocable."""

from __future__ import annotations

import hashlib
import secrets

from huitou.core.clock.clock import now
from huitou.core.models import Account, ApiToken

PREFIX = "ht_"


def issue(*, name: str, account_id: int) -> str:
    """Make a key that acts with the rights of an account; the returned text is shown once and never kept."""
    text = PREFIX + secrets.token_urlsafe(32)
    ApiToken.objects.create(name=name, digest=_digest(text), account_id=account_id, made_at=now())
    return text


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


def revoke(token_id: int) -> None:
    """End a key at once."""
    ApiToken.objects.filter(pk=token_id, revoked_at=None).update(revoked_at=now())


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
