"""The company's own fields, and what stands in them."""

from __future__ import annotations

from dataclasses import dataclass

from huitou.customers.models import CustomField, CustomValue
from huitou.customers.profile.reads import family


@dataclass(frozen=True)
class FieldRow:
    """A field of the company: `kind` text, number, date or choice."""

    id: int
    key: str
    label: str
    kind: str
    options: tuple[str, ...]
    position: int


@dataclass(frozen=True)
class ValueRow:
    """What stands in a field of a customer ("" when nothing)."""

    field: FieldRow
    value: str


def fields() -> tuple[FieldRow, ...]:
    """All fields in their order."""
    rows = CustomField.objects.order_by("position", "id")
    return tuple(FieldRow(row.pk, row.key, row.label, row.kind, tuple(row.options), row.position) for row in rows)


def custom(*, customer_id: int) -> tuple[ValueRow, ...]:
    """Every field with what stands in it for the person; the record kept goes before those merged into it."""
    ids = family(customer_id=customer_id)
    held = {
        (pk, field_id): value
        for pk, field_id, value in CustomValue.objects.filter(customer_id__in=ids).values_list(
            "customer_id", "field_id", "value"
        )
    }
    return tuple(
        ValueRow(field, next((held[pk, field.id] for pk in ids if (pk, field.id) in held), "")) for field in fields()
    )
