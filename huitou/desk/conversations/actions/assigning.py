"""Giving conversations to people: by the rules, by hand, taken, handed over with a word, back into the queue."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count

from huitou.channels.api import channel
from huitou.core.api import SYSTEM, Actor, Refusal, account, accounts, now, record, writing
from huitou.customers.api import customer
from huitou.desk.conversations.actions.common import account_id_of, hold, locked, the_account
from huitou.desk.conversations.rules.assigning import Candidate, Choice, choose, skills_needed
from huitou.desk.conversations.rules.sending import clean
from huitou.desk.facts import ConversationAssigned, ConversationQueued
from huitou.desk.models import Assignment, Conversation
from huitou.roster.api import given, on_duty, skills, teams, teams_of

BATCH = 200  # conversations tried in one go; the longest waiting first


def assign_by_rules(conversation: Conversation) -> Choice:
    """Give an unowned conversation to whom the rules choose, in the caller's transaction; or keep it in its queue."""
    at = now()
    if conversation.team_id is None:
        choice = Choice(None, ({"code": "no_team"},))
    else:
        hold(f"desk.team:{conversation.team_id}")  # two at once would both count the same free place
        choice = _choose(conversation, conversation.team_id, at)
    if choice.account_id is None:
        _queue(conversation, choice, at)
    else:
        _give(conversation, choice.account_id, at=at, reason="rules", reasons=list(choice.reasons))
    return choice


def assign(*, conversation_id: int, to: int | None, word: str = "", actor: Actor) -> None:
    """Give a conversation to somebody, or with `to` None back into the queue, from which it is given by the rules.

    Giving it to who has it already changes nothing. Refused: desk.account_gone, desk.conversation_closed.
    """
    with writing():
        conversation = _open(conversation_id)
        if to is None:
            _take_away(conversation, word, actor)
            assign_by_rules(conversation)
        elif conversation.owner_id != to:
            _require_active(to)
            _give(conversation, to, at=now(), reason="given", word=word, actor=actor)


def take(*, conversation_id: int, actor: Actor, over: int | None = None) -> None:
    """Take a conversation for oneself. Of two who take it at once one gets it, the other is told by whom it was taken.

    `over`: whose it is known to be when it is taken from somebody. Refused: desk.already_taken (name).
    """
    me = the_account(actor)
    with writing():
        conversation = _open(conversation_id)
        if conversation.owner_id == me:
            return
        if conversation.owner_id is not None and conversation.owner_id != over:
            raise Refusal("desk.already_taken", name=_name(conversation.owner_id))
        _give(conversation, me, at=now(), reason="taken", actor=actor)


def transfer(
    *, conversation_id: int, word: str, actor: Actor, to: int | None = None, team_id: int | None = None
) -> None:
    """Hand a conversation over to a colleague or a team, with a word of what has to be known.

    To a team: its rules give it to somebody. Refused: desk.word_needed, desk.account_gone, core.not_found.
    """
    if not word.strip():
        raise Refusal("desk.handover_word_needed")
    with writing():
        conversation = _open(conversation_id)
        if team_id is not None:
            if team_id not in {team.id for team in teams()}:
                raise Refusal("core.not_found")
            conversation.team_id = team_id
            conversation.save(update_fields=["team"])
        if to is not None:
            _require_active(to)
            _give(conversation, to, at=now(), reason="transferred", word=word, actor=actor)
        elif team_id is not None:
            _take_away(conversation, word, actor, reason="transferred")
            assign_by_rules(conversation)
        else:
            raise Refusal("desk.nobody_named")


def owned_by_writer(conversation: Conversation, author_id: int, actor: Actor) -> None:
    """Who answers a conversation that nobody has, has it."""
    if conversation.owner_id is None and conversation.state != Conversation.CLOSED:
        _give(conversation, author_id, at=now(), reason="replied", actor=actor)


def assign_waiting(*, team_ids: Sequence[int] | None = None) -> int:
    """Try the queues of all (or these) teams again, the longest waiting first; return how many were given.

    What a colleague works on at this moment is left out. What somebody has who no longer works here goes to the queue.
    """
    _free_of_leavers()
    return sum(_try_queue(team.id) for team in teams() if team_ids is None or team.id in team_ids)


def assign_waiting_for(*, account_id: int) -> int:
    """Somebody became ready, or came on duty: try the queues of their teams; return how many were given."""
    return assign_waiting(team_ids=teams_of(account_id=account_id))


def assign_after(*, conversation_id: int) -> int:
    """A conversation left somebody's hands: try the queue of its team; return how many were given."""
    row = Conversation.objects.filter(pk=conversation_id).values_list("team_id", flat=True).first()
    return assign_waiting(team_ids=(row,)) if row else 0


def _try_queue(team_id: int) -> int:
    queue = Conversation.objects.filter(team_id=team_id, owner=None, state=Conversation.OPEN, merged_into=None)
    done = 0
    for pk in list(queue.order_by("last_at", "id").values_list("pk", flat=True)[:BATCH]):
        with writing():
            row = queue.select_for_update(skip_locked=True).filter(pk=pk).first()
            choice = assign_by_rules(row) if row else None
        if choice and choice.hopeless:
            break  # nobody is there or has room: the others of this queue would hear the same
        done += bool(choice and choice.account_id)
    return done


def _free_of_leavers() -> None:
    gone = [one.id for one in accounts().values() if not one.active]
    left = Conversation.objects.filter(owner_id__in=gone, state=Conversation.OPEN, merged_into=None)
    for pk in list(left.values_list("pk", flat=True)[:BATCH]):
        with writing():
            row = left.select_for_update(skip_locked=True).filter(pk=pk).first()
            if row:
                _take_away(row, "", SYSTEM)


def _open(conversation_id: int) -> Conversation:
    conversation = locked(conversation_id)
    if conversation.state == Conversation.CLOSED:
        raise Refusal("desk.conversation_closed")
    return conversation


def _choose(conversation: Conversation, team_id: int, at: datetime) -> Choice:
    there = on_duty(team_id=team_id, at=at)
    loads = _open_counts([one.account_id for one in there])
    team = next((team for team in teams() if team.id == team_id), None)
    return choose(
        on_duty=[
            Candidate(
                one.account_id, one.presence == "ready", one.skills, loads.get(one.account_id, 0), one.assigned_at
            )
            for one in there
        ],
        needs=_needs(conversation, set(team.member_ids) if team else set()),
        most_open=team.most_open if team else 0,
        waited=at - (conversation.waiting_since or at),
        at=at,
    )


def _open_counts(account_ids: list[int]) -> dict[int, int]:
    rows = Conversation.objects.filter(owner_id__in=account_ids, state=Conversation.OPEN, merged_into=None)
    return dict(rows.values_list("owner_id").annotate(count=Count("pk")).order_by())


def _needs(conversation: Conversation, members: set[int]) -> frozenset[str]:
    held = frozenset(skill.code for skill in skills() if any(who in members for who, _level in skill.holders))
    if not held:
        return held
    way = channel(id=conversation.channel_id)
    return skills_needed(
        kind=conversation.kind,
        language=customer(customer_id=conversation.customer_id).language,
        channel_skills=way.settings.get("skills", ()) if way else (),
        held=held,
    )


def _give(
    conversation: Conversation,
    to: int,
    *,
    at: datetime,
    reason: str,
    reasons: list[dict[str, Any]] | None = None,
    word: str = "",
    actor: Actor = SYSTEM,
) -> None:
    before, conversation.owner_id = conversation.owner_id, to
    conversation.save(update_fields=["owner"])
    given(account_id=to, at=at)
    _tell(conversation, before, to, at, reason, reasons, word, actor)


def _take_away(conversation: Conversation, word: str, actor: Actor, *, reason: str = "returned") -> None:
    before, conversation.owner_id = conversation.owner_id, None
    if before is None:
        return
    conversation.save(update_fields=["owner"])
    _tell(conversation, before, None, now(), reason, None, word, actor)


def _tell(
    conversation: Conversation,
    before: int | None,
    after: int | None,
    at: datetime,
    reason: str,
    reasons: list[dict[str, Any]] | None,
    word: str,
    actor: Actor,
) -> None:
    row = Assignment.objects.create(
        conversation=conversation,
        before_id=before,
        after_id=after,
        by_id=account_id_of(actor),
        word=clean(word).strip()[:500],
        reasons=reasons or [{"code": reason}],
        at=at,
    )
    record(
        ConversationAssigned(
            conversation_id=conversation.pk,
            customer_id=conversation.customer_id,
            assignment_id=row.pk,
            before_id=before,
            after_id=after,
            team_id=conversation.team_id,
            reason=reason,
        ),
        actor=actor,
    )


def _queue(conversation: Conversation, choice: Choice, at: datetime) -> None:
    """It waits. Told once per reason: the queue is tried every minute and the history is read by people."""
    last = (
        Assignment.objects.filter(conversation=conversation).order_by("-id").values_list("after_id", "reasons").first()
    )
    if last and last[0] is None and last[1] and last[1][-1].get("code") == choice.code:
        return
    Assignment.objects.create(conversation=conversation, reasons=list(choice.reasons), at=at)
    record(
        ConversationQueued(
            conversation_id=conversation.pk,
            customer_id=conversation.customer_id,
            team_id=conversation.team_id,
            reason=choice.code,
        )
    )


def _require_active(account_id: int) -> None:
    found = account(account_id)
    if found is None or not found.active:
        raise Refusal("desk.account_gone")


def _name(account_id: int) -> str:
    found = account(account_id)
    return found.name if found else ""
