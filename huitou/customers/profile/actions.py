"""Customers are made, found and changed here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from huitou.core.api import Actor, Refusal, now, record, writing
from huitou.customers import facts
from huitou.customers.address import rules as address_rules
from huitou.customers.details.actions import remember_offered
from huitou.customers.handles import rules as handle_rules
from huitou.customers.handles.actions import MOST, put, taken
from huitou.customers.handles.reads import check_handle, owners
from huitou.customers.merges.actions import suggest
from huitou.customers.models import Customer, CustomerSite, Handle
from huitou.customers.profile import rules
from huitou.customers.profile.records import findable, index_new, locked
from huitou.roster.api import sites

TRIES = 5


def find_or_make(
    *,
    handles: Sequence[tuple[str, str]],
    name: str = "",
    language: str = "zh-hans",
    actor: Actor,
    attach: bool = False,
) -> int:
    """The customer to whom these handles (kind, raw) belong, else a new one; the id of the record kept.

    Two requests with the same new handle at once end with one customer. Handles of several customers: the oldest is
    taken and merging them is suggested. A new handle beside a known one is added only with `attach` (the caller knows
    that it is theirs): anybody can type a stranger's number into a form, so else it is remembered as a detail that a
    colleague may confirm. A name is filled in where there was none. Refuses a bad handle.
    """
    wanted = _distinct(check_handle(kind=kind, raw=raw) for kind, raw in handles)
    name = rules.told_name(name)
    values = {"name": name, "language": language if language in rules.LANGUAGES else rules.LANGUAGES[0]}
    with writing():
        for _try in range(TRIES):
            known = owners(wanted)
            if known:
                return _found(wanted, known, name=name, attach=attach, actor=actor)
            try:
                with transaction.atomic():
                    return _write(values, wanted, how="message", actor=actor)
            except IntegrityError:
                continue  # Somebody else has just made one of the handles: look again.
    raise RuntimeError("the handles were taken and given back again and again")


def make(
    *,
    name: str = "",
    title: str = "",
    address_as: str = "",
    language: str = "zh-hans",
    handles: Sequence[tuple[str, str]] = (),
    site_ids: Sequence[int] = (),
    actor: Actor,
    how: str = "staff",
) -> int:
    """A new customer; returns the id. Refuses customers.handle_taken (owner, owner_id), customers.empty when neither a
    name nor a handle is given, a bad handle, customers.too_long, .bad_language, .address_familiar (亲 …), core.not_found for a site."""
    wanted = _distinct(check_handle(kind=kind, raw=raw) for kind, raw in handles)
    values = _checked(name=name, title=title, address_as=address_as, language=language)
    if not values["name"] and not wanted:
        raise Refusal("customers.empty", field=_("姓名或联系方式"))
    with writing():
        return make_checked(values, wanted, site_ids=site_ids, how=how, actor=actor)


def make_checked(
    values: Mapping[str, str],
    handles: Sequence[handle_rules.Handle],
    *,
    site_ids: Sequence[int],
    how: str,
    actor: Actor,
) -> int:
    """Write a new customer whose values were checked by the rules, in the caller's transaction; returns the id.

    Refuses customers.handle_taken, .too_many_handles, core.not_found for a site.
    """
    if len(handles) > MOST:
        raise Refusal("customers.too_many_handles", most=MOST)
    try:
        with transaction.atomic():
            pk = _write(values, handles, how=how, actor=actor)
    except IntegrityError:
        raise taken(handles) from None
    if site_ids:
        _put_sites(pk, site_ids)
    return pk


def edit(
    *,
    customer_id: int,
    name: str | None = None,
    title: str | None = None,
    address_as: str | None = None,
    language: str | None = None,
    actor: Actor,
) -> None:
    """Change a customer; None leaves a field as it is, "" empties it. Refuses as `make` does, and customers.erased."""
    given = {"name": name, "title": title, "address_as": address_as, "language": language}
    values = _checked(**{field: value for field, value in given.items() if value is not None})
    with writing():
        row = locked(customer_id)
        changed = [field for field, value in values.items() if getattr(row, field) != value]
        if not changed:
            return
        with findable(row.pk):
            Customer.objects.filter(pk=row.pk).update(**values)
        record(facts.CustomerChanged(customer_id=row.pk, fields=changed), actor=actor)


def set_sites(*, customer_id: int, site_ids: Sequence[int], actor: Actor) -> None:
    """Say at which sites the customer is known (all of them). Refuses core.not_found."""
    with writing():
        row = locked(customer_id)
        CustomerSite.objects.filter(customer_id=row.pk).exclude(site_id__in=site_ids).delete()
        _put_sites(row.pk, site_ids)
        record(facts.CustomerChanged(customer_id=row.pk, fields=["sites"]), actor=actor)


def known_at(*, customer_id: int, site_id: int) -> None:
    """The customer was at this site (told by a message or import); silent, once."""
    with writing():
        _put_sites(locked(customer_id).pk, [site_id])


def set_standing(*, customer_id: int, tier: str, value_fen: int | None, actor: Actor) -> None:
    """Tier and value as loyalty worked them out; `value_fen` in fen, None when unknown."""
    with writing():
        row = locked(customer_id)
        Customer.objects.filter(pk=row.pk).update(tier=tier[:16], value_fen=value_fen, standing_at=now())
        record(facts.StandingSet(customer_id=row.pk, tier=tier[:16], value_fen=value_fen), actor=actor)


def _checked(**given: str) -> dict[str, str]:
    limits = {
        "name": (_("姓名"), rules.NAME),
        "title": (_("尊称"), rules.TITLE),
        "address_as": (_("称呼"), rules.ADDRESS_AS),
    }
    values = {}
    for field, raw in given.items():
        if field == "language":
            values[field] = rules.language(raw)
        else:
            label, most = limits[field]
            values[field] = rules.line(raw, field=label, most=most)
    if values.get("address_as"):
        named, title = values.get("name", ""), values.get("title", "")
        values["address_as"] = address_rules.check(values["address_as"], name=named, title=title)
    return values


def _write(values: Mapping[str, str], handles: Sequence[handle_rules.Handle], *, how: str, actor: Actor) -> int:
    """A new row with its handles. IntegrityError when somebody has one of them: the caller knows what that means."""
    row = Customer.objects.create(made_at=now(), **values)
    record(facts.CustomerMade(customer_id=row.pk, how=how), actor=actor)
    for handle in handles:
        made = Handle.objects.create(
            customer=row, kind=handle.kind, value=handle.value, display=handle.display, made_at=row.made_at
        )
        record(facts.HandleAdded(customer_id=row.pk, handle_id=made.pk, kind=made.kind), actor=actor)
    index_new(row, handles)
    return row.pk


def _found(
    wanted: Sequence[handle_rules.Handle],
    known: dict[tuple[str, str], int],
    *,
    name: str,
    attach: bool,
    actor: Actor,
) -> int:
    roots = Customer.objects.filter(pk__in=set(known.values())).order_by("made_at", "id")
    kept, *others = roots.values_list("pk", flat=True)
    for other in others:
        suggest(kept, other, reason="handles", actor=actor)
    row = locked(kept)
    for handle in wanted:
        if (handle.kind, handle.value) in known:
            continue
        if attach:
            with findable(kept):
                put(row, handle, actor=actor)
        else:
            remember_offered(customer_id=kept, kind=handle.kind, display=handle.display, actor=actor)
    if name and not row.name:
        with findable(kept):
            Customer.objects.filter(pk=kept).update(name=name)
        record(facts.CustomerChanged(customer_id=kept, fields=["name"]), actor=actor)
    return kept


def _put_sites(customer_id: int, site_ids: Sequence[int]) -> None:
    there = {site.id for site in sites(closed_too=True)}
    if not set(site_ids) <= there:
        raise Refusal("core.not_found")
    CustomerSite.objects.bulk_create(
        [CustomerSite(customer_id=customer_id, site_id=site_id) for site_id in dict.fromkeys(site_ids)],
        ignore_conflicts=True,
    )


def _distinct(handles: Iterable[handle_rules.Handle]) -> list[handle_rules.Handle]:
    # In one order everywhere: two transactions that insert the same handles cannot wait for each other in a ring.
    return [one for _key, one in sorted({(h.kind, h.value): h for h in handles}.items())]
