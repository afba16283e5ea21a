"""A program that calls the API with a key, as tests see it."""

import json
from typing import Any

from django.test import Client

from huitou.channels.api import make_channel
from huitou.core.testing import Account, issue_token


class Program:
    """Calls with a key; `last` is the answer."""

    def __init__(self, account: Account | None, language: str = "") -> None:
        self.client = Client(raise_request_exception=True)
        self.headers: dict[str, str] = {"Authorization": f"Bearer {issue_token(account)}"} if account else {}
        if language:
            self.headers["Accept-Language"] = language

    def call(self, method: str, path: str, body: Any = None, key: str = "", **headers: str) -> Any:
        """The parsed JSON of the answer; `self.last` has status and headers."""
        sent = {**self.headers, **{name.replace("_", "-"): value for name, value in headers.items()}}
        if key:
            sent["Idempotency-Key"] = key
        raw = body if isinstance(body, bytes) else json.dumps(body).encode() if body is not None else b""
        self.last = self.client.generic(method, f"/api/v1{path}", raw, content_type="application/json", headers=sent)
        return json.loads(self.last.content) if self.last.content else None

    def get(self, path: str, **headers: str) -> Any:
        return self.call("GET", path, **headers)

    def post(self, path: str, body: Any = None, key: str = "", **headers: str) -> Any:
        return self.call("POST", path, {} if body is None else body, key, **headers)

    @property
    def status(self) -> int:
        return self.last.status_code


def api_channel(**more: Any) -> int:
    """The channel by which programs hand in messages."""
    return make_channel(kind="api", name="订单系统", slug="orders", **more)


WANG = {"handles": [{"kind": "phone", "value": "13800138000"}], "name": "王芳", "text": "空调太吵，睡不着"}
