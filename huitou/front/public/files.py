"""Files of a customer's own conversation: handed out by key, never as active content."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from huitou.core.api import public_page
from huitou.desk.api import public_file
from huitou.front.downloads import download


@public_page()
def file(request: HttpRequest, key: str, file_key: str) -> HttpResponse:
    """A file that the customer may see: one of a sent message of this conversation."""
    found = public_file(conversation_key=key, file_key=file_key)
    if found is None:
        raise Http404
    return download(blob_id=found.blob_id, filename=found.filename, content_type=found.content_type)
