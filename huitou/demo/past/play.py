"""How one matter is played: the customer writes, somebody answers and promises, the promise is kept or not, it is rated."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime, timedelta

from huitou.core.api import AccountRow, Actor, Refusal, now
from huitou.customers import api as customers
from huitou.demo.company import truth
from huitou.demo.past import scripts
from huitou.demo.past.lookups import form_of, site_id, tag_id, touchpoint_id
from huitou.demo.past.matters import Matter, Outcome, outcome
from huitou.desk import api as desk
from huitou.roster.api import hours_of
from huitou.voice import api as voice

Next = Iterator[tuple[datetime, Callable[[], "Next"]]]
MOST_TRIES = 40
FOLLOWS_UP = 0.99
INCOMPLETE = ("desk.case_incomplete",)


class Play:
    """One matter on its way; every method is a step that happens at its own moment and names what follows."""

    def __init__(self, matter: Matter, names: Mapping[int, AccountRow]) -> None:
        self.matter = matter
        self.script = matter.script
        self.names = names
        self.conversation_id = 0
        self.key = ""
        self.case_id = 0
        self.customer_id = 0
        self.promise_id: int | None = None
        self.outcome: Outcome | None = None
        self.tries = 0

    def open(self) -> Next:
        """The customer writes by the form."""
        matter, script = self.matter, self.script
        text = script.opens[matter.opening].format(room=self._room(), building=self._building())
        received = desk.receive(
            channel_id=self._form(),
            key=matter.key,
            handles=[("phone", matter.buyer.phone)],
            name=matter.buyer.name,
            text=text,
            subject=script.summary,
            site_id=site_id(matter.site),
            open_case=desk.NewCase(
                kind=script.kind,
                severity=script.severity,
                touchpoint_id=touchpoint_id(script.touchpoint),
                site_id=site_id(matter.site),
                summary=script.summary,
            ),
        )
        self.conversation_id, self.customer_id = received.conversation_id, received.customer_id
        self.case_id, self.key = received.case_id or 0, received.conversation_key
        self._know_customer()
        if matter.tells_expectation and self.case_id:
            voice.tell_expectation(
                case_id=self.case_id,
                customer_id=self.customer_id,
                conversation_id=self.conversation_id,
                told=voice.Told(answer_within_minutes=matter.tells_expectation),
            )
        yield now() + timedelta(minutes=2), self.pick_up
        yield now() + timedelta(minutes=truth.IMPATIENT_AFTER_MINUTES + 30 * matter.luck_word), self.nudge

    def nudge(self) -> Next:
        """Without an answer the customer writes again, once."""
        if self._waiting() and self.outcome is None:
            word = scripts.NUDGES[int(self.matter.luck_word * len(scripts.NUDGES))]
            self._write(word, "nudge")
        yield from ()

    def pick_up(self) -> Next:
        """Whoever was given the conversation answers after a while; nobody yet: look again when work is open."""
        owner = self._owner()
        self.tries += 1
        if owner is None:
            desk.assign_waiting()
            if self.tries < MOST_TRIES:
                # A holiday may lie between: ever longer, up to four hours.
                wait = timedelta(minutes=min(20 * self.tries, 240))
                yield self._next_working(now() + wait), self.pick_up
            return
        self.outcome = outcome(self.matter, agent=self.names[owner].username)
        yield self._next_working(now() + self.outcome.answer_after), self.answer

    def answer(self) -> Next:
        """The first answer, with its promise."""
        owner = self._owner()
        if owner is None:  # it went back to the queue meanwhile
            yield self._next_working(now() + timedelta(minutes=20)), self.pick_up
            return
        text = self._say(self.script.answers[0], owner)
        promise = self._new_promise()
        sent = self._reply(text, owner, "answer", promise)
        desk.tag(conversation_id=self.conversation_id, tag_id=tag_id(self.script.tag), actor=Actor.account(owner))
        if sent and sent.promise_ids:
            self.promise_id = sent.promise_ids[0]
        yield now() + timedelta(minutes=3 + 20 * self.matter.luck_word), self.thank
        yield self._done_at(promise), self.finish

    def thank(self) -> Next:
        """The customer says a word."""
        self._write(self.script.thanks[int(self.matter.luck_word * len(self.script.thanks))], "thanks")
        yield from ()

    def finish(self) -> Next:
        """What was promised is done, in time or late, or forgotten; then the case is closed."""
        owner = self._owner()
        if owner is None or self.outcome is None:
            return
        if self.outcome.promise != "broken":
            if self.script.done:
                self._reply(self._say(self.script.done, owner), owner, "done", None)
            self._keep(owner)
            yield now() + timedelta(minutes=30), self.close
        else:
            yield now() + timedelta(days=2), self.give_up

    def give_up(self) -> Next:
        """The promise was not kept; somebody says so honestly."""
        owner = self._owner()
        if owner is not None:
            text = "{address}，答应您的时间我们没有做到，真对不起。这件事我们换了同事接着办，办好前每天给您一个消息。"
            self._reply(self._say(text, owner), owner, "sorry", None)
            self._take_over()
            self._admit(owner)
        yield now() + timedelta(hours=4), self.close

    def close(self) -> Next:
        """Close case and conversation; some customers rate."""
        owner = self._owner()
        if owner is None:
            return
        actor = Actor.account(owner)
        if self.case_id:
            self._quietly(lambda: desk.finish(conversation_id=self.conversation_id, actor=actor, despite=INCOMPLETE))
        yield now() + timedelta(days=3, hours=6 * self.matter.luck_word), self.follow_up
        if self.matter.luck_rate < truth.RATES:
            yield now() + timedelta(hours=1 + 20 * self.matter.luck_word), self.rate

    def follow_up(self) -> Next:
        """The visit that the kind of case has is made, by most agents."""
        detail = desk.case(case_id=self.case_id) if self.case_id else None
        owner = self._owner()
        if detail and owner and self.matter.luck_keep < FOLLOWS_UP:
            for visit in detail.follow_ups:
                if visit.done_at is None:
                    desk.follow_up_done(follow_up_id=visit.id, actor=Actor.account(owner), word="回访过，客户满意")
        yield from ()

    def rate(self) -> Next:
        """The customer opens the link once."""
        link = voice.open_link(conversation_key=self.key)
        page = voice.rating_page(link=link) if link else None
        if page and self.outcome:
            self._quietly(lambda: self._rate(page))
            yield self._next_working(now() + timedelta(minutes=50)), self.recover

    def recover(self) -> Next:
        """A low rating opened the matter again: whoever owes the answer gives it, and it is closed for good."""
        place = desk.place_of(conversation_id=self.conversation_id)
        rows = desk.promises_of(conversation_ids=[self.conversation_id])
        owed = next((row for row in rows if row.ended_at is None), None)
        if place is None or owed is None:
            return
        text = "{address}，您的评价我看到了，是我们没有做好，对不起。主管已和您说的同事当面核对，下面由我一直跟到您满意为止。"
        self._reply(self._say(text, owed.owner_id), owed.owner_id, "recovery", None)
        actor = Actor.account(owed.owner_id)
        self._quietly(lambda: desk.keep(promise_id=owed.id, actor=actor))
        self._quietly(lambda: desk.finish(conversation_id=self.conversation_id, actor=actor, despite=INCOMPLETE))
        yield from ()

    def _rate(self, page: voice.RatingPage) -> None:
        assert self.outcome is not None
        score = self.outcome.experience
        words = scripts.RATED_LOW if score <= 2 else scripts.RATED_MIDDLE if score == 3 else scripts.RATED_HIGH
        voice.rate(
            invitation_id=page.invitation_id,
            experience=score,
            sign=self.outcome.sign,
            touchpoints={t.id: score for t in page.touchpoints[:1]},
            text=words[int(self.matter.luck_word * len(words))],
        )

    def _know_customer(self) -> None:
        if self.matter.luck_late < 0.25:
            kind, text = scripts.DETAILS[int(self.matter.luck_keep * len(scripts.DETAILS))]
            known = {row.text for row in customers.details(customer_id=self.customer_id)}
            if text not in known:
                customers.add_detail(customer_id=self.customer_id, kind=kind, text=text, actor=_SYSTEM)
        if not customers.customer(customer_id=self.customer_id).title:
            customers.edit(customer_id=self.customer_id, title=self.matter.buyer.title, actor=_SYSTEM)

    def _new_promise(self) -> desk.NewPromise | None:
        if self.script.promise is None:
            return None
        kind, text, minutes = self.script.promise
        # What the words say counts (今天下班前, 明天中午前), as it would for a person; the minutes are for words without a time.
        said = [row.due_at for row in desk.suggest(text=self.script.answers[0], team_id=None) if row.due_at]
        due = said[0] if said else self._next_working(now() + timedelta(minutes=minutes))
        return desk.NewPromise(kind=kind, text=text, due_at=due, case_id=self.case_id or None)

    def _done_at(self, promise: desk.NewPromise | None) -> datetime:
        assert self.outcome is not None
        if promise is None:
            return now() + timedelta(minutes=40)
        span = promise.due_at - now()
        if self.outcome.promise == "kept":
            return now() + span * (0.5 + 0.45 * self.matter.luck_late)
        return promise.due_at + timedelta(minutes=20 + 300 * self.matter.luck_late)

    def _keep(self, owner: int) -> None:
        if promise_id := self.promise_id:
            self._quietly(lambda: desk.keep(promise_id=promise_id, actor=Actor.account(owner)))

    def _admit(self, owner: int) -> None:
        if promise_id := self.promise_id:
            word = "没有按时做到"
            self._quietly(lambda: desk.admit_broken(promise_id=promise_id, word=word, actor=Actor.account(owner)))

    def _take_over(self) -> None:
        """Whoever was asked to take the late promise does so before it is called broken."""
        row = desk.promise(promise_id=self.promise_id) if self.promise_id else None
        if row and row.escalation and row.escalation.taken_at is None:
            promise_id, actor = row.id, Actor.account(row.escalation.to_id)
            self._quietly(lambda: desk.take_escalation(promise_id=promise_id, actor=actor))

    def _reply(self, text: str, owner: int, step: str, promise: desk.NewPromise | None) -> desk.Sent | None:
        def send(with_promise: desk.NewPromise | None) -> desk.Sent:
            return desk.reply(
                conversation_id=self.conversation_id,
                text=text,
                key=f"{self.matter.key}-{step}-{'p' if with_promise else 'n'}",
                actor=Actor.account(owner),
                seen_message_id=None,
                promises=[with_promise] if with_promise else (),
                despite=("desk.promise_unrecorded",),
            )

        try:
            return send(promise)
        except Refusal:  # the check before promising said no: the answer goes out without a promise
            return send(None) if promise else None

    def _write(self, text: str, step: str) -> None:
        desk.receive(
            channel_id=self._form(),
            key=f"{self.matter.key}-{step}",
            customer_id=self.customer_id,
            text=text,
            conversation_key=self.key,
        )

    def _quietly(self, act: Callable[[], object]) -> None:
        with suppress(Refusal):  # somebody else was first (an escalation, a reopening): life goes on
            act()

    def _say(self, text: str, owner: int) -> str:
        address = customers.address(customer_id=self.customer_id)
        return text.format(address=address, agent=self.names[owner].name, plate=f"{self.matter.buyer.number:05d}")

    def _owner(self) -> int | None:
        place = desk.place_of(conversation_id=self.conversation_id)
        return place.owner_id if place else None

    def _waiting(self) -> bool:
        place = desk.place_of(conversation_id=self.conversation_id)
        return place is not None and place.waiting_since is not None

    def _next_working(self, at: datetime) -> datetime:
        hours = hours_of(team_id=None)
        return at if hours.is_open(at) else hours.opens_next(at) + timedelta(minutes=3 + 25 * self.matter.luck_answer)

    def _form(self) -> int:
        return form_of(site=self.matter.site, kind=self.script.kind, severity=self.script.severity)

    def _room(self) -> str:
        return str(301 + self.matter.buyer.number % 8 + 100 * (self.matter.buyer.number % 6))

    def _building(self) -> str:
        return f"{1 + self.matter.buyer.number % 12} 幢"


_SYSTEM = Actor("system")
