"""Bodies that may bring files: JSON with base64, or a form with the JSON in `json` and the files in `files`."""

from __future__ import annotations

import base64
import binascii
from typing import Any, TypeVar

import orjson
import pydantic
from django.http import HttpRequest
from ninja.errors import HttpError, ValidationError
from pydantic import Field

from huitou.core.api import Refusal
from huitou.desk.api import IncomingFile
from huitou.front.api.shapes import Body, Text

MOST_FILES = 20
B = TypeVar("B", bound="WithFiles")


class NewFile(Body):
    """A file in JSON. Its type is judged by its bytes, whatever is claimed."""

    filename: Text = Field(min_length=1, max_length=200)
    content: str = Field(description="base64")
    content_type: Text = Field("application/octet-stream", max_length=100)


class WithFiles(Body):
    """What files may come with."""

    files: list[NewFile] = Field(default_factory=list, max_length=MOST_FILES)


def read_body(request: HttpRequest, shape: type[B]) -> tuple[B, list[IncomingFile]]:
    """The body as its shape, and the files that came in either way. ninja answers what is wrong with it."""
    form = request.content_type == "multipart/form-data"
    raw: Any = request.POST.get("json", "{}") if form else request.body
    try:
        body = shape.model_validate(orjson.loads(raw))
    except orjson.JSONDecodeError:
        raise HttpError(400, "no JSON") from None
    except pydantic.ValidationError as error:
        raise ValidationError([{**one, "loc": ("body", "body", *one["loc"])} for one in error.errors()]) from None
    uploaded = request.FILES.getlist("files") if form else []
    sent = [
        IncomingFile(filename=one.name or "file", content_type=one.content_type or "", content=one.read())
        for one in uploaded
    ]
    return body, [*map(_decoded, body.files), *sent]


def body_with_files(shape: type[WithFiles]) -> dict[str, Any]:
    """`openapi_extra` of a route that reads its body by `read_body`."""
    schema = _without_refs(shape.model_json_schema())
    form = {
        "type": "object",
        "properties": {
            "json": {"type": "string", "contentMediaType": "application/json", "contentSchema": schema},
            "files": {"type": "array", "items": {"type": "string", "format": "binary"}, "maxItems": MOST_FILES},
        },
        "required": ["json"],
    }
    content = {"application/json": {"schema": schema}, "multipart/form-data": {"schema": form}}
    return {"requestBody": {"required": True, "content": content}}


def _decoded(file: NewFile) -> IncomingFile:
    try:
        content = base64.b64decode(file.content, validate=True)
    except (binascii.Error, ValueError):
        raise Refusal("channels.file_unreadable", filename=file.filename[:60]) from None
    return IncomingFile(filename=file.filename, content_type=file.content_type, content=content)


def _without_refs(schema: dict[str, Any]) -> dict[str, Any]:
    known = schema.pop("$defs", {})

    def plain(part: Any) -> Any:
        if isinstance(part, dict):
            if "$ref" in part:
                return plain(known[part["$ref"].rpartition("/")[2]])
            return {key: plain(value) for key, value in part.items()}
        return [plain(one) for one in part] if isinstance(part, list) else part

    return plain(schema)
