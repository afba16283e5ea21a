"""完结: close a conversation together with the cases that came out of it."""

from __future__ import annotations

from collections.abc import Collection

from huitou.core.api import Actor, writing
from huitou.desk.cases.actions.closing import close_case
from huitou.desk.conversations.actions.states import close
from huitou.desk.models import Case


def finish(*, conversation_id: int, actor: Actor, reason: str = "solved", despite: Collection[str] = ()) -> None:
    """Close the open cases of a conversation, then the conversation: all of it or nothing.

    Refused as `close_case` (soft refusals may be named in `despite`) and `close` are.
    """
    with writing():
        rows = Case.objects.filter(conversation_id=conversation_id).exclude(state=Case.CLOSED)
        for case_id in rows.order_by("pk").values_list("pk", flat=True):
            close_case(case_id=case_id, actor=actor, reason=reason, despite=despite)
        close(conversation_id=conversation_id, actor=actor)
