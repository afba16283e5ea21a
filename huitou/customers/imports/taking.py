"""One row of a table becomes a customer, or adds to one who is known."""

from __future__ import annotations

from huitou.core.api import Actor, Refusal
from huitou.customers.details.actions import add_detail
from huitou.customers.details.reads import details
from huitou.customers.fields.actions import set_custom
from huitou.customers.fields.reads import custom
from huitou.customers.handles.actions import put
from huitou.customers.handles.reads import owners
from huitou.customers.imports.rules import Line, names_clash
from huitou.customers.profile.actions import edit, known_at, make_checked
from huitou.customers.profile.reads import CustomerRow, customer
from huitou.customers.profile.records import findable, locked
from huitou.roster.api import sites

MADE, CHANGED, SAME = "made", "changed", "same"


def take(line: Line, *, sites: dict[str, int], actor: Actor) -> str:
    """Write one row: made, changed or same. What somebody already told us is never written over, only filled in.

    Refuses customers.import_unknown_site, .import_handles_of_two, .import_other_name, .no_such_field and what the fields refuse.
    """
    site_id = _site(line.site, sites)
    found = set(owners(line.handles).values())
    if len(found) > 1:
        raise Refusal("customers.import_handles_of_two")
    if not found:
        customer_id = _make(line, site_id, actor)
        _tell(line, customer_id, actor, new=True)
        return MADE
    return CHANGED if _add(line, found.pop(), site_id, actor) else SAME


def sites_by_word() -> dict[str, int]:
    """The sites by their name and by their code, in small letters."""
    rows = sites(closed_too=True)
    return {row.code.lower(): row.id for row in rows} | {row.name.lower(): row.id for row in rows}


def _site(word: str, sites: dict[str, int]) -> int | None:
    if not word:
        return None
    site_id = sites.get(word.lower())
    if site_id is None:
        raise Refusal("customers.import_unknown_site", site=word[:40])
    return site_id


def _make(line: Line, site_id: int | None, actor: Actor) -> int:
    values = {
        "name": line.name,
        "title": line.title,
        "address_as": line.address_as,
        "language": line.language or "zh-hans",
    }
    site_ids = [site_id] if site_id is not None else []
    return make_checked(values, line.handles, site_ids=site_ids, how="import", actor=actor)


def _add(line: Line, customer_id: int, site_id: int | None, actor: Actor) -> bool:
    before = customer(customer_id=customer_id)
    if names_clash(before.name, line.name):
        raise Refusal("customers.import_other_name", known=before.name[:40], given=line.name[:40])
    changed = _fill_in(line, before, actor)
    known = {(handle.kind, handle.value) for handle in before.handles}
    for handle in line.handles:
        if (handle.kind, handle.value) not in known:
            row = locked(customer_id)
            with findable(row.pk):
                put(row, handle, actor=actor)
            changed = True
    if site_id is not None and site_id not in before.site_ids:
        known_at(customer_id=customer_id, site_id=site_id)
        changed = True
    return _tell(line, customer_id, actor) or changed


def _fill_in(line: Line, before: CustomerRow, actor: Actor) -> bool:
    name = line.name if line.name and not before.name else None
    title = line.title if line.title and not before.title else None
    wish = line.address_as if line.address_as and not before.address_as else None
    if name is None and title is None and wish is None:
        return False
    edit(customer_id=before.id, name=name, title=title, address_as=wish, actor=actor)
    return True


def _tell(line: Line, customer_id: int, actor: Actor, *, new: bool = False) -> bool:
    changed = False
    before = details(customer_id=customer_id) if line.details and not new else ()
    known = {(row.kind, row.text, row.on_date) for row in before}
    for kind, text, on_date in line.details:
        if (kind, text, on_date) not in known:
            add_detail(customer_id=customer_id, kind=kind, text=text, on_date=on_date, actor=actor)
            changed = True
    if line.custom:
        changed |= _set_fields(line, customer_id, actor)
    return changed


def _set_fields(line: Line, customer_id: int, actor: Actor) -> bool:
    before = {row.field.key: row.value for row in custom(customer_id=customer_id)}
    for key, value in line.custom.items():
        set_custom(customer_id=customer_id, key=key, value=value, actor=actor)
    after = {row.field.key: row.value for row in custom(customer_id=customer_id)}
    return after != before
