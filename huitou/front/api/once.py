"""`Idempotency-Key`: the same key with the same body acts once and is answered the same.

The act and its answer are one transaction: a program that lost the connection asks again and cannot act twice. Only
what was done is kept; what was refused changed nothing and may be asked again under the same key.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from huitou.core.api import Refusal, now, writing
from huitou.front.api.caller import let_in
from huitou.front.api.problems import answer_of
from huitou.front.models import ApiAnswer

HEADER = "Idempotency-Key"
_KEY = re.compile(r"[\x21-\x7e]{1,200}")
Run = Callable[..., HttpResponse]


def once(needs: str, required: bool) -> Callable[[Run], Run]:
    """Wrap a route. Refused "api.key_missing", "api.key_unreadable" (400), "api.key_reused" (409)."""

    def around(run: Run) -> Run:
        def guarded(request: HttpRequest, **path: Any) -> HttpResponse:
            try:
                caller = let_in(request, needs)
                key = _key(request, required)
                return _once(request, caller.token_id, key, run, path) if key else run(request, **path)
            except Refusal as refusal:
                return answer_of(request, refusal)

        return guarded

    return around


def key_of_request(request: HttpRequest) -> str:
    """The key as it was sent, "" without one."""
    return request.headers.get(HEADER, "")


def _key(request: HttpRequest, required: bool) -> str:
    key = key_of_request(request)
    if not key:
        if required:
            raise Refusal("api.key_missing")
        return ""
    if not _KEY.fullmatch(key):
        raise Refusal("api.key_unreadable")
    return key


def _once(request: HttpRequest, token_id: int, key: str, run: Run, path: dict[str, Any]) -> HttpResponse:
    asked = _digest(request)
    with writing():
        # Of two at the same moment the second waits here until the first is done, then finds its answer.
        row = ApiAnswer(token_id=token_id, key=key, asked=asked, at=now())
        ApiAnswer.objects.bulk_create([row], ignore_conflicts=True)
        known = ApiAnswer.objects.get(token_id=token_id, key=key)
        if known.asked != asked:
            raise Refusal("api.key_reused")
        if known.status is not None:
            return _again(known)
        response = run(request, **path)
        if 200 <= response.status_code < 300:
            ApiAnswer.objects.filter(pk=known.pk).update(status=response.status_code, body=bytes(response.content))
        else:
            transaction.set_rollback(True)
    return response


def _again(known: ApiAnswer) -> HttpResponse:
    response = HttpResponse(bytes(known.body), status=known.status, content_type="application/json; charset=utf-8")
    response["Idempotency-Replayed"] = "true"
    return response


def _digest(request: HttpRequest) -> str:
    """What was asked. Of a form with files the parts count: its boundary is another one each time."""
    digest = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode())
    if request.content_type != "multipart/form-data":
        digest.update(request.body)
        return digest.hexdigest()
    for name, values in sorted(request.POST.lists()):
        for value in values:
            digest.update(_part(name, value.encode()))
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            digest.update(_part(f"{name}/{file.name}", file.read()))
            file.seek(0)
    return digest.hexdigest()


def _part(name: str, content: bytes) -> bytes:
    return hashlib.sha256(f"{name}\n".encode() + content).digest()
