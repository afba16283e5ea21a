"""A table of customers comes in: looked at, tried, carried out; the rows that were refused, each with its reason."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Schema
from pydantic import Field

from huitou.core.api import Refusal
from huitou.customers import api as customers
from huitou.front.api.caller import caller_of
from huitou.front.api.cursors import cursor, number_of
from huitou.front.api.incoming import B, WithFiles, body_with_files, read_body
from huitou.front.api.rendering import straight
from huitou.front.api.routes import Routes
from huitou.front.api.shapes import Cursor, Id, Items, Limit, Made, Page, Text
from huitou.front.api.tables import CSV

routes = Routes("customer imports")
NEEDS = "customers.import"


class TableIn(WithFiles):
    """One CSV or .xlsx file in `files`."""


class ImportIn(WithFiles):
    """One CSV or .xlsx file in `files`. `mapping`: for each column a key of `/customer-import-fields`, "" leaves it out."""

    mapping: list[Text] | None = Field(None, max_length=500, description="left out: as guessed")
    dry: bool = Field(True, description="a trial: everything is checked, nothing is changed")


class LookOut(Schema):
    """A table as it was understood; `mapping` is what is guessed for each column."""

    headers: list[str]
    mapping: list[str]
    sample: list[list[str]]
    encoding: str
    sheet: str


@routes.get("/customer-import-fields", needs=NEEDS, answers=Items[customers.FieldChoice])
def list_import_fields(request: HttpRequest) -> Any:
    """The fields to which a column may be put, the company's own among them."""
    return {"items": customers.field_choices()}


@routes.ask("/customer-import-looks", needs=NEEDS, answers=LookOut, openapi_extra=body_with_files(TableIn))
def look_at_table(request: HttpRequest) -> Any:
    """What stands in a file, and to which field each column seems to belong. Nothing is kept."""
    _body, filename, content = _table(request, TableIn)
    return customers.look(content=content, filename=filename)


@routes.post("/customer-imports", needs=NEEDS, answers=Made, openapi_extra=body_with_files(ImportIn))
def start_import(request: HttpRequest) -> Any:
    """Begin an import, as a trial unless `dry` is false. It goes on by itself: ask for it until its state is `done`."""
    body, filename, content = _table(request, ImportIn)
    made = customers.start_import(
        content=content, filename=filename, mapping=body.mapping, dry=body.dry, actor=caller_of(request).actor
    )
    return {"id": made}


@routes.get("/customer-imports", needs=NEEDS, answers=Page[customers.ImportRunRow])
def list_imports(request: HttpRequest, after: Cursor = "", limit: Limit = 20) -> HttpResponse:
    """Imports, the newest first."""
    rows = customers.import_runs(before=number_of(after), limit=limit)
    return straight({"items": rows, "next": cursor(rows[-1].id) if len(rows) == limit else None})


@routes.get("/customer-imports/{run_id}", needs=NEEDS, answers=customers.ImportRunRow)
def get_import(request: HttpRequest, run_id: Id) -> HttpResponse:
    """How far it is and what it did, or would do: made, changed, the same, refused."""
    return straight(customers.import_run(run_id=run_id))


@routes.post("/customer-imports/{run_id}/carrying-out", needs=NEEDS, answers=Made)
def carry_import_out(request: HttpRequest, run_id: Id) -> Any:
    """Do for real what a finished trial has shown; the id is that of the new import."""
    return {"id": customers.carry_out(run_id=run_id, actor=caller_of(request).actor)}


@routes.get("/customer-imports/{run_id}/refused", needs=NEEDS, answers=Page[customers.RefusedRow])
def list_refused_rows(request: HttpRequest, run_id: Id, after: Cursor = "", limit: Limit = 50) -> HttpResponse:
    """The rows that were not taken, in the order of the file, each with its reason and its cells as they stood."""
    found = customers.import_run(run_id=run_id)
    rows = customers.refused_rows(run_id=found.id, after=number_of(after) or 0, limit=limit)
    return straight({"items": rows, "next": cursor(rows[-1].id) if len(rows) == limit else None})


@routes.get("/customer-imports/{run_id}/refused.csv", needs=NEEDS, answers=None, **CSV)
def export_refused_rows(request: HttpRequest, run_id: Id) -> HttpResponse:
    """The same as a table, to be mended and imported again."""
    lines = b"".join(customers.refused_csv(run_id=run_id))
    return HttpResponse(lines, content_type="text/csv; charset=utf-8")


def _table(request: HttpRequest, shape: type[B]) -> tuple[B, str, bytes]:
    body, files = read_body(request, shape)
    if len(files) != 1:
        raise Refusal("api.one_file")
    return body, files[0].filename, files[0].content
