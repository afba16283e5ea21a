"""Handing out files: pictures may be shown, everything else is a download, nothing is ever run."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpResponse

from huitou.core.api import read_file

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
