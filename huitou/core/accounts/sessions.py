"""Sessions that name their account, so that a person sees where they are signed in and can end it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.middleware import SessionMiddleware as DjangoSessionMiddleware
from django.http import HttpRequest, HttpResponse

from huitou.core.clock.wall import wall
from huitou.core.db import writing
from huitou.core.facts import SessionsEnded
from huitou.core.ledger.ledger import Actor, record
from huitou.core.models import Session

SEEN_EVERY = timedelta(minutes=5)  # "last seen" is written at most this often: a page must not cost a write


class SessionStore(DatabaseStore):
    """Django's database sessions, with the account, address and browser beside the data."""

    address = ""
    agent = ""
    seen_at: datetime | None = None

    def _get_session_from_db(self) -> Any:
        row = super()._get_session_from_db()
        self.seen_at = row.seen_at if row and row.account_id else None
        return row

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
    """Tells the store from where the browser speaks, and notes now and then that somebody is still there."""

    def process_request(self, request: HttpRequest) -> None:
        request.META["REMOTE_ADDR"] = address_of(request)
        super().process_request(request)
        session: Any = request.session
        session.address = request.META["REMOTE_ADDR"]
        session.agent = request.META.get("HTTP_USER_AGENT", "")

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        session: Any = request.session
        if session.seen_at and wall() - session.seen_at > SEEN_EVERY:
            seen(session_key=session.session_key)
        return super().process_response(request, response)


def address_of(request: HttpRequest) -> str:
    """From where the request comes; behind our own proxy what that proxy saw, which is the last hop it wrote down."""
    hops = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.BEHIND_PROXY else ""
    return (hops.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", ""))[:45]


@dataclass(frozen=True)
class SessionRow:
    """A place where somebody is signed in. `id` names it without being the key itself."""

    id: str
    address: str
    agent: str
    seen_at: datetime
    current: bool


def sessions_of(*, account_id: int, current_key: str | None = None) -> tuple[SessionRow, ...]:
    """Where an account is signed in now, the last seen first."""
    rows = Session.objects.filter(account_id=account_id, expire_date__gt=wall()).order_by("-seen_at")
    return tuple(SessionRow(_id(r.pk), r.address, r.agent, r.seen_at, r.pk == current_key) for r in rows)


def end_session(*, account_id: int, session_id: str, actor: Actor) -> None:
    """End one session of an account; nothing happens when it is over already."""
    keys = Session.objects.filter(account_id=account_id).values_list("pk", flat=True)
    _end([key for key in keys if _id(key) == session_id], account_id, "asked", actor)


def end_sessions(*, account_id: int, why: str, actor: Actor, keep: str | None = None) -> None:
    """End all sessions of an account but the one with the key `keep`; `why` is asked, password, closed or reset."""
    keys = Session.objects.filter(account_id=account_id).exclude(pk=keep or "").values_list("pk", flat=True)
    _end(list(keys), account_id, why, actor)


def seen(*, session_key: str) -> None:
    """Note that a session is alive; who calls asks first whether the last note is older than SEEN_EVERY."""
    Session.objects.filter(pk=session_key).update(seen_at=wall())


def _end(keys: list[str], account_id: int, why: str, actor: Actor) -> None:
    if not keys:
        return
    with writing():
        gone, _kinds = Session.objects.filter(pk__in=keys).delete()
        record(SessionsEnded(account_id=account_id, count=gone, why=why), actor=actor)


def _id(key: str) -> str:
    return hashlib.sha256(f"session:{key}".encode()).hexdigest()[:24]
