"""Colleagues in the demo who are not signed in work on their own: they answer, promise, keep, and close.

Whoever is signed in is left alone: what belongs to them is theirs to do.
"""

from __future__ import annotations

import random
from datetime import timedelta

from huitou.core.api import Actor, Refusal, accounts, now, signed_in
from huitou.customers import api as customers
from huitou.demo.company import truth
from huitou.demo.living.invented import of_the_demo
from huitou.demo.past.play import INCOMPLETE
from huitou.demo.past.scripts import SCRIPTS, Script
from huitou.desk import api as desk

ANSWER_AFTER = timedelta(minutes=3)
GENERAL = (
    "{address}您好，我是{agent}。您说的我已记下，正在核对，核对清楚马上答复您。",
    "{address}，我是{agent}，您补充的情况收到了，我一并转给同事核对。",
    "收到，{address}。我是{agent}，有了进展我先告诉您。",
)


def work(*, luck: random.Random) -> None:
    """One turn: one answer, one promise looked after, one matter closed."""
    away = {row.id: row for row in accounts().values() if row.username in truth.AGENT and row.id not in signed_in()}
    _answer(away, luck)
    _keep(away, luck)
    _close(away, luck)


def _answer(away: dict, luck: random.Random) -> None:
    rows = [
        row
        for row in desk.waiting_conversations(limit=60)
        if row.owner_id in away and now() - row.waiting_since > ANSWER_AFTER
    ]
    # A visitor's own matter gets one answer; the rest is for the visitor to say.
    rows = [row for row in rows if not row.answered] + of_the_demo([row for row in rows if row.answered])
    if not rows:
        return
    row = luck.choice(rows)
    agent = away[row.owner_id]
    script = _script_of(row.case_summary)
    if script is None or row.answered:
        text, promise = luck.choice(GENERAL), None
    else:
        text, promise = script.answers[0], _promise(script)
    text = text.format(address=customers.address(customer_id=row.customer_id), agent=agent.name)
    _quietly_reply(row.conversation_id, text, promise, agent.id, luck)


def _quietly_reply(
    conversation_id: int, text: str, promise: desk.NewPromise | None, owner: int, luck: random.Random
) -> None:
    for with_promise in (promise, None):
        try:
            desk.reply(
                conversation_id=conversation_id,
                text=text,
                key=f"live-{luck.getrandbits(64):x}",
                actor=Actor.account(owner),
                seen_message_id=None,
                promises=[with_promise] if with_promise else (),
                despite=("desk.promise_unrecorded",),
            )
        except Refusal:
            continue
        return


def _promise(script: Script) -> desk.NewPromise | None:
    if script.promise is None:
        return None
    kind, text, minutes = script.promise
    said = [row.due_at for row in desk.suggest(text=script.answers[0], team_id=None) if row.due_at]
    return desk.NewPromise(kind=kind, text=text, due_at=said[0] if said else now() + timedelta(minutes=minutes))


def _keep(away: dict, luck: random.Random) -> None:
    """Promises that are due soon are kept with the agent's true probability; the others are left to become late."""
    soon = now() + timedelta(minutes=10)
    for row in desk.ledger(filter=desk.LedgerFilter(view="team"), limit=10).rows:
        agent = away.get(row.owner_id)
        if agent is None or row.due_at > soon:
            continue
        # The same promise must always have the same luck, or every turn would be another throw of the dice.
        if random.Random(row.id).random() < truth.AGENT[agent.username].keeps or row.state == "late":
            try:
                desk.keep(promise_id=row.id, actor=Actor.account(agent.id))
            except Refusal:
                continue
            return


def _close(away: dict, luck: random.Random) -> None:
    """A matter in which nothing is open any more and the last word was said an hour ago is closed."""
    for row in desk.quiet_conversations(before=now() - timedelta(hours=1), limit=5):
        if row.owner_id in away and luck.random() < 0.5:
            actor = Actor("account", row.owner_id)
            try:
                desk.finish(conversation_id=row.conversation_id, actor=actor, despite=INCOMPLETE)
            except Refusal:
                continue
            return


def _script_of(summary: str) -> Script | None:
    return next((script for script in SCRIPTS if script.summary == summary), None)
