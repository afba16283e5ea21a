"""Which conversations match what is typed into the list's search box."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from huitou.core.api import search
from huitou.desk.conversations.reads.sql import marks, rows

MOST_HITS = 1000  # of each stage, the newest first; what is older is found by the search everywhere

_WHERE = {
    "message": "SELECT 'message', m.id, m.conversation_id FROM desk_message m WHERE m.id IN ({ids})",
    "note": "SELECT 'note', n.id, n.conversation_id FROM desk_note n WHERE n.id IN ({ids})",
    "case": "SELECT 'case', k.id, k.conversation_id FROM desk_case k WHERE k.id IN ({ids})",
    "conversation": "SELECT 'conversation', o.id, o.id FROM desk_conversation o WHERE o.id IN ({ids})",
    "customer": "SELECT 'customer', o.customer_id, o.id FROM desk_conversation o JOIN customers_customer u "
    "ON u.id = o.customer_id WHERE u.id IN ({ids}) OR u.merged_into_id IN ({ids})",
}


@dataclass(frozen=True, slots=True)
class Match:
    """Where in a conversation the words stand: kind (message, note, case, conversation, customer) and its id."""

    kind: str
    ref_id: int


def conversations_matching(*, query: str) -> dict[int, Match]:
    """Conversations with a message, note, case, subject or customer that has the words, and the newest such place.

    Merged ones count as the one they go on in. Of each stage the newest 1,000 places are looked at. Three statements.
    """
    hits = search.find(query, limit=MOST_HITS)
    hits += search.find(query, stage=search.BACK, kinds=("note",), limit=MOST_HITS)
    hits.sort(key=lambda hit: hit.at)
    newest = {(hit.kind, hit.ref_id): number for number, hit in enumerate(hits) if hit.kind in _WHERE}
    found = sorted(_places(newest), key=lambda place: newest.get(place[:2], -1))
    return {conversation_id: Match(kind, ref_id) for kind, ref_id, conversation_id in found}


def _places(hits: Iterable[tuple[str, int]]) -> list[tuple[str, int, int]]:
    ids: dict[str, list[int]] = {}
    for kind, ref_id in hits:
        ids.setdefault(kind, []).append(ref_id)
    if not ids:
        return []
    parts = {kind: _WHERE[kind].format(ids=marks(of)) for kind, of in ids.items()}
    given = [one for kind, of in ids.items() for one in (of * 2 if kind == "customer" else of)]
    named = "SELECT '' AS kind, 0 AS ref_id, 0 AS conversation_id WHERE 1 = 0 UNION ALL "
    return rows(
        f"SELECT f.kind, f.ref_id, COALESCE(c.merged_into_id, c.id) FROM ({named}{' UNION ALL '.join(parts.values())}) f "
        "JOIN desk_conversation c ON c.id = f.conversation_id",
        given,
    )
