"""Counting attempts to sign in, across all processes, before the password is looked at.

The attempt is written first and removed by success, so that many guesses at the same time cannot slip past the count.
What was typed as a name is kept only as a hash: people type their password there by mistake.
"""

from __future__ import annotations

import hashlib
import ipaddress
from collections.abc import Mapping

from django.conf import settings

from huitou.core.accounts import rules
from huitou.core.accounts.line import stand_in_line
from huitou.core.clock.wall import wall
from huitou.core.db import writing
from huitou.core.jobs.registry import job
from huitou.core.models import SignInAttempt
from huitou.core.refusal import Refusal


def key_of_name(name: str) -> str:
    """The key under which attempts with a typed name are counted; the same for `Lin` and `lin`."""
    return "name:" + hashlib.sha256(f"{settings.SECRET_KEY}:{name.strip().casefold()}".encode()).hexdigest()


def key_of_address(address: str) -> str:
    """The key of an address: itself, of IPv6 the network (one household has a whole /64 to choose from)."""
    try:
        network = ipaddress.ip_network((address, 64 if ":" in address else 32), strict=False)
    except ValueError:
        return f"address:{address[:60]}"
    return f"address:{network}"


def begin(free: Mapping[str, int]) -> tuple[int, ...]:
    """Write an attempt under each key (with how many are free) and return their ids.

    Raises Refusal("core.too_many_attempts", minutes) without writing when one of the keys has to wait.
    """
    now = wall()
    with writing():
        for key, allowed in sorted(free.items()):
            stand_in_line(key)
            rows = SignInAttempt.objects.filter(key=key, at__gt=now - rules.WINDOW)
            until = rules.retry_at(list(rows.values_list("at", flat=True)), now=now, free=allowed)
            if until:
                raise Refusal("core.too_many_attempts", minutes=rules.minutes_until(until, now=now))
        return tuple(SignInAttempt.objects.create(key=key, at=now).pk for key in sorted(free))


def succeed(ids: tuple[int, ...], *, forget: str = "") -> None:
    """The attempt was right: it does not count, nor do the earlier ones under the key `forget`."""
    with writing():
        SignInAttempt.objects.filter(pk__in=ids).delete()
        if forget:
            SignInAttempt.objects.filter(key=forget).delete()


@job("core.forget_attempts", every=rules.WINDOW)
def forget_old() -> None:
    """Throw away what no waiting time depends on any more."""
    SignInAttempt.objects.filter(at__lt=wall() - rules.WINDOW).delete()
