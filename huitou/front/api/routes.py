"""A route names its right: without one there is no way to add it."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from ninja import Router
from ninja.decorators import decorate_view
from ninja.responses import Status

from huitou.front.api.caller import Key
from huitou.front.api.once import once
from huitou.front.api.shapes import PROBLEMS, Problem

View = Callable[..., Any]
ROOT = "/api/v1"
_rights: dict[str, str] = {}

_KEY_HEADER = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[\\x21-\\x7e]+$"},
    "description": "The same key with the same body gives the same answer and acts once; kept for seven days.",
}


class Routes:
    """The routes of one noun. `needs` is a key of PERMISSIONS; `answers` the type of what is answered."""

    def __init__(self, tag: str) -> None:
        self.router = Router(tags=[tag])

    def get(self, path: str, *, needs: str, answers: Any, **options: Any) -> Callable[[View], View]:
        """Read something."""
        return self._add("GET", path, needs, {200: answers}, options)

    def post(
        self, path: str, *, needs: str, answers: Any, status: int = 201, key: bool = False, **options: Any
    ) -> Callable[[View], View]:
        """Do something, once per `Idempotency-Key`; `key`: it cannot be left out."""
        extra = {"parameters": [{**_KEY_HEADER, "required": key}], **options.pop("openapi_extra", {})}
        return self._add("POST", path, needs, {status: answers}, {**options, "openapi_extra": extra}, once(needs, key))

    def ask(self, path: str, *, needs: str, answers: Any, **options: Any) -> Callable[[View], View]:
        """A question that is too long for an address: a POST that changes nothing, so its answer is never kept."""
        return self._add("POST", path, needs, {200: answers}, options)

    def put(self, path: str, *, needs: str, answers: Any = None, **options: Any) -> Callable[[View], View]:
        """Put something in place; twice is the same."""
        return self._add("PUT", path, needs, {200 if answers else 204: answers}, options)

    def patch(self, path: str, *, needs: str, answers: Any = None, **options: Any) -> Callable[[View], View]:
        """Change what is given."""
        return self._add("PATCH", path, needs, {200 if answers else 204: answers}, options)

    def delete(self, path: str, *, needs: str, answers: Any = None, **options: Any) -> Callable[[View], View]:
        """Take something away, or take an act back."""
        return self._add("DELETE", path, needs, {200 if answers else 204: answers}, options)

    def _add(
        self, method: str, path: str, needs: str, answers: dict[int, Any], options: dict[str, Any], *around: Any
    ) -> Callable[[View], View]:
        def register(view: View) -> View:
            _rights[f"{method} {ROOT}{path}"] = needs
            status = next(iter(answers))
            add = self.router.api_operation(
                [method],
                path,
                auth=Key(needs),
                response={**answers, PROBLEMS: Problem},
                operation_id=view.__name__,
                **options,
            )
            answered = view if status == 200 else _with_status(view, status)
            return add(decorate_view(*around)(answered) if around else answered)

        return register


def _with_status(view: View, status: int) -> View:
    @wraps(view)
    def answered(request: HttpRequest, **given: Any) -> Any:
        return Status(status, view(request, **given))

    # ninja reads the types where the function was written; of a wrapper it would look in this file.
    answered.__signature__ = inspect.signature(view, eval_str=True)  # type: ignore[attr-defined]
    return answered


def api_rights() -> dict[str, str]:
    """Every route with the right it asks for: `"GET /api/v1/conversations": "desk.read"`."""
    return dict(_rights)
