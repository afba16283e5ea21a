"""Phone numbers of other countries, by the numbering plans that `phonenumbers` (Apache-2.0) keeps."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Abroad:
    """A valid number: `e164` such as +442079460958, `display` as its country writes it."""

    e164: str
    display: str


def abroad(number: str) -> Abroad | None:
    """A number that begins with + read by the plan of its country; None when no such number can exist.

    Trunk zeros such as +44 (0)20 are taken out, Italian ones stay.
    """
    # Loaded at the first foreign number: most shops see few.
    import phonenumbers
    from phonenumbers import PhoneNumberFormat

    try:
        parsed = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(parsed):
        return None
    return Abroad(
        phonenumbers.format_number(parsed, PhoneNumberFormat.E164),
        phonenumbers.format_number(parsed, PhoneNumberFormat.INTERNATIONAL),
    )
