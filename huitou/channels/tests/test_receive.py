"""What comes in: the form, a program, files of mails; each once."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from huitou.channels.api import (
    FormRefused,
    ProgramMessage,
    channel,
    channels,
    edit_channel,
    mail_of,
    mails_in,
    make_channel,
    parse_mail,
    read_form,
    read_message,
    receive_once,
    tie,
)
from huitou.channels.models import Inbound
from huitou.core.api import SYSTEM, Actor, Refusal, read_file

AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
FORM = {"key": "k1", "name": "王芳", "contact": "13800138000", "text": "空调太吵", "kind": "complaint", "site": "3"}


def form(**changed: str) -> Any:
    return read_form(fields={**FORM, **changed}, kinds=frozenset({"complaint"}), sites=frozenset({3}))


def test_a_form_is_read_with_what_the_customer_expects() -> None:
    got = form(answer_when="today", end_how="换房")
    assert (got.key, got.name, got.handles) == ("k1", "王芳", (("phone", "13800138000"),))
    assert (got.kind, got.site_id, got.answer_when, got.end_how) == ("complaint", 3, "today", "换房")


@pytest.mark.parametrize(
    ("contact", "handles"),
    [
        ("138 0013 8000", (("phone", "138 0013 8000"),)),
        ("+86-138-0013-8000", (("phone", "+86-138-0013-8000"),)),
        ("wang@example.com", (("mail", "wang@example.com"),)),
        ("13800138000，wang@example.com", (("phone", "13800138000"), ("mail", "wang@example.com"))),
        ("13800138000 13800138000", (("phone", "13800138000"),)),
    ],
)
def test_phone_and_mail_are_told_apart(contact: str, handles: tuple[tuple[str, str], ...]) -> None:
    assert form(contact=contact).handles == handles


@pytest.mark.parametrize(
    ("changed", "field", "code"),
    [
        ({"name": " "}, "name", "channels.form_name"),
        ({"contact": ""}, "contact", "channels.form_contact"),
        ({"contact": "找我"}, "contact", "channels.form_contact_unreadable"),
        ({"contact": "123"}, "contact", "channels.form_contact_unreadable"),
        ({"text": "\0 \n"}, "text", "channels.form_text"),
        ({"text": "长" * 10_001}, "text", "channels.form_too_long"),
        ({"kind": "spam"}, "kind", "channels.form_choice"),
        ({"site": "4"}, "site", "channels.form_choice"),
        ({"site": "1" * 40}, "site", "channels.form_choice"),
        ({"site": "３"}, "", ""),
    ],
)
def test_a_form_says_at_which_field_it_is_refused(changed: dict[str, str], field: str, code: str) -> None:
    if not field:
        assert form(**changed).site_id == 3
        return
    with pytest.raises(FormRefused) as caught:
        form(**changed)
    assert {name: refusal.code for name, refusal in caught.value.refusals.items()} == {field: code}


def test_everything_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(FormRefused) as caught:
        form(name="", contact="", text="")
    assert set(caught.value.refusals) == {"name", "contact", "text"}


PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def test_what_a_program_posts_without_a_page_stays_as_it_is() -> None:
    assert read_message(text="空调 < 太吵") == ProgramMessage(text="空调 < 太吵")
    assert read_message(text="空调", html=" \n").html == ""


def test_of_a_page_alone_the_text_is_read() -> None:
    got = read_message(text="", html="<p>空调<b>太吵</b></p><ul><li>302</li></ul>")
    assert (got.text, got.html) == ("空调太吵\n\n• 302", "<p>空调<b>太吵</b></p><ul><li>302</li></ul>")


def test_a_text_that_came_is_kept_beside_the_page() -> None:
    got = read_message(text="空调太吵", html="<p>空调太吵，<a href='https://x.cn/1'>照片</a></p>")
    assert got.text == "空调太吵"
    assert 'href="https://x.cn/1"' in got.html


@pytest.mark.parametrize(
    "evil",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<a href='javascript:alert(1)'>x</a>",
        "<iframe src='https://evil.example'></iframe>",
        "<form action='https://evil.example'><input name=p></form>",
        "<svg onload=alert(1)><style>*{x:y}</style></svg>",
        "<img src='https://evil.example/pixel.gif' width=1 height=1>",
        "<div style='background:url(https://evil.example)'>x</div>",
    ],
)
def test_nothing_in_a_page_acts_or_loads_and_it_is_cleaned_as_a_mail_is(evil: str) -> None:
    got = read_message(text="", html=f"<p>好</p>{evil}")
    assert not re.search(r"script|onerror|onload|iframe|form|style|\ssrc=|url\(", got.html)
    as_mail = parse_mail(raw=f"Content-Type: text/html; charset=utf-8\n\n<p>好</p>{evil}".encode())
    assert got.html == as_mail.html


def test_a_picture_inside_the_page_becomes_a_file() -> None:
    got = read_message(text="", html=f"<p>看<img src='data:image/png;base64,{PIXEL}'></p>")
    assert [(one.content_type, one.content[:4]) for one in got.files] == [("image/png", b"\x89PNG")]
    assert "data:" not in got.html


def test_a_page_that_nests_without_end_is_kept_as_text() -> None:
    got = read_message(text="", html="<div>" * 5000 + "空调" + "</div>" * 5000)
    assert (got.text, got.html, got.defects) == ("空调", "", ("html_too_deep",))


def mail(message_id: str, body: str = "空调太吵", sender: str = "wang@example.com", more: str = "") -> bytes:
    head = f"From: {sender}\nTo: help@yunqi.example\nSubject: =?utf-8?B?5pyq6KeB?=\nMessage-ID: <{message_id}>\n"
    return (head + f"Date: Fri, 20 Nov 2026 10:00:00 +0800\n{more}\n{body}\n").encode()


def test_a_mail_brings_its_key_its_thread_and_its_writer() -> None:
    got = mail_of(raw=mail("b@x", more="In-Reply-To: <a@x>\nReferences: <r@x> <a@x>\n"))
    assert got.refers_to == ("<a@x>", "<r@x>")
    assert got.handles == (("mail", "wang@example.com"),)
    assert (got.name, got.subject, got.at, got.ours) == ("wang", "未见", AT, False)


def test_the_same_mail_has_one_key_and_another_under_its_id_has_another() -> None:
    first = mail_of(raw=mail("a@x"))
    relayed = mail_of(raw=b"Received: from somewhere\n" + mail("a@x"))
    other = mail_of(raw=mail("a@x", body="别的内容"))
    assert first.key == relayed.key != other.key
    assert mail_of(raw=b"no mail at all").key.startswith("sha256:")


def test_a_folder_of_mails_is_read_in_order_and_our_own_are_known(tmp_path: Path) -> None:
    (tmp_path / "1.eml").write_bytes(mail("a@x"))
    (tmp_path / "2.eml").write_bytes(mail("b@x", sender="Help@yunqi.example"))
    stamp = b"From wang@example.com Fri Nov 20 10:00:00 2026\n"
    (tmp_path / "3.mbox").write_bytes(stamp + mail("c@x") + b"\n" + stamp + mail("d@x"))
    (tmp_path / "readme.txt").write_text("nicht")
    got = list(mails_in(path=tmp_path, ours=frozenset({"help@yunqi.example"})))
    assert [one.place for one in got] == ["1.eml:1", "2.eml:1", "3.mbox:1", "3.mbox:2"]
    assert [one.ours for one in got] == [False, True, False, False]


@pytest.mark.django_db
def test_what_was_delivered_twice_came_in_once() -> None:
    one = make_channel(kind="form", name="留言", slug="a", actor=SYSTEM)
    other = make_channel(kind="api", name="接口", slug="b", actor=SYSTEM)
    pk = receive_once(channel_id=one, key="k", received_at=AT, source=b"raw mail")
    assert pk is not None
    assert receive_once(channel_id=one, key="k", received_at=AT) is None
    assert receive_once(channel_id=other, key="k", received_at=AT) is not None
    assert receive_once(channel_id=one, key="k" * 5000, received_at=AT) is not None
    assert receive_once(channel_id=one, key="k" * 5000, received_at=AT) is None
    tie(inbound_id=pk, message_id=77)
    row = Inbound.objects.get(pk=pk)
    assert (row.message_id, row.received_at, read_file(row.source_id)) == (77, AT, b"raw mail")


@pytest.mark.django_db
def test_channels_are_made_and_changed_not_renamed_for_the_outside() -> None:
    pk = make_channel(kind="form", name="网页留言", slug="liuyan", actor=SYSTEM)
    edit_channel(channel_id=pk, name="官网留言", active=False, settings={"skills": ["english"]}, actor=Actor.account(1))
    row = channel(slug="liuyan")
    assert row is not None
    assert (row.id, row.name, row.active, row.settings) == (pk, "官网留言", False, {"skills": ["english"]})
    assert channels(active_only=True) == ()
    assert channel(slug="none") is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"kind": "fax"}, "channels.bad_kind"),
        ({"slug": "Ä b"}, "channels.bad_slug"),
        ({"slug": "taken"}, "channels.slug_taken"),
        ({"name": " "}, "channels.bad_channel_name"),
    ],
)
def test_a_bad_channel_is_refused(changed: dict[str, str], code: str) -> None:
    make_channel(kind="form", name="有了", slug="taken", actor=SYSTEM)
    with pytest.raises(Refusal) as caught:
        make_channel(**{"kind": "form", "name": "新的", "slug": "new", "actor": SYSTEM, **changed})  # type: ignore[arg-type]
    assert caught.value.code == code
