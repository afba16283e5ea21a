"""The filters of the list as SQL: every one reads along an index in the order of the list, none sorts everything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from huitou.core.api import Refusal, now, on_postgres
from huitou.desk.conversations.reads.sql import marks
from huitou.roster.api import teams_of

STATES = ("open", "snoozed", "closed")
BY_ID = "id"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class InboxFilter:
    """Which conversations. `view`: mine, unassigned, of my teams (or `team_id`), or all; the rest narrows it.

    `state` "any" = whatever state. `promise`: "late" = a promise is past its due time, "open" = one is open. `kind` is
    the newest case's kind. `among`: only these (what a search found).
    """

    view: Literal["mine", "unassigned", "team", "all"] = "all"
    state: Literal["open", "snoozed", "closed", "any"] = "open"
    team_id: int | None = None
    owner_id: int | None = None
    waiting: bool = False
    promise: Literal["", "open", "late"] = ""
    kind: str = ""
    site_id: int | None = None
    tag_id: int | None = None
    channel_id: int | None = None
    among: tuple[int, ...] | None = None


@dataclass(frozen=True)
class Cursor:
    """Where a page ended: what comes after it is older."""

    at: datetime
    id: int

    def __str__(self) -> str:
        return f"{(self.at - EPOCH) // timedelta(microseconds=1)}-{self.id}"

    @classmethod
    def parse(cls, text: str) -> Cursor:
        """From the text in a URL; Refusal("desk.bad_cursor") when it is none of ours."""
        micros, _, pk = text.partition("-")
        if not (text.isascii() and micros.isdecimal() and pk.isdecimal() and len(micros) < 18 and len(pk) < 19):
            raise Refusal("desk.bad_cursor")
        return cls(EPOCH + timedelta(microseconds=int(micros)), int(pk))


@dataclass(frozen=True)
class Branch:
    """One walk along one index; the list is the newest of one or several such walks."""

    sql: str
    parameters: tuple[Any, ...]


def branches(chosen: InboxFilter, *, account_id: int, after: Cursor | None, limit: int) -> tuple[Branch, ...]:
    """The walks of a filter: one per state and team, each in the order of the list, each at most `limit` long."""
    states = STATES if chosen.state == "any" else (chosen.state,)
    teams: tuple[int | None, ...] = (chosen.team_id,)
    if chosen.view == "team" and chosen.team_id is None:
        teams = teams_of(account_id=account_id)
    return tuple(_branch(chosen, account_id, state, team, after, limit) for state in states for team in teams)


def _branch(
    chosen: InboxFilter, account_id: int, state: str, team_id: int | None, after: Cursor | None, limit: int
) -> Branch:
    where: list[str] = ["c.state = %s", "c.merged_into_id IS NULL"]
    parameters: list[Any] = [state]
    owner_id = account_id if chosen.view == "mine" else chosen.owner_id
    exact = {"owner_id": owner_id, "team_id": team_id, "site_id": chosen.site_id, "channel_id": chosen.channel_id}
    for column, value in {**exact, "kind": chosen.kind or None}.items():
        if value is not None:
            where.append(f"c.{column} = %s")
            parameters.append(value)
    if chosen.view == "mine" and chosen.owner_id is not None:
        where.append("c.owner_id = %s")  # somebody else's are none of mine
        parameters.append(chosen.owner_id)
    if chosen.among is not None:
        where.append(f"c.id IN ({marks(chosen.among)})" if chosen.among else "1 = 0")
        parameters.extend(chosen.among)
    if chosen.view == "unassigned":
        where.append("c.owner_id IS NULL")
    if chosen.waiting:
        where.append("c.waiting_since IS NOT NULL")
    if chosen.promise:
        where.append("c.promise_due IS NOT NULL")
    if chosen.promise == "late":
        where.append("c.promise_due < %s")
        parameters.append(now())
    index = _index(chosen, owner_id, team_id)
    if chosen.tag_id is not None and index:
        where.append("EXISTS (SELECT 1 FROM desk_conversationtag t WHERE t.conversation_id = c.id AND t.tag_id = %s)")
        parameters.append(chosen.tag_id)
    return _walk(chosen, where, parameters, index, after, limit)


def _walk(
    chosen: InboxFilter, where: list[str], parameters: list[Any], index: str, after: Cursor | None, limit: int
) -> Branch:
    if index:
        at, pk, source = "c.last_at", "c.id", f"desk_conversation c{_along(index)}"
    else:
        at, pk = "t.last_at", "t.conversation_id"
        source = "desk_conversationtag t JOIN desk_conversation c ON c.id = t.conversation_id"
        where, parameters = ["t.tag_id = %s", *where], [chosen.tag_id, *parameters]
    if after is not None:
        where, parameters = [*where, f"({at}, {pk}) < (%s, %s)"], [*parameters, after.at, after.id]
    sql = (
        f"SELECT {pk} AS id, {at} AS last_at FROM {source} WHERE {' AND '.join(where)} "
        f"ORDER BY {at} DESC, {pk} DESC LIMIT %s"
    )
    return Branch(sql, (*parameters, limit))


def _index(chosen: InboxFilter, owner_id: int | None, team_id: int | None) -> str:
    """The index to walk along: that of the narrowest condition; "" = the list of a tag."""
    narrowest = (
        (chosen.among is not None, BY_ID),
        (owner_id is not None, "conversation_owner"),
        (bool(chosen.promise), "conversation_promised"),
        (chosen.view == "unassigned", "conversation_unowned"),
        (chosen.waiting, "conversation_waiting_list"),
        (chosen.tag_id is not None, ""),
        (bool(chosen.kind), "conversation_kind"),
        (chosen.site_id is not None, "conversation_site"),
        (team_id is not None, "conversation_team"),
    )
    return next((index for chosen_by, index in narrowest if chosen_by), "conversation_list")


def _along(index: str) -> str:
    # PostgreSQL knows from its statistics; SQLite without ANALYZE guesses, so it is told.
    if on_postgres():
        return ""
    return " NOT INDEXED" if index == BY_ID else f" INDEXED BY {index}"  # by its id a row is found all the same
