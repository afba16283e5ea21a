"""What webhooks hear, how they are signed, when they are tried again, where they may never go."""

import hashlib
import hmac
import time
from datetime import timedelta
from pathlib import Path

import pytest

from huitou.core.api import Refusal
from huitou.front.webhooks import rules


@pytest.mark.parametrize(
    ("address", "outside"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("127.0.0.1", False),
        ("127.8.8.8", False),
        ("0.0.0.0", False),
        ("10.0.0.5", False),
        ("172.16.3.4", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),  # where clouds keep their keys
        ("100.64.0.1", False),
        ("198.18.0.1", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("240.0.0.1", False),
        ("::1", False),
        ("::", False),
        ("fe80::1", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:10.0.0.1", False),
        ("::ffff:93.184.216.34", True),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::5db8:d822", True),
        ("2002:7f00:1::", False),
        ("2002:a00:1::", False),
        ("::127.0.0.1", False),
        ("2001:db8::1", False),
        ("localhost", False),
        ("", False),
    ],
)
def test_it_goes_to_the_public_internet_and_nowhere_else(address, outside):
    assert rules.is_outside(address) is outside


@pytest.mark.parametrize(
    "url",
    [
        "",
        "ftp://example.com/",
        "file:///etc/passwd",
        "//example.com/",
        "https://",
        "https://user:secret@example.com/",
        "https://user@example.com/",
        "https://exa mple.com/",
        "https://example.com/\r\nHost: other",
        "https://example.com:99999/",
        "https://example.com:0/",
        "https://[::1",
        "https://example.com\\@127.0.0.1/",
        "https://例子.com/",
        "https://example.com/" + "a" * 500,
    ],
)
def test_an_address_that_could_be_read_in_two_ways_is_refused(url):
    with pytest.raises(Refusal, match=r"front\.webhook_url"):
        rules.check_url(url)


@pytest.mark.parametrize(
    "url", ["https://example.com/a?b=c", "http://hooks.example.com:8080", " https://example.com/ "]
)
def test_a_plain_address_is_kept(url):
    assert rules.check_url(url) == url.strip()


@pytest.mark.parametrize(
    ("name", "facts", "public", "heard"),
    [
        ("desk.reply_sent.v1", [], False, True),
        ("desk.note_written.v1", [], False, True),
        ("desk.note_written.v1", ["desk.reply_sent.v1"], False, False),
        ("desk.reply_sent.v1", ["desk.reply_sent.v1"], False, True),
        ("desk.reply_sent.v1", [], True, True),
        ("desk.note_written.v1", [], True, False),
        ("desk.note_written.v1", ["desk.note_written.v1"], True, False),
    ],
)
def test_it_hears_what_it_named_and_of_the_back_stage_nothing_when_it_is_public(name, facts, public, heard):
    assert rules.hears(name=name, facts=facts, public=public, public_names={"desk.reply_sent.v1"}) is heard


def test_the_signature_is_of_time_and_body():
    body = b'{"id":1}'
    wanted = hmac.new(b"whs_x", b"1700000000." + body, hashlib.sha256).hexdigest()
    assert rules.signature(secret="whs_x", at=1700000000, body=body) == f"t=1700000000,v1={wanted}"


def test_ten_attempts_take_about_a_day():
    waits = [rules.wait_after(n) for n in range(1, rules.ATTEMPTS)]
    assert None not in waits
    assert waits == sorted(waits)
    assert timedelta(hours=20) < sum(waits, timedelta()) < timedelta(hours=26)
    assert rules.wait_after(rules.ATTEMPTS) is None


def test_who_does_not_answer_is_left_alone_a_little_longer_each_time_but_never_long():
    rests = [rules.rest_after(n) for n in range(1, 40)]
    assert rests[0] == timedelta(seconds=1)
    assert rests == sorted(rests)
    assert rests[-1] == rules.LONGEST_REST


def test_the_check_that_the_recipe_gives_to_receivers_is_true():
    recipe = (Path(__file__).parents[3] / "docs" / "recipes" / "use-the-api.md").read_text()
    code = recipe.split("```python\n")[1].split("```")[0]
    known: dict = {}
    exec(code, known)
    header = rules.signature(secret="whs_x", at=int(time.time()), body=b"{}")
    assert known["is_ours"]("whs_x", header, b"{}")
    assert not known["is_ours"]("whs_y", header, b"{}")
    assert not known["is_ours"]("whs_x", header, b"{ }")
    assert not known["is_ours"]("whs_x", rules.signature(secret="whs_x", at=1, body=b"{}"), b"{}")
