"""What makes two spellings of a phone number, address or openid the same handle: see `reading`."""

from huitou.customers.handles.rules.reading import (
    KINDS,
    LONGEST,
    MAIL,
    OPENID,
    PHONE,
    UNIONID,
    BadHandle,
    Handle,
    guess,
    mask,
    normalise,
)

__all__ = [
    "KINDS",
    "LONGEST",
    "MAIL",
    "OPENID",
    "PHONE",
    "UNIONID",
    "BadHandle",
    "Handle",
    "guess",
    "mask",
    "normalise",
]
