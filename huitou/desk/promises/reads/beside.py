"""The promises beside an open conversation: one statement by hand, because every conversation that is opened asks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from huitou.core.api import aware, maybe_aware, now, sql_rows
from huitou.desk.models import Promise
from huitou.desk.promises.reads.ledger import EscalationRow, PromiseRow, shown_state


def promises_of(*, conversation_ids: Iterable[int], at: datetime | None = None) -> tuple[PromiseRow, ...]:
    """All promises of these conversations, open ones first, by due time; not those taken back before anybody read them."""
    ids = tuple(conversation_ids)
    if not ids:
        return ()
    found = sql_rows(_SQL.replace("[ids]", ", ".join(["%s"] * len(ids))), [*ids, Promise.TAKEN_BACK])
    moment = at or now()
    return tuple(sorted((_row(row, moment) for row in found), key=lambda row: row.ended_at is not None))


_SQL = """
SELECT p.id, p.conversation_id, c.key, p.customer_id, p.case_id, COALESCE(k.number, ''), p.message_id, p.kind, p.text,
  p.owner_id, o.name, p.made_by_id, m.name, p.team_id, COALESCE(t.name, ''), p.made_at, p.due_at, p.state, p.ended_at,
  p.late_at, p.replaces_id, e.position, e.to_id, a.name, e.at, e.take_until, e.taken_at, e.passed_at
FROM desk_promise p
JOIN desk_conversation c ON c.id = p.conversation_id
JOIN core_account o ON o.id = p.owner_id
JOIN core_account m ON m.id = p.made_by_id
LEFT JOIN desk_case k ON k.id = p.case_id
LEFT JOIN roster_team t ON t.id = p.team_id
LEFT JOIN desk_escalation e ON e.promise_id = p.id
  AND e.position = (SELECT MAX(z.position) FROM desk_escalation z WHERE z.promise_id = p.id)
LEFT JOIN core_account a ON a.id = e.to_id
WHERE p.conversation_id IN ([ids]) AND p.state <> %s
ORDER BY p.due_at, p.id
"""


def _row(r: tuple[Any, ...], moment: datetime) -> PromiseRow:
    due_at = aware(r[16])
    handed = _escalation(r[21:]) if r[21] is not None else None
    state, ended_at, late_at = shown_state(r[17], due_at, moment), maybe_aware(r[18]), maybe_aware(r[19])
    return PromiseRow(*(*r[:15], aware(r[15]), due_at, state, ended_at, late_at, r[20], handed))


def _escalation(r: tuple[Any, ...]) -> EscalationRow:
    return EscalationRow(r[0], r[1], r[2], aware(r[3]), aware(r[4]), maybe_aware(r[5]), maybe_aware(r[6]))
