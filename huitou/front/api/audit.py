"""The audit: what happened, newest first, by kind, person and time. To follow what happens next, read `/facts`."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Schema
from pydantic import Field

from huitou.core.api import facts_page, kind_of
from huitou.front.api.cursors import cursor, number_of
from huitou.front.api.facts import FactOut, facts_out
from huitou.front.api.rendering import straight
from huitou.front.api.routes import Routes
from huitou.front.api.shapes import Cursor, Id, Limit, Moment, Page, Text

routes = Routes("facts")


class AuditQuery(Schema):
    """What narrows the audit."""

    kind: Text = Field("", max_length=80, description="the name of a fact, or of a room for all of its facts")
    actor_id: Id | None = Field(None, description="done by this account")
    since: Moment | None = None
    until: Moment | None = None

    def chosen(self) -> dict[str, Any]:
        """As the ledger takes it."""
        name = self.kind if not self.kind or kind_of(self.kind) else f"{self.kind}."
        return {"name_starts": name, "actor_id": self.actor_id, "since": self.since, "until": self.until}


@routes.get("/audit", needs="audit.read", answers=Page[FactOut])
def list_audit(request: HttpRequest, asked: Query[AuditQuery], after: Cursor = "", limit: Limit = 50) -> HttpResponse:
    """What happened, the newest first."""
    rows = facts_page(**asked.chosen(), before=number_of(after), limit=limit)
    return straight({"items": facts_out(rows), "next": cursor(rows[-1].id) if len(rows) == limit else None})
