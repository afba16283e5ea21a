"""Sessions that name their account, so that a person sees where they are signed in and can end it."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.middleware import SessionMiddleware as DjangoSessionMiddleware
from django.http import HttpRequest

from huitou.core.clock.wall import wall
from huitou.core.models import Session


class SessionStore(DatabaseStore):
    """Django's database sessions, with the account, address and browser beside the data."""

    address = ""
    agent = ""

    @classmethod
    def get_model_class(cls) -> Any:
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        row = super().create_model_instance(data)
        account_id = data.get("_auth_user_id")
        row.account_id = int(account_id) if account_id else None
        row.address, row.agent = self.address, self.agent[:200]
        row.seen_at = wall()
        return row


class SessionMiddleware(DjangoSessionMiddleware):
    """Tells the store from where the browser speaks."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        session: Any = request.session
        session.address = request.META.get("REMOTE_ADDR", "")[:45]
        session.agent = request.META.get("HTTP_USER_AGENT", "")
