"""What voice does when something happened below."""

from __future__ import annotations

from huitou.core.api import Heard, listens_at_once, listens_to
from huitou.customers.facts import CustomerErased
from huitou.desk.facts import CaseClosed
from huitou.voice.ratings import actions


@listens_to(CaseClosed)
def invite_to_rate(heard: Heard) -> None:
    """A closed case invites its customer to rate it."""
    closed = heard.fact
    actions.invite(case_id=closed.case_id, customer_id=closed.customer_id, conversation_id=closed.conversation_id)


@listens_at_once(CustomerErased)
def erase_rating_texts(heard: Heard) -> None:
    """What an erased person wrote in their ratings goes, the scores stay."""
    actions.erase_texts(customer_id=heard.fact.customer_id)
