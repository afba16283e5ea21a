"""What stands above and beside a conversation: whose it is and why, what it is linked to, what was being typed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from huitou.channels.api import way_out
from huitou.customers.api import address_of
from huitou.desk.conversations.reads.sql import aware, maybe, rows


@dataclass(frozen=True, slots=True)
class TagRow:
    """A situation."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class LinkRow:
    """Another conversation that belongs with this one. `how`: linked, merged (its messages are shown here).

    `merge_id` undoes a merge.
    """

    conversation_id: int
    key: str
    subject: str
    state: str
    last_at: datetime
    how: str
    merge_id: int | None


@dataclass(frozen=True, slots=True)
class AssignmentRow:
    """How the conversation came to whom it is with, or why it waits: `reasons` are codes and numbers of the rules."""

    before_id: int | None
    after_id: int | None
    by_id: int | None
    by_name: str
    word: str
    reasons: tuple[dict[str, Any], ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class Header:
    """A conversation without its messages. `no_way_out`: the code why no reply can leave by its channel, "" when it can.

    `reply_to`: where an answer goes (mail). `seen_message_id`: up to where this account has read.
    """

    id: int
    key: str
    subject: str
    state: str
    kind: str
    severity: int
    customer_id: int
    customer_name: str
    customer_address: str
    channel_id: int
    channel_kind: str
    channel_name: str
    no_way_out: str
    owner_id: int | None
    owner_name: str
    team_id: int | None
    team_name: str
    site_id: int | None
    site_name: str
    opened_at: datetime
    last_at: datetime
    last_message_id: int | None
    waiting_since: datetime | None
    snoozed_until: datetime | None
    closed_at: datetime | None
    promise_due: datetime | None
    reply_to: str
    seen_message_id: int
    reply_draft: str
    note_draft: str
    assignment: AssignmentRow | None
    tags: tuple[TagRow, ...]
    links: tuple[LinkRow, ...]


def header(*, account_id: int, conversation_id: int | None = None, key: str | None = None) -> Header | None:
    """A conversation by its id or key, as this account sees it; one that was merged gives the one it goes on in.

    None when there is none. Three statements.
    """
    column, value = ("c0.key", key) if key is not None else ("c0.id", conversation_id)
    found = rows(_SQL.format(column=column), [account_id, account_id, account_id, value])
    if not found:
        return None
    pk = found[0][0]
    tags = rows(
        "SELECT g.id, g.name FROM desk_conversationtag t JOIN desk_tag g ON g.id = t.tag_id "
        "WHERE t.conversation_id = %s ORDER BY g.name",
        [pk],
    )
    return _header(found[0], tuple(TagRow(*row) for row in tags), _links(pk))


def conversation_id_of(*, key: str) -> int | None:
    """The id of the conversation with this key (of the one it was merged into)."""
    found = rows("SELECT id, merged_into_id FROM desk_conversation WHERE key = %s", [key])
    return (found[0][1] or found[0][0]) if found else None


# The newest assignment says how it came to where it is now; the queue's reason is one too.
_SQL = """
SELECT c.id, c.key, c.subject, c.state, c.kind, c.severity, k.id, k.name, k.title, k.address_as,
  h.id, h.kind, h.name, c.owner_id, COALESCE(a.name, ''), c.team_id, COALESCE(t.name, ''), c.site_id,
  COALESCE(s.name, ''), c.opened_at, c.last_at, c.last_message_id, c.waiting_since, c.snoozed_until, c.closed_at,
  c.promise_due, c.reply_to, COALESCE(e.message_id, 0), COALESCE(dr.text, ''), COALESCE(dn.text, ''),
  n.before_id, n.after_id, n.by_id, COALESCE(b.name, ''), n.word, n.reasons, n.at
FROM desk_conversation c0
JOIN desk_conversation c ON c.id = COALESCE(c0.merged_into_id, c0.id)
JOIN channels_channel h ON h.id = c.channel_id
JOIN customers_customer k0 ON k0.id = c.customer_id
JOIN customers_customer k ON k.id = COALESCE(k0.merged_into_id, k0.id)
LEFT JOIN core_account a ON a.id = c.owner_id
LEFT JOIN roster_team t ON t.id = c.team_id
LEFT JOIN roster_site s ON s.id = c.site_id
LEFT JOIN desk_seen e ON e.conversation_id = c.id AND e.account_id = %s
LEFT JOIN desk_draft dr ON dr.conversation_id = c.id AND dr.account_id = %s AND dr.kind = 'reply'
LEFT JOIN desk_draft dn ON dn.conversation_id = c.id AND dn.account_id = %s AND dn.kind = 'note'
LEFT JOIN desk_assignment n ON n.id = (SELECT MAX(z.id) FROM desk_assignment z WHERE z.conversation_id = c.id)
LEFT JOIN core_account b ON b.id = n.by_id
WHERE {column} = %s
"""


def _links(pk: int) -> tuple[LinkRow, ...]:
    fields = "c.id, c.key, c.subject, c.state, c.last_at"
    found = rows(
        f"SELECT {fields}, 'linked', CAST(NULL AS bigint) FROM desk_conversationlink l JOIN desk_conversation c ON c.id = l.other_id "
        "WHERE l.one_id = %s UNION ALL "
        f"SELECT {fields}, 'linked', CAST(NULL AS bigint) FROM desk_conversationlink l JOIN desk_conversation c ON c.id = l.one_id "
        "WHERE l.other_id = %s UNION ALL "
        f"SELECT {fields}, 'merged', m.id FROM desk_conversationmerge m JOIN desk_conversation c ON c.id = m.gone_id "
        "WHERE m.kept_id = %s AND m.undone_at IS NULL",
        [pk, pk, pk],
    )
    return tuple(LinkRow(r[0], r[1], r[2], r[3], aware(r[4]), r[5], r[6]) for r in sorted(found, key=lambda r: r[0]))


def _header(r: tuple[Any, ...], tags: tuple[TagRow, ...], links: tuple[LinkRow, ...]) -> Header:
    return Header(
        id=r[0],
        key=r[1],
        subject=r[2],
        state=r[3],
        kind=r[4],
        severity=r[5],
        customer_id=r[6],
        customer_name=r[7],
        customer_address=address_of(name=r[7], title=r[8], address_as=r[9]),
        channel_id=r[10],
        channel_kind=r[11],
        channel_name=r[12],
        no_way_out=way_out(kind=r[11]),
        owner_id=r[13],
        owner_name=r[14],
        team_id=r[15],
        team_name=r[16],
        site_id=r[17],
        site_name=r[18],
        opened_at=aware(r[19]),
        last_at=aware(r[20]),
        last_message_id=r[21],
        waiting_since=maybe(r[22]),
        snoozed_until=maybe(r[23]),
        closed_at=maybe(r[24]),
        promise_due=maybe(r[25]),
        reply_to=r[26],
        seen_message_id=r[27],
        reply_draft=r[28],
        note_draft=r[29],
        assignment=_assignment(r[30:37]) if r[36] is not None else None,
        tags=tags,
        links=links,
    )


def _assignment(r: tuple[Any, ...]) -> AssignmentRow:
    before_id, after_id, by_id, by_name, word, reasons, at = r
    told = orjson.loads(reasons) if isinstance(reasons, str | bytes) else reasons
    return AssignmentRow(before_id, after_id, by_id, by_name, word, tuple(told), aware(at))
