"""Customers as a table for Excel, and everything about one person as data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from huitou.core.api import facts_of_customers, zone
from huitou.customers.consents.reads import consents
from huitou.customers.details.reads import details
from huitou.customers.fields.reads import FieldRow, custom, fields
from huitou.customers.imports.reads import csv_line
from huitou.customers.lists.reads import CustomerFilter, matching_ids
from huitou.customers.merges.reads import merges_of
from huitou.customers.models import CustomValue
from huitou.customers.profile.reads import CustomerRow, customer, customers
from huitou.roster.api import sites

CHUNK = 200
KINDS = ("phone", "mail", "openid", "unionid")


def table(*, filter: CustomerFilter) -> Iterator[bytes]:
    """The matching customers as CSV lines with a byte order mark; no cell can act as a formula. Oldest first."""
    own, places, local = fields(), {site.id: site.name for site in sites(closed_too=True)}, zone()
    head = [_("编号"), _("姓名"), _("尊称"), _("称呼"), _("电话"), _("邮箱"), _("微信 openid"), _("微信 unionid")]
    head += [_("门店"), _("语言"), _("建档时间")]
    yield b"\xef\xbb\xbf" + csv_line([*head, *(field.label for field in own)])
    after = 0
    while ids := matching_ids(filter=filter, after=after, limit=CHUNK):
        persons = customers(ids=ids)
        held = _custom(persons.values())
        for pk in ids:
            if pk in persons:
                made = persons[pk].made_at.astimezone(local).strftime("%Y-%m-%d %H:%M")
                yield csv_line(_cells(persons[pk], made, places, own, held[pk]))
        after = ids[-1]


def person(*, customer_id: int) -> dict[str, Any]:
    """Everything kept here about one person, over all their records, as plain JSON values (PIPL art. 45)."""
    row = customer(customer_id=customer_id)
    places = {site.id: site.name for site in sites(closed_too=True)}
    return {
        "ids": [row.id, *row.merged_ids],
        "name": row.name,
        "title": row.title,
        "address": row.address,
        "address_as": row.address_as,
        "language": row.language,
        "tier": row.tier,
        "value_fen": row.value_fen,
        "made_at": row.made_at.isoformat(),
        "sites": [places[site_id] for site_id in row.site_ids if site_id in places],
        "handles": [{"kind": one.kind, "value": one.value, "display": one.display} for one in row.handles],
        "details": [_detail(one) for one in details(customer_id=customer_id, ended_too=True)],
        "fields": {one.field.label: one.value for one in custom(customer_id=customer_id) if one.value},
        "consents": [
            {"purpose": one.purpose, "given": one.given, "at": one.at.isoformat(), "how": one.how}
            for one in consents(customer_id=customer_id)
        ],
        "merges": [
            {"kept": one.kept_id, "gone": one.gone_id, "why": one.why, "at": one.at.isoformat()}
            for one in merges_of(customer_id=customer_id)
        ],
        "facts": list(_facts([row.id, *row.merged_ids])),
    }


def _cells(
    row: CustomerRow, made: str, places: dict[int, str], own: Sequence[FieldRow], held: dict[int, str]
) -> list[Any]:
    handles = ["; ".join(one.display for one in row.handles if one.kind == kind) for kind in KINDS]
    at = "; ".join(places[site_id] for site_id in row.site_ids if site_id in places)
    said = [row.name, row.title, row.address_as]
    return [row.id, *said, *handles, at, row.language, made, *(held.get(field.id, "") for field in own)]


def _custom(rows: Any) -> dict[int, dict[int, str]]:
    persons = {pk: row.id for row in rows for pk in (row.id, *row.merged_ids)}
    found: dict[int, dict[int, str]] = defaultdict(dict)
    values = CustomValue.objects.filter(customer_id__in=list(persons))
    # The record kept comes last, so that it goes before those merged into it.
    held = list(values.values_list("customer_id", "field_id", "value"))
    for pk, field_id, value in sorted(held, key=lambda one: one[0] == persons[one[0]]):
        found[persons[pk]][field_id] = value
    return found


def _detail(row: Any) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "text": row.text,
        "on_date": row.on_date.isoformat() if row.on_date else None,
        "heard_at": row.heard_at.isoformat(),
        "ended_at": row.ended_at.isoformat() if row.ended_at else None,
    }


def _facts(ids: list[int]) -> Iterator[dict[str, Any]]:
    before: int | None = None
    while rows := facts_of_customers(ids, before=before, limit=500):
        for fact in rows:
            yield {"name": fact.name, "label": fact.label, "at": fact.at.isoformat()}
        before = rows[-1].id
