"""The company's own fields are made here, and filled in for a customer."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from huitou.core.api import Actor, Refusal, record, writing
from huitou.customers import facts
from huitou.customers.fields import rules
from huitou.customers.models import CustomField, CustomValue
from huitou.customers.profile.records import locked
from huitou.customers.profile.rules import line


def make_field(
    *, key: str, label: str, kind: str = "text", options: Sequence[str] = (), position: int = 0, actor: Actor
) -> int:
    """A new field: text, number, date or choice; returns its id. Refuses customers.field_taken and what rules name."""
    key, kind = rules.key(key), rules.kind(kind)
    chosen = rules.options(options, kind=kind)
    with writing():
        try:
            with transaction.atomic():
                row = CustomField.objects.create(
                    key=key, label=_label(label), kind=kind, options=chosen, position=position
                )
        except IntegrityError:
            raise Refusal("customers.field_taken", key=key) from None
        record(facts.FieldMade(field_id=row.pk, kind=kind), actor=actor)
    return row.pk


def edit_field(*, field_id: int, label: str, options: Sequence[str] = (), position: int = 0, actor: Actor) -> None:
    """Rename a field, set its options and place; values that are no option any more stay as they were written."""
    with writing():
        row = CustomField.objects.select_for_update().filter(pk=field_id).first()
        if row is None:
            raise Refusal("core.not_found")
        row.label, row.position = _label(label), position
        row.options = rules.options(options, kind=row.kind)
        row.save()
        record(facts.FieldChanged(field_id=field_id), actor=actor)


def remove_field(*, field_id: int, actor: Actor) -> None:
    """Delete a field with everything that stands in it."""
    with writing():
        values, _rows = CustomValue.objects.filter(field_id=field_id).delete()
        if not CustomField.objects.filter(pk=field_id).delete()[0]:
            raise Refusal("core.not_found")
        record(facts.FieldRemoved(field_id=field_id, values=values), actor=actor)


def set_custom(*, customer_id: int, key: str, value: str, actor: Actor) -> None:
    """Fill in a field of a customer; "" empties it. Refuses customers.no_such_field and what rules.value names."""
    with writing():
        row = locked(customer_id)
        field = CustomField.objects.filter(key=key).first()
        if field is None:
            raise Refusal("customers.no_such_field", key=key[:40])
        clean = rules.value(value, kind=field.kind, label=field.label, options=field.options)
        if clean:
            CustomValue.objects.update_or_create(customer=row, field=field, defaults={"value": clean})
        else:
            CustomValue.objects.filter(customer=row, field=field).delete()
        record(facts.CustomSet(customer_id=row.pk, field_id=field.pk, emptied=not clean), actor=actor)


def _label(raw: str) -> str:
    label = line(raw, field=_("字段名称"), most=rules.LABEL)
    if not label:
        raise Refusal("customers.empty", field=_("字段名称"))
    return label
