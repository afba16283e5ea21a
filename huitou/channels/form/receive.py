"""What a customer filled into the public form, read and checked; refusals name the field, everything typed is kept."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from huitou.channels.form.subject import subject_of
from huitou.measures.refusal import Refusal

LONGEST_TEXT = 10_000
LONGEST_NAME = 80
_MAIL = re.compile(r"[^\s@<>,，;；、]+@[^\s@<>,，;；、]+\.[^\s@<>.,，;；、]{2,}")
_PHONE = re.compile(r"\+?[\d\s()（）－—-]{7,24}")


@dataclass(frozen=True)
class FormMessage:
    """The form as `desk.receive` takes it, with what the customer expects."""

    key: str
    name: str
    handles: tuple[tuple[str, str], ...]
    text: str
    kind: str = ""
    site_id: int | None = None
    touchpoint_id: int | None = None
    answer_when: str = ""
    end_how: str = ""

    @property
    def subject(self) -> str:
        """What the matter is called: short, never the whole message."""
        return subject_of(self.text)


class FormRefused(Exception):
    """Every refusal of a form at once, by field name."""

    def __init__(self, refusals: Mapping[str, Refusal]) -> None:
        super().__init__(dict(refusals))
        self.refusals = dict(refusals)


def read_form(
    *,
    fields: Mapping[str, str],
    kinds: frozenset[str],
    sites: frozenset[int],
    touchpoints: frozenset[int] = frozenset(),
    files: int = 0,
) -> FormMessage:
    """Read the fields `key name contact text kind site touchpoint answer_when end_how`; `kinds`, `sites`, `touchpoints` are what may be chosen.

    Raises FormRefused with one Refusal per field. `files`: how many came with it (a picture alone is a message too).
    """
    refusals: dict[str, Refusal] = {}
    given = {name: fields.get(name, "").replace("\0", "").replace("\r\n", "\n").strip() for name in FIELDS}
    handles = _handles(given["contact"], refusals)
    if not given["name"]:
        refusals["name"] = Refusal("channels.form_name")
    if not given["text"] and not files:
        refusals["text"] = Refusal("channels.form_text")
    elif len(given["text"]) > LONGEST_TEXT:
        refusals["text"] = Refusal("channels.form_too_long", length=len(given["text"]), most=LONGEST_TEXT)
    if given["kind"] and given["kind"] not in kinds:
        refusals["kind"] = Refusal("channels.form_choice", choice=given["kind"][:40])
    site_id, touchpoint_id = _number(given["site"]), _number(given["touchpoint"])
    if given["site"] and site_id not in sites:
        refusals["site"] = Refusal("channels.form_choice", choice=given["site"][:40])
    if given["touchpoint"] and touchpoint_id not in touchpoints:
        refusals["touchpoint"] = Refusal("channels.form_choice", choice=given["touchpoint"][:40])
    if refusals:
        raise FormRefused(refusals)
    return FormMessage(
        key=given["key"][:200],
        name=given["name"][:LONGEST_NAME],
        handles=handles,
        text=given["text"],
        kind=given["kind"],
        site_id=site_id,
        touchpoint_id=touchpoint_id,
        answer_when=given["answer_when"][:40],
        end_how=given["end_how"][:40],
    )


FIELDS = ("key", "name", "contact", "text", "kind", "site", "touchpoint", "answer_when", "end_how")


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 12 else None


def _handles(contact: str, refusals: dict[str, Refusal]) -> tuple[tuple[str, str], ...]:
    """Phone numbers and mail addresses of the contact field; several may be given, apart by commas or spaces."""
    if not contact:
        refusals["contact"] = Refusal("channels.form_contact")
        return ()
    whole = _kind_of(contact)
    parts = [contact] if whole else [part for part in re.split(r"[,，;；、\s]+", contact) if part]
    found = [(kind, part) for part in parts if (kind := _kind_of(part))]
    if len(found) < len(parts):
        refusals["contact"] = Refusal("channels.form_contact_unreadable", contact=contact[:60])
    return tuple(dict.fromkeys(found))


def _kind_of(text: str) -> str:
    if _MAIL.fullmatch(text):
        return "mail"
    return "phone" if _PHONE.fullmatch(text) and 7 <= sum(c.isdecimal() for c in text) <= 15 else ""
