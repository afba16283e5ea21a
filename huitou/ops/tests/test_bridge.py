"""The bridge from ASGI to the pages: what it says when nobody else can."""

import asyncio
import sys

import pytest

from huitou import asgi


def head_of(headers):
    return {name.decode().title(): value.decode() for name, value in headers}


def carries_the_policy(head):
    return "default-src 'none'" in head["Content-Security-Policy"] and head["X-Content-Type-Options"] == "nosniff"


def bug(*_args):
    raise ZeroDivisionError("ours")


def half_way(_environ, start_response):
    start_response("200 OK", [("Content-Type", "text/html")])
    yield b"<p>"
    raise ZeroDivisionError("ours")


def says_nothing(_environ, _start_response):
    return []


@pytest.mark.parametrize(("page", "error"), [(bug, ZeroDivisionError), (half_way, ZeroDivisionError), (says_nothing, IndexError)])  # fmt: skip
def test_when_even_the_page_that_says_so_is_broken_a_sentence_is_left(monkeypatch, page, error):
    told = []
    monkeypatch.setattr(asgi.log, "exception", lambda *_words: told.append(sys.exc_info()[0]))
    status, headers, content = asgi._call(page, {"REQUEST_METHOD": "GET", "PATH_INFO": "/desk"})
    assert (status, carries_the_policy(head_of(headers))) == (500, True)
    assert "请稍后再试" in content.decode()
    assert told == [error]


def test_what_is_too_large_is_refused_with_the_policy():
    sent = []

    async def send(message):
        sent.append(message)

    asyncio.run(asgi._too_large(send))
    start, body = sent
    assert (start["status"], carries_the_policy(head_of(start["headers"]))) == (413, True)
    assert "请缩小后再发" in body["body"].decode()
