"""A customer's yes or no to a purpose is written here; every one stays, the newest holds."""

from __future__ import annotations

from django.utils.translation import gettext as _

from huitou.core.api import Actor, Refusal, now, record, writing
from huitou.customers import facts
from huitou.customers.models import Consent
from huitou.customers.profile.records import locked
from huitou.customers.profile.rules import line

PURPOSES = ("service", "care", "marketing", "survey")


def give_consent(*, customer_id: int, purpose: str, given: bool, how: str = "", actor: Actor) -> int:
    """Write down a yes (`given`) or a no to service, care, marketing or survey, and how it was told ("电话中同意").

    Returns the row's id. Refuses customers.bad_purpose, .too_long.
    """
    if purpose not in PURPOSES:
        raise Refusal("customers.bad_purpose")
    how = line(how, field=_("同意的方式"), most=120)
    with writing():
        person = locked(customer_id)
        asked_by = actor.id if actor.kind == "account" else None
        row = Consent.objects.create(
            customer=person, purpose=purpose, given=given, at=now(), how=how, asked_by_id=asked_by
        )
        record(facts.ConsentTold(customer_id=person.pk, purpose=purpose, given=given), actor=actor)
    return row.pk
