"""The demo's customers as they go on living: they write in, get impatient, thank, rate.

Only those whom the demo made up: what a visitor writes in as a customer is theirs to go on with.
"""

from __future__ import annotations

import random
from datetime import timedelta

from huitou.core.api import Refusal, now
from huitou.demo.living.invented import of_the_demo
from huitou.demo.past import scripts
from huitou.demo.past.matters import matters_at
from huitou.demo.past.play import Play
from huitou.desk import api as desk
from huitou.voice import api as voice

MOST_WAITING = 14  # nobody learns anything from a desk that drowns
IMPATIENT = timedelta(minutes=12)
NEW_EVERY = 6  # turns


def live(*, luck: random.Random) -> None:
    """One turn of about twenty seconds: at most one thing of each sort happens."""
    waiting = desk.waiting_conversations(limit=MOST_WAITING + 1)
    if len(waiting) <= MOST_WAITING and luck.randrange(NEW_EVERY) == 0:
        write_in(luck)
    impatient = of_the_demo([row for row in waiting if now() - row.waiting_since > IMPATIENT])
    if impatient and luck.random() < 0.1:
        _nudge(luck.choice(impatient), luck)
    if luck.random() < 0.5:
        _thank(luck)
    if luck.random() < 0.4:
        _rate(luck)


def write_in(luck: random.Random) -> int:
    """Somebody writes by one of the forms; returns the conversation."""
    matter = matters_at(moment=now(), luck=luck)
    play = Play(matter, {})
    for _following in play.open():
        pass
    return play.conversation_id


def _nudge(row: desk.WaitingRow, luck: random.Random) -> None:
    _say(row.conversation_id, luck.choice(scripts.NUDGES), luck)


def _thank(luck: random.Random) -> None:
    """Someone who was answered within the last minutes says a word, once."""
    rows = desk.answered_conversations(since=now() - timedelta(minutes=6), limit=10)
    places = [
        desk.place_of(conversation_id=row.conversation_id) for row in rows if now() - row.at > timedelta(seconds=40)
    ]
    if fresh := of_the_demo([place for place in places if place is not None]):
        _say(luck.choice(fresh).id, luck.choice(("好的，谢谢。", "收到，辛苦了。", "那我等您消息。")), luck)


def _say(conversation_id: int, text: str, luck: random.Random) -> None:
    place = desk.place_of(conversation_id=conversation_id)
    assert place is not None
    desk.receive(
        channel_id=place.channel_id,
        key=f"live-{luck.getrandbits(64):x}",
        customer_id=place.customer_id,
        text=text,
        conversation_key=place.key,
    )


def _rate(luck: random.Random) -> None:
    """One of those who were invited lately opens the link."""
    invited = of_the_demo(voice.open_invitations(since=now() - timedelta(hours=2), limit=10))
    if not invited:
        return
    link = voice.rating_link_of(invitation_id=luck.choice(invited).id)
    page = voice.rating_page(link=link)
    if page is None or page.state != "open":
        return
    score = luck.choices((1, 2, 3, 4, 5), (1, 1, 2, 5, 6))[0]
    sign = "below" if score <= 2 else luck.choice(("met", "exceeded") if score >= 4 else ("below", "met"))
    words = scripts.RATED_LOW if score <= 2 else scripts.RATED_MIDDLE if score == 3 else scripts.RATED_HIGH
    try:
        voice.rate(
            invitation_id=page.invitation_id,
            experience=score,
            sign=sign,
            touchpoints={t.id: score for t in page.touchpoints[:1]},
            text=luck.choice(words),
        )
    except Refusal:
        return  # the customer at the real browser was quicker
