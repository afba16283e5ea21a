"""A decision that says no, with the words left to one place (`front/sentences.py`)."""

from __future__ import annotations

from typing import Any


class Refusal(Exception):
    """Something that a person asked for and that may not be done.

    `code` names the reason (`desk.colleague_answered`), `params` are the values its sentence needs.
    Pure: rules raise it as well as actions; `huitou.front.sentences` turns it into Chinese or English and a status.
    """

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        return f"{self.code} {self.params}" if self.params else self.code
