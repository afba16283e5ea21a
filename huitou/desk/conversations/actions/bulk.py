"""One act on many conversations: each by itself, each with its own outcome, the whole once by its key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from huitou.core.api import Actor, Refusal, writing
from huitou.desk.conversations.actions import assigning, drafts, states, tags
from huitou.desk.conversations.actions.acts import once
from huitou.desk.conversations.actions.common import the_account
from huitou.desk.conversations.given import Outcome

MOST = 200
ACTS = ("take", "assign", "return", "transfer", "close", "reopen", "snooze", "wake", "tag", "untag", "seen")


def bulk(
    *,
    conversation_ids: Sequence[int],
    act: str,
    key: str,
    actor: Actor,
    to: int | None = None,
    team_id: int | None = None,
    word: str = "",
    until: datetime | None = None,
    tag_id: int | None = None,
) -> tuple[Outcome, ...]:
    """Do one of ACTS to each conversation (at most 200); a refusal stops none of the others and is told in its outcome.

    `to`/`team_id`/`word` belong to assign and transfer, `until` to snooze, `tag_id` to tag and untag.
    Refused as a whole: desk.too_many, desk.bad_act.
    """
    ids = list(dict.fromkeys(conversation_ids))
    if len(ids) > MOST:
        raise Refusal("desk.too_many", count=len(ids), most=MOST)
    one = _act(act, actor, to, team_id, word, until, tag_id)
    with writing():
        rows = once(key=key, kind="bulk", do=lambda: [_outcome(one, pk) for pk in ids])
    return tuple(Outcome(conversation_id=pk, code=code, params=params) for pk, code, params in rows)


def _outcome(one: Callable[[int], None], conversation_id: int) -> tuple[int, str, dict[str, Any]]:
    try:
        with writing():
            one(conversation_id)
    except Refusal as refusal:
        return conversation_id, refusal.code, {name: str(value) for name, value in refusal.params.items()}
    return conversation_id, "", {}


def _act(
    act: str,
    actor: Actor,
    to: int | None,
    team_id: int | None,
    word: str,
    until: datetime | None,
    tag_id: int | None,
) -> Callable[[int], None]:
    def seen(pk: int) -> None:
        drafts.mark_seen(conversation_id=pk, account_id=the_account(actor))

    acts: dict[str, Callable[[int], None]] = {
        "take": lambda pk: assigning.assign(conversation_id=pk, to=the_account(actor), actor=actor),
        "return": lambda pk: assigning.assign(conversation_id=pk, to=None, word=word, actor=actor),
        "close": lambda pk: states.close(conversation_id=pk, actor=actor),
        "reopen": lambda pk: states.reopen(conversation_id=pk, actor=actor),
        "wake": lambda pk: states.wake(conversation_id=pk, actor=actor),
        "transfer": lambda pk: assigning.transfer(conversation_id=pk, to=to, team_id=team_id, word=word, actor=actor),
        "seen": seen,
    }
    if to is not None:
        acts["assign"] = lambda pk: assigning.assign(conversation_id=pk, to=to, word=word, actor=actor)
    if until is not None:
        acts["snooze"] = lambda pk: states.snooze(conversation_id=pk, until=until, actor=actor)
    if tag_id is not None:
        acts["tag"] = lambda pk: tags.tag(conversation_id=pk, tag_id=tag_id, actor=actor)
        acts["untag"] = lambda pk: tags.untag(conversation_id=pk, tag_id=tag_id, actor=actor)
    if act not in acts:
        raise Refusal("desk.bad_act", act=act)
    return acts[act]
