"""A limit against floods of the public pages: counted in the database, so that it holds across processes."""

from __future__ import annotations

from django.http import HttpRequest

from huitou.core.api import count_attempt, key_of_address

FREE = 30  # per address and hour; a whole shop may sit behind one address


def count(request: HttpRequest) -> None:
    """Count one more submission from this address; Refusal("core.too_many_attempts") says when to come again."""
    count_attempt({f"form:{key_of_address(request.META.get('REMOTE_ADDR', ''))}": FREE})
