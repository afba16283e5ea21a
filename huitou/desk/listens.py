"""What the desk does when something happened, below or in itself."""

from __future__ import annotations

from huitou.core.api import Actor, Heard, listens_at_once, listens_to
from huitou.core.facts import AccountClosed
from huitou.customers.facts import CustomerErased
from huitou.desk.cases.actions import erasing as cases_erasing
from huitou.desk.cases.actions import opening
from huitou.desk.conversations.actions import assigning
from huitou.desk.conversations.actions import erasing as conversations_erasing
from huitou.desk.facts import ConversationAssigned, ConversationClosed, ConversationSnoozed
from huitou.desk.promises.actions import erasing as promises_erasing
from huitou.roster.facts import MemberJoined, PresenceChanged, ShiftMade


# ── promises and cases ──────────────────────────────────────────────────────────────────────────────────────────────
@listens_at_once(CustomerErased)
def erase_promise_texts(heard: Heard) -> None:
    """The words of an erased person's promises go."""
    promises_erasing.erase_texts(customer_ids=[heard.fact.customer_id])


@listens_at_once(CustomerErased)
def erase_case_texts(heard: Heard) -> None:
    """The words of an erased person's cases go."""
    cases_erasing.erase_texts(customer_ids=[heard.fact.customer_id])


@listens_to(ConversationAssigned)
def cases_follow_owner(heard: Heard) -> None:
    """Open cases go with their conversation."""
    assigned = heard.fact
    opening.follow_owner(
        conversation_id=assigned.conversation_id,
        before_id=assigned.before_id,
        after_id=assigned.after_id,
        actor=Actor(heard.actor_kind, heard.actor_id),
    )


# ── conversations ───────────────────────────────────────────────────────────────────────────────────────────────────
@listens_at_once(CustomerErased)
def erase_conversation_texts(heard: Heard) -> None:
    """The words of an erased person's conversations go."""
    conversations_erasing.erase_texts(customer_id=heard.fact.customer_id)


@listens_to(PresenceChanged, MemberJoined, ShiftMade)
def try_queues_again(heard: Heard) -> None:
    """Somebody may be there now who was not: what waits in their teams' queues is given."""
    assigning.assign_waiting_for(account_id=heard.fact.account_id)


@listens_to(ConversationClosed, ConversationSnoozed)
def fill_the_place(heard: Heard) -> None:
    """A place became free: the next one of the queue is given at once, not at the next full minute."""
    assigning.assign_after(conversation_id=heard.fact.conversation_id)


@listens_to(AccountClosed)
def work_of_a_leaver_goes_on(heard: Heard) -> None:
    """Somebody was let go: what they had goes back into the queue, and on to those who are there."""
    assigning.assign_waiting()
