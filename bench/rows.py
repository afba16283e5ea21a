"""One block of conversations as rows of tables: seeded, consistent, without a database.

What an action would have written is all there: the conversation with its newest message and earliest promise, its
assignment, case, tags, notes and promises with their histories and timers, the rows of its ways in and out, the facts
of each step, and the search entries with the tokens of `huitou.core.search`.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson

from bench.texts import Writer
from huitou.core.search.tokens import index_tokens

BLOCK = (
    1000  # conversations; ids of every table are counted from the block's number, so blocks need not wait for another
)
MESSAGES = 10  # a conversation on average
LONG = 60  # messages of the long conversations, one in a hundred
FOUNDED = 100_000  # ids up to here belong to the founding of the company
YEAR = 365 * 86400
REASONS = [
    {"code": "on_duty", "count": 4},
    {"code": "ready", "count": 3},
    {"code": "below_load", "count": 3, "most": 25},
    {"code": "longest_idle", "minutes": 12},
]
SNOOZED, OPEN, CLOSED = "snoozed", "open", "closed"
Rows = dict[str, list[tuple[Any, ...]]]


@dataclass(frozen=True)
class World:
    """What stands already when the block is written, and how much there will be."""

    conversations: int
    end: int  # seconds since 1970: the present
    agents: tuple[tuple[int, int], ...]  # (account, team)
    channels: tuple[int, ...]
    sites: tuple[int, ...]
    touchpoints: tuple[int, ...]
    tags: tuple[int, ...]
    seed: int = 20261122


@dataclass
class Block:
    """The rows of one block, by table; ids are handed out in order."""

    world: World
    number: int
    rows: Rows = field(default_factory=lambda: defaultdict(list))
    facts: list[tuple[int, str, str, int | None, int, int, dict[str, Any]]] = field(default_factory=list)
    front: list[tuple[int, str, int, str]] = field(default_factory=list)
    back: list[tuple[int, str, int, str]] = field(default_factory=list)
    taken: dict[str, int] = field(default_factory=dict)

    def id(self, table: str, per_block: int) -> int:
        """The next id of a table; a block owns `per_block` of them."""
        used = self.taken.get(table, 0) + 1
        assert used <= per_block, table
        self.taken[table] = used
        return FOUNDED + self.number * per_block + used

    def fact(
        self, at: int, name: str, actor: tuple[str, int | None], customer: int, conversation: int, **more: Any
    ) -> None:
        data = {"conversation_id": conversation, "customer_id": customer, **more}
        self.facts.append((at, name, actor[0], actor[1], customer, conversation, data))


def text_time(seconds: int) -> str:
    """A time as SQLite keeps it (PostgreSQL reads it too, as UTC)."""
    return (datetime(1970, 1, 1) + timedelta(seconds=seconds)).isoformat(" ")  # noqa: DTZ001


def iso(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat()


def _json(data: Any) -> str:
    return orjson.dumps(data).decode()


def key_of(kind: str, number: int) -> str:
    return hashlib.sha256(f"bench:{kind}:{number}".encode()).hexdigest()[:32]


def block(world: World, number: int) -> Rows:
    """The rows of block `number` for every table, ready to be written in any order of blocks."""
    made = Block(world, number)
    writer = Writer(world.seed * 1_000_003 + number)
    first = number * BLOCK + 1
    counts = message_counts(writer, min(BLOCK, world.conversations - first + 1))
    messages: list[tuple[Any, ...]] = []
    for customer in range(first, first + len(counts), 2):
        _customer(made, writer, customer // 2 + 1)
    for i, count in enumerate(counts):
        messages += _conversation(made, writer, first + i, count)
    _messages(made, messages)
    made.facts.sort(key=lambda one: one[0])
    made.rows["core_fact"] = [
        (made.id("fact", 80 * BLOCK), name, text_time(at), kind, actor, customer, conversation, _json(data))
        for at, name, kind, actor, customer, conversation, data in made.facts
    ]
    _entries(made, made.front, "core_searchentry", 14 * BLOCK)
    _entries(made, made.back, "core_backsearchentry", BLOCK)
    return dict(made.rows)


def message_counts(writer: Writer, conversations: int) -> list[int]:
    """How many messages each conversation has: few mostly, some long ones, ten on average exactly."""
    pick = writer.random
    counts = [LONG if i % 100 == 7 else min(2 + int(pick.expovariate(1 / 7.4)), 50) for i in range(conversations)]
    over = sum(counts) - MESSAGES * conversations
    while over:
        i = pick.randrange(conversations)
        step = 1 if over > 0 else -1
        if counts[i] != LONG and 2 <= counts[i] - step <= 50:
            counts[i] -= step
            over -= step
    return counts


def _customer(made: Block, writer: Writer, pk: int) -> None:
    pick = writer.random
    name, title = writer.name(), pick.choice(("先生", "女士", "女士", ""))
    since = made.world.end - YEAR - pick.randrange(YEAR)
    phone = f"+861{pick.choice('3589')}{pk:09d}"
    made.rows["customers_customer"].append(
        (pk, name, title, "", "zh-hans", text_time(since), None, None, "", None, None)
    )
    shown = phone[3:]
    made.rows["customers_handle"].append((pk, pk, "phone", phone, shown, text_time(since), None))
    words = f"{name} \n {phone} \n {shown} \n {phone[3:]} \n {phone[-4:]}"
    made.front.append((since, "customer", pk, words))
    made.facts.append(
        (since, "customers.customer_made.v1", "system", None, pk, None, {"customer_id": pk, "how": "message"})
    )  # type: ignore[arg-type]


def _conversation(made: Block, writer: Writer, pk: int, count: int) -> list[tuple[Any, ...]]:
    """One conversation with all that belongs to it but the messages, which are returned: they get ids in order of time."""
    world, pick = made.world, writer.random
    customer = (pk - 1) // 2 + 1 if pick.random() < 0.8 else pick.randrange((pk - 1) // 2 + 1) + 1
    opened = world.end - YEAR + int((YEAR - 6 * 86400) * pk / world.conversations)
    newest = pk > world.conversations * 0.88
    state = (OPEN if pick.random() < 0.8 else SNOOZED) if newest and pick.random() < 0.9 else CLOSED
    account, team = pick.choice(world.agents)
    owner = None if state == OPEN and pick.random() < 0.1 else account
    channel, site = pick.choice(world.channels), pick.choice((*world.sites, None))
    at, messages = opened, []
    for i in range(count):
        ours = i > 0 and pick.random() < 0.55
        messages.append((at, pk, customer, channel, "out" if ours else "in", account if ours else None, writer))
        at += int(pick.expovariate(1 / 3600)) + 30 if count < LONG else 60 + pick.randrange(900)
    last_at, waiting = messages[-1][0], messages[-1][4] == "in" and state != CLOSED
    closed_at = last_at + 1800 if state == CLOSED else None
    kind, severity = _case(made, writer, pk, customer, owner, team, site, opened, closed_at)
    due = _promises(made, writer, pk, customer, account, team, opened, state)
    subject = writer.subject()
    made.rows["desk_conversation"].append(
        (pk, key_of("conversation", pk), customer, channel, subject, state, owner, team, site, text_time(opened),
         text_time(last_at), None, text_time(last_at) if waiting else None,
         text_time(world.end + 86400 * 30) if state == SNOOZED else None, text_time(closed_at) if closed_at else None,
         text_time(due) if due else None, kind, severity, "", None, None)
    )  # fmt: skip
    if subject:
        made.front.append((opened, "conversation", pk, subject))
    _around(made, writer, pk, customer, owner, team, channel, opened, last_at, closed_at)
    return messages


def _around(
    made: Block, writer: Writer, pk: int, customer: int, owner: int | None, team: int, channel: int, opened: int,
    last_at: int, closed_at: int | None,
) -> None:  # fmt: skip
    """Assignment, tags, notes, what the owner has seen, and the facts of opening, giving and closing."""
    pick, system = writer.random, ("system", None)
    opening = {"channel_id": channel, "team_id": team, "site_id": None, "linked_to": None}
    made.fact(opened, "desk.conversation_opened.v1", ("customer", customer), customer, pk, **opening)
    if owner:
        assignment = made.id("assignment", 2 * BLOCK)
        made.rows["desk_assignment"].append((assignment, pk, None, owner, None, "", _json(REASONS), text_time(opened)))
        made.fact(
            opened, "desk.conversation_assigned.v1", system, customer, pk, assignment_id=assignment, before_id=None,
            after_id=owner, team_id=team, reason="rules",
        )  # fmt: skip
        made.rows["desk_seen"].append((pk, owner, pk, 0))
    if pick.random() < 0.3:
        tag = pick.choice(made.world.tags)
        made.rows["desk_conversationtag"].append((pk, pk, tag, text_time(last_at)))
    if pick.random() < 0.15:
        note, text = made.id("note", BLOCK), writer.note()
        author = owner or made.world.agents[0][0]
        made.rows["desk_note"].append((note, pk, author, text, text_time(opened + 600), key_of("note", note)))
        made.back.append((opened + 600, "note", note, text))
        made.fact(opened + 600, "desk.note_written.v1", ("account", author), customer, pk, note_id=note, mentioned=[])
    if closed_at:
        made.fact(closed_at, "desk.conversation_closed.v1", ("account", owner), customer, pk, reason="done")


def _case(
    made: Block, writer: Writer, pk: int, customer: int, owner: int | None, team: int, site: int | None, opened: int,
    closed_at: int | None,
) -> tuple[str, int]:  # fmt: skip
    pick = writer.random
    if pick.random() > 0.4:
        return "", 0
    kind, severity = (
        pick.choice(("inquiry", "request", "request", "complaint", "suggestion")),
        pick.choice((1, 2, 2, 3)),
    )
    case, summary = made.id("case", BLOCK), f"{writer.rare()}{writer.subject()}"
    number = f"C{case:09d}"
    state = "closed" if closed_at else "open"
    made.rows["desk_case"].append(
        (case, number, pk, customer, kind, severity, pick.choice(made.world.touchpoints), site, owner, team, summary,
         state, text_time(opened), text_time(closed_at) if closed_at else None, False)
    )  # fmt: skip
    made.rows["desk_casestate"].append((2 * case, case, "open", text_time(opened), owner, "opened", ""))
    made.front.append((opened, "case", case, f"{number} {summary}"))
    told = {"case_id": case, "kind": kind}
    made.fact(
        opened, "desk.case_opened.v1", ("account", owner), customer, pk, **told, severity=severity, by_customer=False
    )
    if closed_at:
        made.rows["desk_casestate"].append((2 * case + 1, case, "closed", text_time(closed_at), owner, "solved", ""))
        made.fact(
            closed_at, "desk.case_closed.v1", ("account", owner), customer, pk, **told, reason="solved", owner_id=owner
        )
    return kind, severity


def _promises(
    made: Block, writer: Writer, pk: int, customer: int, account: int, team: int, opened: int, state: str
) -> int | None:
    """Past promises, kept mostly; and of every second open conversation one that is open, due in 20 to 60 days."""
    pick, earliest = writer.random, None
    if state != CLOSED and pick.random() < 0.6:
        due = made.world.end + 86400 * 20 + pick.randrange(86400 * 40)
        promise = _promise(made, writer, pk, customer, account, team, opened + 300, due, "open", None)
        for what, when in (("remind", due - 900), ("due", due)):
            made.rows["core_job"].append(
                (made.id("job", 20 * BLOCK), f"desk.promise_{what}", _json({"promise_id": promise}),
                 f"promise:{promise}:{what}", text_time(when), "waiting", 0, "", None, "", None)
            )  # fmt: skip
        earliest = due
    if pick.random() < 0.3:
        made_at = opened + 120
        due = made_at + pick.choice((7200, 86400, 3 * 86400))
        state, ended = pick.choice(
            (("kept", -600), ("kept", -3600), ("kept", -60), ("kept_late", 1800), ("broken", 9000))
        )
        _promise(made, writer, pk, customer, account, team, made_at, due, state, due + ended)
    return earliest


def _promise(
    made: Block, writer: Writer, pk: int, customer: int, account: int, team: int, made_at: int, due: int, state: str,
    ended: int | None,
) -> int:  # fmt: skip
    promise = made.id("promise", 2 * BLOCK)
    made.rows["desk_promise"].append(
        (promise, pk, None, customer, None, "reply", writer.random.choice(("答复您的来信", "师傅上门", "退回押金")), account,
         account, team, text_time(made_at), text_time(due), state, text_time(ended) if ended else None, None, None,
         key_of("promise", promise))
    )  # fmt: skip
    history = made.rows["desk_promisestate"]
    history.append((2 * promise, promise, "open", text_time(made_at), account, False, ""))
    who = ("account", account)
    made.fact(
        made_at, "desk.promise_made.v1", who, customer, pk, promise_id=promise, kind="reply", due_at=iso(due),
        owner_id=account, message_id=None, replaces_id=None,
    )  # fmt: skip
    if ended:
        history.append((2 * promise + 1, promise, state, text_time(ended), account, False, ""))
        ending = {"promise_id": promise, "owner_id": account, "customer_said": False}
        if state == "broken":
            made.fact(ended, "desk.promise_broken.v1", who, customer, pk, **ending)
        else:
            made.fact(ended, "desk.promise_kept.v1", who, customer, pk, **ending, late=state == "kept_late")
    return promise


def _messages(made: Block, messages: list[tuple[Any, ...]]) -> None:
    """Messages in order of time, with their ways in and out, their facts and search entries; conversations know the last."""
    messages.sort(key=lambda one: one[0])
    last: dict[int, int] = {}
    recent = made.world.end - 14 * 86400
    for at, pk, customer, channel, direction, author, writer in messages:
        message = made.id("message", MESSAGES * BLOCK)
        text = writer.incoming() if direction == "in" else writer.outgoing()
        key = key_of(direction, message)
        made.rows["desk_message"].append(
            (message, pk, direction, author, text, "", text_time(at), f"{direction}:{key}", "sent", "", None)
        )
        made.front.append((at, "message", message, text))
        last[pk] = message
        told = {"message_id": message, "channel_id": channel}
        if direction == "in":
            made.rows["channels_inbound"].append((message, channel, key, text_time(at), None, message))
            made.fact(
                at, "desk.message_received.v1", ("customer", customer), customer, pk, **told, files=0, automatic=False
            )
            continue
        payload = _json({"message_id": message})
        made.rows["channels_outbound"].append(
            (
                message,
                channel,
                f"message:{message}:{at * 1000}",
                "",
                payload,
                "sent",
                text_time(at),
                text_time(at + 5),
                "",
            )
        )
        who = ("account", author)
        made.fact(at, "desk.reply_queued.v1", who, customer, pk, message_id=message, release_at=iso(at + 5))
        made.fact(at + 5, "desk.reply_sent.v1", who, customer, pk, **told, waited_seconds=None)
        if at > recent:  # receipts of older jobs are thrown away by the worker
            made.rows["core_job"].append(
                (made.id("job", 20 * BLOCK), "desk.release_reply", _json({"message_id": message}),
                 f"message:{message}:release", text_time(at + 5), "done", 1, "", None, "", text_time(at + 5))
            )  # fmt: skip
    made.rows["desk_conversation"] = [(*row[:11], last[row[0]], *row[12:]) for row in made.rows["desk_conversation"]]
    made.rows["desk_seen"] = [
        (pk, owner, conversation, last[conversation]) for pk, owner, conversation, _ in made.rows["desk_seen"]
    ]


def _entries(made: Block, found: list[tuple[int, str, int, str]], table: str, per_block: int) -> None:
    found.sort(key=lambda one: one[0])
    for at, kind, ref, text in found:
        pk = made.id(table, per_block)
        made.rows[table].append((pk, kind, ref, text_time(at)))
        made.rows[f"{table}_tokens"].append((pk, " ".join(index_tokens(text))))


def blocks(world: World) -> Iterator[int]:
    """The numbers of the blocks."""
    return iter(range((world.conversations + BLOCK - 1) // BLOCK))
