"""Handing out files: pictures may be shown, everything else is a download, nothing is ever run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from urllib.parse import quote

from django.http import HttpResponse

from huitou.core.api import read_file
from huitou.measures.text.csvsafe import safe_cell

SHOWN = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})


def download(*, blob_id: int, filename: str, content_type: str) -> HttpResponse:
    """The answer with the bytes of a blob."""
    shown = content_type in SHOWN
    answer = HttpResponse(read_file(blob_id), content_type=content_type if shown else "application/octet-stream")
    disposition = "inline" if shown else "attachment"
    answer["Content-Disposition"] = f"{disposition}; filename*=UTF-8''{quote(filename)}"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, max-age=86400, immutable"
    return answer


def csv_answer(filename: str, lines: Iterable[Sequence[str]]) -> HttpResponse:
    """A table that spreadsheets open: UTF-8 with its mark, and no cell in it can act as a formula."""
    table = io.StringIO("\ufeff", newline="")
    table.seek(0, io.SEEK_END)
    csv.writer(table).writerows([safe_cell(cell) for cell in line] for line in lines)
    answer = HttpResponse(table.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{filename}"'
    answer["Cache-Control"] = "no-store"
    return answer
