"""A table before it is imported, how far an import is, and which rows it did not take."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from huitou.core.api import Refusal, explanation, readable
from huitou.customers.fields.reads import fields
from huitou.customers.imports import rules
from huitou.customers.models import ImportRefusal, ImportRun
from huitou.measures.text.csvsafe import Table, read_table, safe_cell

MOST_ROWS = 100_000
MOST_BYTES = 20 * 1024 * 1024
SAMPLE = 5


@dataclass(frozen=True)
class TableLook:
    """A table as it was understood: its column names, the field guessed for each ("" left out), the first rows."""

    headers: tuple[str, ...]
    mapping: tuple[str, ...]
    sample: tuple[tuple[str, ...], ...]
    encoding: str
    sheet: str


@dataclass(frozen=True)
class FieldChoice:
    """A field to which a column may be put: its key for the mapping, its label for people."""

    key: str
    label: str


@dataclass(frozen=True)
class ImportRunRow:
    """An import and how far it is: `done` of `rows`; made + changed + same + refused = done.

    `state` waiting, running, done, failed. `can_carry_out`: a finished trial whose file is still there.
    """

    id: int
    filename: str
    dry: bool
    state: str
    rows: int
    done: int
    made: int
    changed: int
    same: int
    refused: int
    made_at: datetime
    finished_at: datetime | None
    by: int | None
    headers: tuple[str, ...]
    mapping: tuple[str, ...]
    can_carry_out: bool


@dataclass(frozen=True)
class RefusedRow:
    """A row that was not taken: its line in the file, the refusal and its sentence, the cells as they stood."""

    id: int
    line: int
    code: str
    sentence: str
    cells: tuple[str, ...]


def look(*, content: bytes, filename: str) -> TableLook:
    """What stands in a CSV or .xlsx file. Refuses table.… (see measures/text/csvsafe.py)."""
    table = open_table(content, filename)
    sample = tuple(row.cells for row in islice(table.rows, SAMPLE))
    custom = {field.key: field.label for field in fields()}
    mapping = rules.guess_mapping(table.header, custom=custom)
    return TableLook(table.header, tuple(mapping), sample, table.encoding, table.sheet)


def open_table(content: bytes, filename: str) -> Table:
    """The table in a file, within the limits of an import. Refuses table.…."""
    return read_table(content, filename, row_limit=MOST_ROWS, size_limit=MOST_BYTES)


def field_choices() -> tuple[FieldChoice, ...]:
    """All fields a column may be put to, in the order in which a form offers them."""
    labels = {
        "name": _("姓名"),
        "title": _("尊称"),
        "address_as": _("称呼"),
        "phone": _("电话"),
        "mail": _("邮箱"),
        "openid": _("微信 openid"),
        "unionid": _("微信 unionid"),
        "contact": _("联系方式（自动识别）"),
        "site": _("门店"),
        "language": _("语言"),
        "like": _("喜欢"),
        "dislike": _("不喜欢"),
        "habit": _("习惯"),
        "birthday": _("生日"),
        "other": _("其他细节"),
    }
    own = tuple(FieldChoice(f"{rules.CUSTOM}{field.key}", field.label) for field in fields())
    return tuple(FieldChoice(key, label) for key, label in labels.items()) + own


def import_run(*, run_id: int) -> ImportRunRow:
    """One import. Refuses core.not_found."""
    row = ImportRun.objects.filter(pk=run_id).first()
    if row is None:
        raise Refusal("core.not_found")
    return _run(row)


def import_runs(*, before: int | None = None, limit: int = 20) -> tuple[ImportRunRow, ...]:
    """The newest imports, paged by `id`."""
    rows = ImportRun.objects.all() if before is None else ImportRun.objects.filter(pk__lt=before)
    return tuple(_run(row) for row in rows.order_by("-id")[:limit])


def refused_rows(*, run_id: int, after: int = 0, limit: int = 50) -> tuple[RefusedRow, ...]:
    """Rows that were not taken, in the order of the file, paged by `id`."""
    rows = ImportRefusal.objects.filter(run_id=run_id, id__gt=after).order_by("id")[:limit]
    return tuple(
        RefusedRow(row.pk, row.line, row.code, _sentence(row.code, row.params), tuple(row.raw)) for row in rows
    )


def refused_csv(*, run_id: int) -> Iterator[bytes]:
    """The refused rows as a CSV for Excel: line, reason, and the cells as they stood, so that they can be mended."""
    run = import_run(run_id=run_id)
    yield b"\xef\xbb\xbf" + csv_line([_("行号"), _("原因"), *run.headers])
    after = 0
    while rows := refused_rows(run_id=run_id, after=after, limit=500):
        for row in rows:
            yield csv_line([row.line, row.sentence, *row.cells])
        after = rows[-1].id


def csv_line(cells: list[Any]) -> bytes:
    """One line of a CSV in which no cell can act as a formula."""
    out = io.StringIO()
    csv.writer(out).writerow([safe_cell(cell) for cell in cells])
    return out.getvalue().encode()


def _run(row: ImportRun) -> ImportRunRow:
    return ImportRunRow(
        id=row.pk,
        filename=row.filename,
        dry=row.dry,
        state=row.state,
        rows=row.rows,
        done=row.done,
        made=row.made,
        changed=row.changed,
        same=row.done - row.made - row.changed - row.refused,
        refused=row.refused,
        made_at=row.made_at,
        finished_at=row.finished_at,
        by=row.by_id,
        headers=tuple(row.headers),
        mapping=tuple(row.mapping),
        can_carry_out=row.dry and row.state == "done" and row.blob_id is not None,
    )


def _sentence(code: str, params: dict[str, Any]) -> str:
    text = str(explanation(code)[1])
    # The names of fields come from pure rules, in Chinese: here they become the reader's.
    told = {key: _(value) if key == "field" and value else value for key, value in readable(params).items()}
    return text % told if "%(" in text else text
