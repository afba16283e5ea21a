"""What leaves the house as a table or a copy: customers, promises, the audit; the same as the pages hand out."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from ninja import Query

from huitou.customers import api as customers
from huitou.front.api.audit import AuditQuery
from huitou.front.api.caller import caller_of
from huitou.front.api.customers import CustomerQuery
from huitou.front.api.promises import LedgerQuery
from huitou.front.api.rendering import straight
from huitou.front.api.routes import Routes
from huitou.front.api.shapes import Id
from huitou.front.audit.table import audit_lines
from huitou.front.customers.copying import copy_of
from huitou.front.downloads import csv_answer
from huitou.front.promises.table import ledger_lines

routes = Routes("tables")
CSV: dict[str, Any] = {"openapi_extra": {"responses": {200: {"content": {"text/csv": {"schema": {"type": "string"}}}}}}}


@routes.get("/customers.csv", needs="customers.export", answers=None, **CSV)
def export_customers(request: HttpRequest, asked: Query[CustomerQuery]) -> StreamingHttpResponse:
    """The customers as a table for a spreadsheet, narrowed as the list is. That it was taken is recorded."""
    lines = customers.export_customers(filter=asked.chosen(), actor=caller_of(request).actor)
    return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")


@routes.get("/customers/{customer_id}/export", needs="customers.export", answers=dict[str, Any])
def export_person(request: HttpRequest, customer_id: Id) -> HttpResponse:
    """Everything kept about one person, as they may ask for it; nothing of the back stage. It is recorded."""
    return straight(copy_of(customer_id, caller_of(request).actor))


@routes.get("/promises.csv", needs="desk.read", answers=None, **CSV)
def export_promises(request: HttpRequest, asked: Query[LedgerQuery]) -> HttpResponse:
    """The ledger as a table, narrowed as the list is. Whole names of customers only with `customers.export`."""
    me = caller_of(request).account
    return csv_answer("promises.csv", ledger_lines(asked.chosen(me), me))


@routes.get("/audit.csv", needs="audit.read", answers=None, **CSV)
def export_audit(request: HttpRequest, asked: Query[AuditQuery]) -> HttpResponse:
    """The audit as a table, the newest that fit first, at most 100,000 lines."""
    return csv_answer("audit.csv", audit_lines(asked.chosen()))
