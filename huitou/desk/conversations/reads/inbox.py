"""The list of conversations: one statement, whatever the filter, however many there are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from huitou.customers.api import address_of
from huitou.desk.conversations.reads.filters import Branch, Cursor, InboxFilter, branches
from huitou.desk.conversations.reads.sql import aware, joined, maybe, parts, rows

PAGE = 25
MOST_COUNTED = 100
LONGEST_EXCERPT = 200


@dataclass(frozen=True, slots=True)
class InboxRow:
    """A conversation in the list. `customer_*` are of the record kept; `last_*` of the newest message ("" without one).

    `unread`: the customer wrote something that this account has not seen. `promise_due`: the earliest of
    `promises_open` open promises.
    """

    id: int
    key: str
    subject: str
    state: str
    opened_at: datetime
    last_at: datetime
    waiting_since: datetime | None
    snoozed_until: datetime | None
    promise_due: datetime | None
    promises_open: int
    kind: str
    severity: int
    owner_id: int | None
    owner_name: str
    team_id: int | None
    site_id: int | None
    site_name: str
    channel_id: int
    channel_kind: str
    channel_name: str
    customer_id: int
    customer_name: str
    customer_address: str
    last_message_id: int | None
    last_text: str
    last_direction: str
    last_state: str
    last_author_id: int | None
    unread: bool
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InboxPage:
    """One page of the list; `next` is the `after` of the page below, None at the end."""

    rows: tuple[InboxRow, ...]
    next: str | None


def inbox(*, filter: InboxFilter, account_id: int, after: str | None = None, limit: int = PAGE) -> InboxPage:
    """The conversations of a filter, newest message first. Refused: desk.bad_cursor."""
    cursor = Cursor.parse(after) if after else None
    chosen = branches(filter, account_id=account_id, after=cursor, limit=limit + 1)
    found = _read(_merged(chosen, limit + 1), account_id) if chosen else []
    page = tuple(found[:limit])
    more = str(Cursor(page[-1].last_at, page[-1].id)) if len(found) > limit and page else None
    return InboxPage(page, more)


def counts(*, filters: Mapping[str, InboxFilter], account_id: int) -> dict[str, int]:
    """How many conversations each filter has, counted up to 100 (more is shown as 99+). One statement."""
    asked: list[tuple[str, Branch]] = []
    for name, one in filters.items():
        asked += [(name, b) for b in branches(one, account_id=account_id, after=None, limit=MOST_COUNTED)]
    if not asked:
        return dict.fromkeys(filters, 0)
    sql = " UNION ALL ".join(f"SELECT %s, (SELECT COUNT(*) FROM ({branch.sql}) one)" for _name, branch in asked)
    parameters = [part for name, branch in asked for part in (name, *branch.parameters)]
    totals = dict.fromkeys(filters, 0)
    for name, count in rows(sql, parameters):
        totals[name] = min(MOST_COUNTED, totals[name] + count)
    return totals


def _merged(chosen: tuple[Branch, ...], limit: int) -> Branch:
    if len(chosen) == 1:
        return chosen[0]
    sql = " UNION ALL ".join(f"SELECT id, last_at FROM ({branch.sql}) b{i}" for i, branch in enumerate(chosen))
    parameters = tuple(part for branch in chosen for part in branch.parameters)
    return Branch(f"SELECT id FROM ({sql}) every ORDER BY last_at DESC, id DESC LIMIT %s", (*parameters, limit))


def _read(keys: Branch, account_id: int) -> list[InboxRow]:
    found = rows(_SQL.replace("[keys]", keys.sql).replace("[tags]", joined("g.name")), [account_id, *keys.parameters])
    made = [_row(row) for row in found]
    made.sort(key=lambda row: (row.last_at, row.id), reverse=True)
    return made


# Outer order is made in Python: 25 rows, and no plan has a reason to sort more.
_SQL = f"""
SELECT c.id, c.key, c.subject, c.state, c.opened_at, c.last_at, c.waiting_since, c.snoozed_until, c.promise_due,
  (SELECT COUNT(*) FROM desk_promise p WHERE p.conversation_id = c.id AND p.state = 'open'),
  c.kind, c.severity, c.owner_id, COALESCE(a.name, ''), c.team_id, c.site_id, COALESCE(s.name, ''),
  c.channel_id, h.kind, h.name, k.id, k.name, k.title, k.address_as,
  m.id, COALESCE(SUBSTR(m.text, 1, {LONGEST_EXCERPT}), ''), COALESCE(m.direction, ''), COALESCE(m.state, ''), m.author_id,
  COALESCE(e.message_id, 0),
  (SELECT [tags] FROM desk_conversationtag t JOIN desk_tag g ON g.id = t.tag_id WHERE t.conversation_id = c.id)
FROM desk_conversation c
JOIN channels_channel h ON h.id = c.channel_id
JOIN customers_customer k0 ON k0.id = c.customer_id
JOIN customers_customer k ON k.id = COALESCE(k0.merged_into_id, k0.id)
LEFT JOIN core_account a ON a.id = c.owner_id
LEFT JOIN roster_site s ON s.id = c.site_id
LEFT JOIN desk_message m ON m.id = c.last_message_id
LEFT JOIN desk_seen e ON e.conversation_id = c.id AND e.account_id = %s
WHERE c.id IN (SELECT id FROM ([keys]) keys)
"""


def _row(r: tuple[Any, ...]) -> InboxRow:
    return InboxRow(
        id=r[0],
        key=r[1],
        subject=r[2],
        state=r[3],
        opened_at=aware(r[4]),
        last_at=aware(r[5]),
        waiting_since=maybe(r[6]),
        snoozed_until=maybe(r[7]),
        promise_due=maybe(r[8]),
        promises_open=r[9],
        kind=r[10],
        severity=r[11],
        owner_id=r[12],
        owner_name=r[13],
        team_id=r[14],
        site_id=r[15],
        site_name=r[16],
        channel_id=r[17],
        channel_kind=r[18],
        channel_name=r[19],
        customer_id=r[20],
        customer_name=r[21],
        customer_address=address_of(name=r[21], title=r[22], address_as=r[23]),
        last_message_id=r[24],
        last_text=" ".join(r[25].split()),
        last_direction=r[26],
        last_state=r[27],
        last_author_id=r[28],
        unread=r[26] == "in" and r[24] > r[29],
        tags=parts(r[30]),
    )
