"""Keeping what a customer expects."""

from __future__ import annotations

from huitou.core.api import Actor, now, record, writing
from huitou.voice.expectations.rules import Told
from huitou.voice.facts import ExpectationTold
from huitou.voice.models import Expectation


def tell(*, case_id: int, customer_id: int, conversation_id: int, told: Told) -> None:
    """Keep the expectation of a case, once: a second telling does not change the first (it was asked before)."""
    if not told.anything:
        return
    with writing():
        _row, made = Expectation.objects.get_or_create(
            case_id=case_id,
            defaults={"answer_within_minutes": told.answer_within_minutes, "ending": told.ending, "at": now()},
        )
        if made:
            happened = ExpectationTold(
                case_id=case_id,
                customer_id=customer_id,
                conversation_id=conversation_id,
                answer_within_minutes=told.answer_within_minutes,
                ending=told.ending,
            )
            record(happened, actor=Actor.customer(customer_id))
