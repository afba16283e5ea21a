"""What a reply says is what the ledger keeps: its text is read before it is queued (D4)."""

from __future__ import annotations

from collections.abc import Sequence

from huitou.core.api import Actor, Refusal, record_all
from huitou.desk.models import Conversation, Promise
from huitou.desk.promises.checks import NewPromise
from huitou.desk.promises.facts import PromiseWaved
from huitou.desk.promises.rules.saying import Heard, Kept, Said, heard
from huitou.desk.promises.suggest import Suggestion, timed

UNRECORDED = "desk.promise_unrecorded"


def require_recorded(
    *,
    text: str,
    conversation: Conversation,
    promises: Sequence[NewPromise],
    waved: Sequence[str],
    despite: Sequence[str],
) -> Heard:
    """Read the text: every promise with a fixed time in it is among `promises`, owed already here, or in `waved`.

    Else the soft Refusal("desk.promise_unrecorded"), with the words in `what`; who goes on `despite` it waves them away.
    """
    found = timed(text=text, team_id=conversation.team_id)
    if not found:
        return Heard((), ())
    said = [_said_of(one) for one in found]
    kept = [Kept(one.phrase, one.due_at) for one in promises]
    first = heard(said=said, kept=kept, waved=waved)
    if first.left:
        # Told again what is owed already: no new promise.
        owed = Promise.objects.filter(conversation=conversation, state=Promise.OPEN).values_list("due_at", flat=True)
        first = heard(said=said, kept=[*kept, *(Kept("", due_at) for due_at in owed)], waved=waved)
    if first.left and UNRECORDED not in despite:
        what = "、".join(f"“{one.words}”" for one in first.left)
        raise Refusal(UNRECORDED, soft=True, what=what, count=len(first.left))
    return first


def tell_waved(*, found: Heard, conversation: Conversation, message_id: int, actor: Actor) -> None:
    """Leave a trace of the promises that stand in a reply and were not recorded: kinds and times, never the words."""
    told = [
        PromiseWaved(
            conversation_id=conversation.pk,
            customer_id=conversation.customer_id,
            message_id=message_id,
            kind=one.kind,
            due_at=one.due[0],
            asked=asked,
        )
        for asked, rows in ((False, found.waved), (True, found.left))
        for one in rows
    ]
    if told:
        record_all(told, actor=actor)


def _said_of(one: Suggestion) -> Said:
    due = (one.due_at, one.other_due_at)
    return Said(phrase=one.phrase, kind=one.kind, words=one.said, due=tuple(at for at in due if at))
