"""The one-time link to a rating: the invitation's id, signed; nothing to guess, nothing to keep."""

from __future__ import annotations

from django.core import signing

SALT = "huitou.voice.rating"


def link_of(*, invitation_id: int) -> str:
    """The last part of the address `/r/…`."""
    return signing.Signer(salt=SALT).sign(str(invitation_id))


def invitation_of(*, link: str) -> int | None:
    """The invitation behind a link, or None when it was not made by us."""
    try:
        return int(signing.Signer(salt=SALT).unsign(link))
    except (signing.BadSignature, ValueError):
        return None
