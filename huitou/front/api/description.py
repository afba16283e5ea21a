"""The OpenAPI description as people and programs read it: rights, examples, and each mistake explained once."""

from __future__ import annotations

from typing import Any

from ninja import NinjaAPI

from huitou.core.api import PERMISSIONS
from huitou.front.api.examples import BODIES, OF_ROUTES
from huitou.front.api.routes import ROOT, api_rights

Schema = dict[str, Any]
TAGS = {
    "messages": "Messages come in, replies and notes go out, files.",
    "conversations": "Found, read, given, put aside, closed, sorted, merged, split, linked.",
    "desk": "What somebody has at the desk: drafts, what was seen, who looks, saved views.",
    "cases": "Matters with a number, the five questions, follow-up visits.",
    "promises": "Made, checked before, kept, broken, renegotiated, released; the ledger and its rates.",
    "customers": "Who they are, how to reach them, what they told us, what they agreed to.",
    "customer imports": "A table comes in: looked at, tried, carried out; the rows that were refused.",
    "tables": "What leaves the house as a table or a copy.",
    "ratings": "Expectation before, experience after.",
    "search": "Chinese full text.",
    "day": "The manager's day in figures.",
    "company": "How the company is set up: places, people, hours, what may be promised, canned replies, tags.",
    "facts": "What happened: to follow in commit order, and to look back at.",
    "webhooks": "Who outside hears what, and the log of every delivery.",
    "demo": "Only in the demo company.",
}
# Status → name of the component, when it comes, an example of its body.
MISTAKES: dict[str, tuple[str, str, Schema]] = {
    "400": ("Unreadable", "No JSON, or `Idempotency-Key` is missing or unreadable.", {"code": "api.key_missing"}),
    "401": ("NoKey", "No key, a wrong or revoked one, or its account is closed.", {"code": "api.bad_key"}),
    "403": ("NotAllowed", "The key's account lacks the right.", {"code": "core.not_allowed"}),
    "404": ("NotFound", "What the address or the body names is not there.", {"code": "core.not_found"}),
    "409": (
        "Conflict",
        "It does not go with what happened meanwhile: a colleague answered, a promise has ended, the `Idempotency-Key` "
        "was used for something else. Read again, then decide.",
        {"code": "desk.colleague_answered"},
    ),
    "413": ("TooLarge", "The body or a file is too large.", {"code": "api.too_large"}),
    "422": (
        "Refused",
        "A field is wrong (`fields` names each), or a rule speaks against it. With `soft: true` send it again with the "
        "code in `despite` to go on all the same.",
        {"code": "api.invalid", "fields": [{"field": "handles.0.kind", "detail": "只能是：phone、mail。"}]},
    ),
    "429": ("TooMany", "Too many at once.", {"code": "core.too_many_attempts"}),
    "503": ("Busy", "The database does not answer; nothing was kept. Again with the same key, after `Retry-After`.", {"code": "api.busy"}),
    "507": ("DiskFull", "The disk is full; nothing was kept.", {"code": "core.disk_full"}),
}  # fmt: skip
NUMBER = {"schema": {"type": "string"}, "description": "the number of the call, as it stands in the server's log"}
REPLAYED = {
    "schema": {"type": "string"},
    "description": "`true`: done before under this key, this is what was answered",
}


class DescribedAPI(NinjaAPI):
    """NinjaAPI whose description says for each route what it needs, shows what to send, and explains each mistake."""

    _described: Schema | None = None

    def get_openapi_schema(self, *, path_prefix: str | None = None, path_params: Any = None) -> Any:
        """The description; put together once."""
        if self._described is None:
            self._described = describe(super().get_openapi_schema(path_prefix=f"{ROOT}/"))
        return self._described


def describe(schema: Any) -> Any:
    """Add to what ninja found: rights, examples, mistakes, headers, tags."""
    rights = api_rights()
    used: dict[str, None] = {}
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            _say(operation, rights.get(f"{method.upper()} {path}", ""))
            _answers(operation, replayed="Idempotency-Key" in str(operation.get("parameters", "")))
            used |= dict.fromkeys(operation.get("tags", ()))
    components = schema["components"]
    components["responses"] = {name: _mistake(code) for code, (name, _when, _example) in MISTAKES.items()}
    for name, shape in components["schemas"].items():
        _shape(name, shape)
    schema["tags"] = [{"name": tag, "description": TAGS[tag]} for tag in used]
    schema["servers"] = [{"url": "/"}]
    return schema


def _say(operation: Schema, right: str) -> None:
    """The first sentence of the docstring is the summary; the right is told in the description."""
    text = operation.get("description", "")
    operation["summary"] = text.split("\n")[0].split(". ")[0].rstrip(".")
    operation["description"] = f"{text}\n\nNeeds the right `{right}` ({PERMISSIONS[right]})."
    example = OF_ROUTES.get(operation["operationId"])
    if example is not None:
        operation["requestBody"]["content"]["application/json"]["example"] = example


def _answers(operation: Schema, *, replayed: bool) -> None:
    answers = operation["responses"]
    for code, answer in answers.items():
        if str(code) in MISTAKES:
            answers[code] = {"$ref": f"#/components/responses/{MISTAKES[str(code)][0]}"}
        else:
            answer["headers"] = {"X-Request-Id": NUMBER, **({"Idempotency-Replayed": REPLAYED} if replayed else {})}


def _mistake(code: str) -> Schema:
    _name, when, example = MISTAKES[code]
    body = {
        "schema": {"$ref": "#/components/schemas/Problem"},
        "example": {"detail": "为什么没有办成，一句话。", **example},
    }
    headers = {"X-Request-Id": NUMBER, **({"Retry-After": {"schema": {"type": "integer"}}} if code == "503" else {})}
    return {"description": when, "headers": headers, "content": {"application/json": body}}


def _shape(name: str, shape: Schema) -> None:
    if name in BODIES:
        shape["example"] = BODIES[name]
    if "description" not in shape:
        start = name.partition("_")[0]
        said = {"Page": "A page; `next` goes into `after` for the next one, null at the end.", "Items": "All of them."}
        shape["description"] = said.get(start, name)
