"""Files of messages and notes, for colleagues."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from huitou.core.api import page
from huitou.desk import api as desk
from huitou.front.downloads import download


@page("desk.read")
def file(request: HttpRequest, file_key: str) -> HttpResponse:
    """A file by its key."""
    found = desk.staff_file(key=file_key)
    if found is None:
        raise Http404
    return download(blob_id=found.blob_id, filename=found.filename, content_type=found.content_type)
