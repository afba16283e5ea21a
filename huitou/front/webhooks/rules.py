"""What a webhook hears, how a delivery is signed, when it is tried again, and where it may never go. Pure."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
from collections.abc import Collection
from datetime import timedelta
from urllib.parse import urlsplit

from huitou.measures.refusal import Refusal

LONGEST_URL = 500
ATTEMPTS = 10
# Ten attempts over about a day (22.7 hours): a receiver that is redeployed misses nothing, one that is gone is given up.
WAITS = (
    timedelta(seconds=5),
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(minutes=30),
    timedelta(hours=1),
    timedelta(hours=3),
    timedelta(hours=6),
    timedelta(hours=12),
)
LONGEST_REST = timedelta(minutes=5)


def wait_after(attempts: int) -> timedelta | None:
    """How long to wait after the n-th failed attempt (1 to 10); None when it is given up."""
    return WAITS[attempts - 1] if attempts < ATTEMPTS else None


def rest_after(failures: int) -> timedelta:
    """How long a receiver is left alone after so many failures in a row: 1 s, 2 s, 4 s … at most 5 minutes."""
    return min(timedelta(seconds=2 ** min(failures - 1, 12)), LONGEST_REST)


def hears(*, name: str, facts: Collection[str], public: bool, public_names: Collection[str]) -> bool:
    """Whether a webhook hears a fact: those it names (none named: all), of the public ones only when it is public."""
    if public and name not in public_names:
        return False
    return not facts or name in facts


def signature(*, secret: str, at: int, body: bytes) -> str:
    """The header `Huitou-Signature`: HMAC-SHA256 of `<at>.<body>`; `at` in seconds of the machine's own clock."""
    digest = hmac.new(secret.encode(), b"%d." % at + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={digest}"


def check_url(url: str) -> str:
    """The address as it is kept. Refused "front.webhook_url": not http(s), without host, with a password in it."""
    text = url.strip()
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise Refusal("front.webhook_url") from None
    plain = text.isascii() and text.isprintable() and " " not in text and "\\" not in text
    if parts.scheme not in {"http", "https"} or not parts.hostname or port == 0 or not plain:
        raise Refusal("front.webhook_url")
    if parts.username is not None or parts.password is not None or len(text) > LONGEST_URL:
        raise Refusal("front.webhook_url")
    return text


def is_outside(address: str) -> bool:
    """Whether an IP address is one of the public internet: not this machine, not the company's own network.

    Addresses that carry an IPv4 one inside (mapped, NAT64, 6to4, Teredo) are judged by what they carry.
    """
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped or found in _NAT64:
            return _is_public(ipaddress.IPv4Address(int(found) & 0xFFFFFFFF))
        carried = [one for one in (found.sixtofour, *(found.teredo or ())) if one is not None]
        return _is_public(found) and all(map(_is_public, carried))
    return _is_public(found)


_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def _is_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    return address.is_global and not address.is_multicast and not address.is_reserved
