"""Tables that people bring and take away: CSV in any Chinese encoding, Excel, and cells that no spreadsheet runs.

Source of the rule for formulas: OWASP, "CSV Injection".
"""

from __future__ import annotations

import csv
import io
import re
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from huitou.measures.refusal import Refusal

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"(?=.*\d)[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?(?:[eE][+-]?\d{1,3})?%?")
_PHONE = re.compile(r"\+\d[\d \-()]{5,24}")
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1f]")
_DELIMITERS = ",;\t|"
_MOST_COLUMNS = 500
_LONGEST_CELL = 100_000
_LONGEST_LINE = 5_000_000
_XLSX_UNPACKED = 200 * 1024 * 1024
_XLSX_RATIO = 100
_XLSX_HARMLESS = 10 * 1024 * 1024
_OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class TableError(Refusal):
    """A table that cannot be read. Codes begin with `table.`, then, with their params:

    empty · too_large(size, limit) · old_excel (.xls, or with a password) · archive_bomb(size) · broken_excel ·
    not_a_table (binary) · encoding(line) · too_many_columns(line, columns, limit) · too_many_rows(limit) ·
    cell_too_long(line, limit) · quote_open(line) · broken_row(line)
    """

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(f"table.{code}", **params)


@dataclass(frozen=True)
class Row:
    """A row with the line of the file it starts on. `problem` is "" or ragged_short, ragged_long; cells fit the header."""

    line: int
    cells: tuple[str, ...]
    problem: str = ""


@dataclass(frozen=True)
class Table:
    """The head and a one-time iterator of the rows, which may raise TableError when it comes to a bad place."""

    header: tuple[str, ...]
    rows: Iterator[Row] = field(repr=False)
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""


def safe_cell(value: Any) -> Any:
    """A value for export that no spreadsheet takes for a formula: an apostrophe goes before one.

    Numbers, negative ones too, and phone numbers such as +86 138 0000 0000 stay as they are.
    """
    if not isinstance(value, str) or not value:
        return value
    bare = value.lstrip(" \xa0\u3000\ufeff\u200b")
    if not bare.startswith(_DANGEROUS) or (bare == value and _harmless(value)):
        return value.replace("\0", "")
    return "'" + value.replace("\0", "")


def _harmless(value: str) -> bool:
    """Only a whole number or phone number; "-" alone is the usual mark of an empty cell."""
    return value in {"-", "--", "—"} or bool(_NUMBER.fullmatch(value)) or bool(_PHONE.fullmatch(value))


def read_table(
    raw: bytes, filename: str = "", *, row_limit: int = 200_000, size_limit: int = 100 * 1024 * 1024
) -> Table:
    """The table in a CSV or .xlsx file, told apart by its bytes. Blank rows are passed over; cells are stripped text.

    Raises TableError, here for the file as a whole and from `rows` for a place in it.
    """
    if not raw.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise TableError("empty")
    if len(raw) > size_limit:
        raise TableError("too_large", size=len(raw), limit=size_limit)
    if raw.startswith(_OLD_EXCEL):
        raise TableError("old_excel")
    if raw.startswith(b"PK"):
        return _read_excel(raw, row_limit)
    return _read_csv(raw, row_limit)


def _read_csv(raw: bytes, row_limit: int) -> Table:
    text, encoding = _decoded(raw)
    delimiter = _delimiter(text)
    rows = _csv_rows(text, delimiter)
    return _table(rows, row_limit, encoding=encoding, delimiter=delimiter)


def _decoded(raw: bytes) -> tuple[str, str]:
    """Marks first, then strict UTF-8, then GB 18030; a file that is none of these names the line of the first bad byte."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if raw.startswith(mark):
            return _strict(raw, encoding), encoding
    if len(_BINARY.findall(raw[:4096])) > len(raw[:4096]) / 50 or raw.startswith(b"%PDF-"):
        raise TableError("not_a_table")
    bare = raw.replace(b"\0", b"")
    try:
        return bare.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _strict(bare, "gb18030"), "gb18030"


def _strict(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding).replace("\0", "")
    except UnicodeDecodeError as bad:
        line = raw[: bad.start].count(b"\n") + 1
    raise TableError("encoding", line=line)


def _delimiter(text: str) -> str:
    """The separator that parts the first lines most evenly; Excel's own `sep=` line has the last word."""
    said = re.match(r"sep=(.)\r?\n", text)
    if said:
        return said[1]
    sample = text[:20_000]
    return max(_DELIMITERS, key=lambda delimiter: _evenness(sample, delimiter))


def _evenness(sample: str, delimiter: str) -> tuple[float, int]:
    counts = []
    try:
        for row in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter):
            if row:
                counts.append(len(row))
            if len(counts) >= 20:
                break
    except csv.Error:
        return 0.0, 0
    if not counts or counts[0] < 2:
        return 0.0, 0
    return sum(count == counts[0] for count in counts) / len(counts), counts[0]


def _csv_rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    lines = _Lines(text)
    reader = csv.reader(lines, delimiter=delimiter, strict=False)
    while True:
        start = lines.number + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if "field larger" in str(error):
                raise TableError("cell_too_long", line=start, limit=_LONGEST_CELL) from None
            raise TableError("broken_row", line=start) from None
        if lines.ended:
            # The reader asks for a line after the last one only when a quote is still open.
            raise TableError("quote_open", line=start)
        if not (start == 1 and text.startswith("sep=")):
            yield start, row


class _Lines:
    """The lines of a text with their number; old Macs' bare CR is a line end too."""

    def __init__(self, text: str) -> None:
        self.source = io.StringIO(text, newline="")
        self.number = 0
        self.ended = False

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self.source.readline(_LONGEST_LINE)
        if not line:
            self.ended = True
            raise StopIteration
        self.number += 1
        if len(line) >= _LONGEST_LINE:
            raise TableError("cell_too_long", line=self.number, limit=_LONGEST_CELL)
        return line


def _read_excel(raw: bytes, row_limit: int) -> Table:
    from openpyxl import load_workbook

    _guard(raw)
    try:
        book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True, keep_links=False)
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"] or book.worksheets
    except Exception:
        # The reader raises whatever the broken part of the file happens to cause.
        raise TableError("broken_excel") from None
    for sheet in sheets:
        sheet.reset_dimensions()
        rows = _excel_rows(sheet)
        first = next((row for row in rows if any(map(str.strip, row[1]))), None)
        if first:
            return _table(_again(first, rows), row_limit, encoding="xlsx", sheet=sheet.title)
    raise TableError("empty")


def _guard(raw: bytes) -> None:
    """Refuse an archive that would unpack to too much, by its directory."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, struct.error, ValueError, NotImplementedError, OSError, UnicodeError, EOFError):
        raise TableError("broken_excel") from None
    size = sum(info.file_size for info in infos)
    if size > _XLSX_UNPACKED or (size > _XLSX_HARMLESS and size > _XLSX_RATIO * len(raw)):
        raise TableError("archive_bomb", size=size)
    if not any(info.filename.startswith("xl/") for info in infos):
        raise TableError("not_a_table")


def _excel_rows(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    try:
        for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
            cells = [_shown(value) for value in row[: _MOST_COLUMNS + 1]]
            while cells and not cells[-1]:
                cells.pop()
            yield number, cells
    except Exception:
        raise TableError("broken_excel") from None


def _again(first: tuple[int, list[str]], rest: Iterator[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    yield first
    yield from rest


def _shown(value: Any) -> str:
    """A cell as its owner sees it: phone numbers without ".0", dates as ISO."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes") if value.time() != time() else value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


def _table(
    rows: Iterator[tuple[int, list[str]]], row_limit: int, *, encoding: str, delimiter: str = "", sheet: str = ""
) -> Table:
    checked = ((line, _cells(line, row)) for line, row in rows)
    _, header = next(((line, row) for line, row in checked if any(row)), (0, ()))
    while header and not header[-1]:
        header = header[:-1]
    if not header:
        raise TableError("empty")
    return Table(header, _fitted(checked, len(header), row_limit, ragged=not sheet), encoding, delimiter, sheet)


def _cells(line: int, row: list[str]) -> tuple[str, ...]:
    if len(row) > _MOST_COLUMNS:
        raise TableError("too_many_columns", line=line, columns=len(row), limit=_MOST_COLUMNS)
    if any(len(cell) > _LONGEST_CELL for cell in row):
        raise TableError("cell_too_long", line=line, limit=_LONGEST_CELL)
    return tuple(cell.strip(" \t\r\n\xa0\u3000\ufeff") for cell in row)


def _fitted(rows: Iterator[tuple[int, tuple[str, ...]]], width: int, row_limit: int, *, ragged: bool) -> Iterator[Row]:
    """Rows as wide as the header; missing cells are blank, cells beyond it are kept and the row is marked."""
    count = 0
    for line, row in rows:
        if not any(row):
            continue
        count += 1
        if count > row_limit:
            raise TableError("too_many_rows", limit=row_limit)
        if len(row) < width:
            yield Row(line, row + ("",) * (width - len(row)), "ragged_short" if ragged else "")
        else:
            over = any(row[width:])
            yield Row(line, row if over else row[:width], "ragged_long" if over else "")
