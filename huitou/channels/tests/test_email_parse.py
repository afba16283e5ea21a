"""王女士 and her mailer write to 云栖酒店西湖店 in every way that mailers have."""

import base64
import random
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huitou.channels.email.parse import Auto, FailedRecipient, Limits, parse
from huitou.channels.tests.ugly_mail import FILE, MARKER, mutated, ugly_mails

UGLY = list(ugly_mails())
HEAD = b"From: wang@example.com\nSubject: x\nMessage-ID: <1@example.com>\nDate: Sun, 1 Mar 2026 10:00:00 +0800\n"


def said(mail):
    return f"{mail.text}\n{mail.quoted}\n{mail.signature}"


def test_there_are_enough_ugly_mails():
    assert len({ugly.raw for ugly in UGLY}) >= 300


def test_no_ugly_mail_loses_its_text_or_its_file():
    for ugly in UGLY:
        mail = parse(ugly.raw)
        assert MARKER in said(mail), ugly.name
        assert "alert(1)" not in said(mail) + (mail.html or ""), ugly.name
        assert not any(defect.startswith("broken") for defect in mail.defects), (ugly.name, mail.defects)
        if ugly.file:
            assert ugly.file in [attachment.content for attachment in mail.attachments], ugly.name


def test_no_mutated_mail_raises_and_what_is_unreadable_keeps_its_source():
    chance = random.Random(7)
    for ugly in UGLY[::2]:
        raw = mutated(ugly.raw, chance)
        mail = parse(raw)
        assert mail.readable or mail.attachments[-1].content == raw
        assert "\0" not in said(mail) + mail.subject + mail.from_name


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=600))
def test_any_bytes_are_taken(raw):
    mail = parse(raw)
    assert mail.readable or mail.attachments[-1].content == raw
    said(mail).encode("utf-8")


@settings(max_examples=100, deadline=None)
@given(
    st.binary(max_size=120),
    st.binary(max_size=200),
    st.sampled_from(["base64", "quoted-printable", "x-uuencode", "7bit", "?"]),
)
def test_any_bytes_are_taken_in_any_place(head, body, transfer):
    raw = b"From: " + head + b"\nSubject: =?gbk?B?" + head + b"?=\nContent-Type: text/html; charset=" + head
    parse(raw + b"\nContent-Transfer-Encoding: " + transfer.encode() + b"\n\n" + body)


def test_a_common_mail_is_read_whole():
    raw = (
        "From: =?gb2312?B?zfXFrsq/?= <Wang@Example.com>\n"
        'To: 客服组: a@yunqi.cn, "李, 四" <li@yunqi.cn>;, =?utf-8?Q?=E5=B0=8F=E6=9E=97?= <lin@yunqi.cn>\nCc: <boss@yunqi.cn>\n'
        "Reply-To: =?utf-8?Q?Wang=2C_Li?= <other@example.com>\n"
        "Subject: =?utf-8?B?5oiR55qE6?=\n =?utf-8?B?K6i5Y2V?= =?utf-8?Q?_8_=E5=8F=B7?=\n"
        "Date: Sun, 1 Mar 2026 10:00:00 +0800 (CST)\nMessage-ID: <1@example.com>\nIn-Reply-To: <0@yunqi.cn>\n"
        "References: <a@yunqi.cn>\n\t<0@yunqi.cn>\nContent-Type: text/plain; charset=utf-8\n\n您好，房间漏水。\n"
    ).encode()
    mail = parse(raw)
    assert (mail.from_name, mail.from_address) == ("王女士", "Wang@Example.com")
    assert mail.to == (("", "a@yunqi.cn"), ("李, 四", "li@yunqi.cn"), ("小林", "lin@yunqi.cn"))
    assert mail.cc == (("", "boss@yunqi.cn"),)
    assert mail.reply_to == (("Wang, Li", "other@example.com"),)
    assert mail.subject == "我的订单 8 号"
    assert mail.date == datetime(2026, 3, 1, 2, tzinfo=UTC)
    assert (mail.message_id, mail.in_reply_to) == ("<1@example.com>", "<0@yunqi.cn>")
    assert mail.references == ("<a@yunqi.cn>", "<0@yunqi.cn>")
    assert mail.text == "您好，房间漏水。"
    assert (mail.html, mail.attachments, mail.auto, mail.defects, mail.readable) == (None, (), None, (), True)


@pytest.mark.parametrize(
    ("line", "moment", "defects"),
    [
        (b"Date: Sun, 1 Mar 2026 10:00:00 -0000\n", datetime(2026, 3, 1, 10, tzinfo=UTC), ()),
        (b"Date: 1 Mar 26 10:00 GMT\n", datetime(2026, 3, 1, 10, tzinfo=UTC), ()),
        (b"Date: 2026-03-01T10:00:05 +0800\n", datetime(2026, 3, 1, 2, 0, 5, tzinfo=UTC), ()),
        ("Date: 2026年3月1日 10:00\n".encode("gbk"), datetime(2026, 3, 1, 10, tzinfo=UTC), ()),
        (b"Date: Mon, 32 Feb 2026 25:61:99 +9999\n", None, ("date_broken",)),
        (
            b"Received: by b; Sun, 1 Mar 2026 10:00:00 +0000\n",
            datetime(2026, 3, 1, 10, tzinfo=UTC),
            ("date_missing:Received",),
        ),
        (b"", None, ("date_missing",)),
    ],
)
def test_dates_are_aware_or_absent(line, moment, defects):
    mail = parse(b"From: a@b.cn\nMessage-ID: <1@b>\n" + line + b"\nhello\n")
    assert (mail.date, mail.defects) == (moment, defects)


@pytest.mark.parametrize(
    ("value", "name", "address"),
    [
        ("王女士 <wang@example.com>".encode("gbk"), "王女士", "wang@example.com"),
        ("王女士＜wang＠example.com＞".encode(), "王女士", "wang@example.com"),
        (b'"=?gbk?B?zfXFrsq/?=" <w@e.com>', "王女士", "w@e.com"),
        (b"=?utf-8?Q?Wang,_Li?= <w@e.com>", "Wang, Li", "w@e.com"),
        (b"w@e.com (Wang Li)", "Wang Li", "w@e.com"),
        (b'"Wang \\"Li\\"" <w@e.com>', 'Wang "Li"', "w@e.com"),
        (b'"unclosed <w@e.com>', "unclosed", "w@e.com"),
        (b"=?utf-8?B?5LiA546L?= w@e.com", "一王", "w@e.com"),
    ],
)
def test_senders_are_found(value, name, address):
    mail = parse(b"From: " + value + b"\n\nx")
    assert mail.from_address == address
    if name:
        assert mail.from_name == name


@pytest.mark.parametrize(
    ("parameters", "filename"),
    [
        (b"; filename*=UTF-8''%E5%8F%91%E7%A5%A8.pdf", "发票.pdf"),
        (b"; filename*0*=gb2312''%B7%A2; filename*1*=%C6%B1; filename*2=.pdf", "发票.pdf"),
        (b"; filename*1*=%C6%B1.pdf; filename*0*=gb2312''%B7%A2", "发票.pdf"),
        (b'; filename="=?gbk?B?t6LGsS5wZGY=?="', "发票.pdf"),
        (b'; filename="=?utf-8?B?5Y+R?=\n =?utf-8?B?56WoLnBkZg==?="', "发票.pdf"),
        ('; filename="发 票.pdf"'.encode("gbk"), "发 票.pdf"),
        ("; filename=发票.pdf".encode(), "发票.pdf"),
        (b'; filename="a;b \\"c\\".pdf"', 'a;b "c".pdf'),
        (b"; filename=plain.pdf; filename*=utf-8''better.pdf", "better.pdf"),
        (b"", "附件1.pdf"),
    ],
)
def test_file_names_are_read(parameters, filename):
    part = b"Content-Type: application/pdf\nContent-Disposition: attachment" + parameters
    raw = HEAD + part + b"\nContent-Transfer-Encoding: base64\n\n" + base64.encodebytes(FILE)
    (attachment,) = parse(raw).attachments
    assert (attachment.filename, attachment.content) == (filename, FILE)


@pytest.mark.parametrize(
    ("text", "written", "signature"),
    [
        ("好的，谢谢。\n\n在 2026年3月1日，小林 <lin@yunqi.cn> 写道：\n> 您好", "好的，谢谢。", ""),
        ("好的。\n\n-----原始邮件-----\n发件人: 小林\n您好", "好的。", ""),
        (
            '好的。\n\n------------------ 原始邮件 ------------------\n发件人: "小林"<lin@yunqi.cn>;\n发送时间: 2026年3月1日',
            "好的。",
            "",
        ),
        (
            "好的。\n\n发件人：小林 <lin@yunqi.cn>\n发送时间：2026年3月1日 10:00\n收件人：王女士\n主题：回复：漏水\n\n您好",
            "好的。",
            "",
        ),
        ("好的。\n\nFrom: Lin\nSent: Sunday\nTo: Wang\nSubject: leak\n\nhello", "好的。", ""),
        ("ok\n\nOn Sun, Mar 1, 2026 at 10:00 AM Lin <lin@yunqi.cn>\nwrote:\n> hello", "ok", ""),
        ("ok\n\n---- 回复的原邮件 ----\n| 发件人 | 小林 |\n您好", "ok", ""),
        ('ok\nAt 2026-03-01 10:00:00, "小林" <lin@yunqi.cn> wrote:\nhello', "ok", ""),
        ("好的。\n\n发自我的iPhone", "好的。", "发自我的iPhone"),
        ("好的。\n\n-- \n王女士\n138 0000 0000", "好的。", "-- \n王女士\n138 0000 0000"),
        ("好的。\n来自我的华为手机\n\n\n> 您好", "好的。", "来自我的华为手机"),
        ("ok\n\nSent from my iPhone", "ok", "Sent from my iPhone"),
        ("> 您几点到？\n\n三点。", "三点。", ""),
        ("小林写道：\n> 您几点到？\n三点。", "三点。", ""),
    ],
)
def test_quotes_and_signatures_are_folded_away(text, written, signature):
    mail = parse(HEAD + b"Content-Type: text/plain; charset=utf-8\n\n" + text.encode())
    assert (mail.text, mail.signature) == (written, signature)
    assert set("".join(text.split())) <= set(said(mail))


@pytest.mark.parametrize(
    "text",
    [
        "小林在信里写道：明天上午给我答复，至今没有。\n我很失望。",
        "昨天他写道：\n没有房间了。",
        "发件人：我不知道是谁\n请帮我查一下。",
        "> 您几点到？\n三点。\n> 几位？\n两位。",
        "-----原始邮件-----\n发件人: 小林\n您好，这是转发。",
        "从我的角度看，服务不错。\n谢谢",
    ],
)
def test_the_writers_own_words_are_not_folded_away(text):
    mail = parse(HEAD + b"Content-Type: text/plain; charset=utf-8\n\n" + text.encode())
    assert (mail.text, mail.quoted, mail.signature) == (text, "", "")


def html_mail(page):
    return parse(HEAD + b"Content-Type: text/html; charset=utf-8\n\n" + page.encode())


def test_a_page_becomes_readable_text():
    mail = html_mail(
        "<style>p{}</style><h1>漏水</h1><p>您好，<br>房间&nbsp;漏水</p><ul><li>一<li>二</ul><ol start=1><li>甲</ol>"
        '<table><tr><th>房号<th>日期<tr><td>301<td>3月1日</table><p>见<a href="http://a.cn/x">这里</a>和<a href="http://a.cn">a.cn</a></p>'
        "<blockquote>旧的<br>两行</blockquote>"
    )
    assert (
        mail.text
        == "漏水\n\n您好，\n房间 漏水\n\n• 一\n• 二\n\n1. 甲\n\n房号 | 日期\n301 | 3月1日\n\n见这里 <http://a.cn/x>和a.cn"
    )
    assert mail.quoted == "> 旧的\n> 两行"


@pytest.mark.parametrize(
    "page",
    [
        "<script>evil()</script>", "<img src=x onerror=evil()>", '<a href="javascript:evil()">a</a>', "<svg onload=evil()>",
        "<style>@import 'http://evil'</style>", '<p style="background:url(http://evil)">a</p>', "<iframe src=http://evil></iframe>",
        "<form action=http://evil><input name=evil></form>", "<link rel=stylesheet href=http://evil>", "<object data=http://evil>",
        '<img title="<img src=http://evil onerror=evil()>">', "<math><mtext><table><mglyph><style><img src=x onerror=evil()>",
        "<base href=http://evil>", '<meta http-equiv=refresh content="0;url=http://evil">', '<img srcset="http://evil 2x">',
        '<td background="http://evil">', "<video poster=http://evil>", "<noscript><p title='</noscript><img src=x onerror=evil()>'>",
        '<img src="http://evil/pixel.gif" width="1" height="1">',
    ],
)  # fmt: skip
def test_nothing_on_a_page_acts_or_loads(page):
    html = html_mail(f"<p>您好</p>{page}").html
    for attribute in (
        " src=",
        "srcset",
        "onerror",
        "onload",
        "javascript:",
        "style",
        "action",
        "background",
        "poster",
        "<form",
        "<script",
    ):
        assert attribute not in html.replace("&lt;img src=", "").replace("onerror=evil()&gt;", "")


def test_remote_pictures_wait_and_inline_ones_are_files():
    picture = base64.b64encode(b"\x89PNG picture").decode()
    mail = html_mail(
        f'<img src="http://a.cn/1.png" alt="图"><img src="cid:one@x"><img src="data:image/png;base64,{picture}">'
    )
    assert '<img alt="图" data-remote-src="http://a.cn/1.png">' in mail.html
    assert '<img data-cid="one@x">' in mail.html
    assert '<img data-cid="inline-1">' in mail.html
    assert [(a.content, a.inline_cid) for a in mail.attachments] == [(b"\x89PNG picture", "inline-1")]


def test_a_stub_for_old_mailers_gives_way_to_the_page():
    message = EmailMessage()
    message["From"] = "wang@example.com"
    message.set_content("您的邮件客户端不支持HTML格式，请升级。")
    message.add_alternative("<p>房间漏水</p>", subtype="html")
    assert parse(message.as_bytes()).text == "房间漏水"


def test_flowed_lines_are_joined():
    raw = (
        HEAD
        + b"Content-Type: text/plain; format=flowed; delsp=yes; charset=utf-8\n\n"
        + "房间 \n漏水\n-- \n王".encode()
    )
    mail = parse(raw)
    assert (mail.text, mail.signature) == ("房间漏水", "-- \n王")


def test_an_invitation_speaks_for_itself():
    raw = HEAD + b"Content-Type: text/calendar; charset=utf-8\n\n" + (
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:看房\\, 西湖店\nDTSTART;TZID=Asia/Shanghai:20260301T100000\nEND:VEVENT\n".encode()
    )  # fmt: skip
    mail = parse(raw)
    assert mail.text == "看房, 西湖店\n20260301T100000"
    assert mail.attachments[0].filename == "附件1.ics"


def test_a_uuencoded_file_leaves_the_text():
    mail = parse(HEAD + b"\nbefore\nbegin 644 cat.txt\n#0V%T\n`\nend\nafter\n")
    assert mail.text == "before\nafter"
    assert [(a.filename, a.content) for a in mail.attachments] == [("cat.txt", b"Cat")]


def test_a_text_about_beginning_stays():
    assert parse(HEAD + "\nbegin 644 入住\n我们三点到\nend\n".encode()).text == "begin 644 入住\n我们三点到\nend"


def test_a_forwarded_mail_is_a_file_and_speaks_when_nothing_else_does():
    inner = b"From: lin@yunqi.cn\nSubject: leak\n\nthe inner text\n"
    mail = parse(HEAD + b"Content-Type: message/rfc822\n\n" + inner)
    assert mail.text == "the inner text"
    assert (mail.attachments[0].filename, mail.attachments[0].content) == ("leak.eml", inner)


DSN = b"""From: MAILER-DAEMON@mx.cn
To: service@yunqi.cn
Subject: Undelivered Mail
Message-ID: <b@mx.cn>
Date: Sun, 1 Mar 2026 10:00:00 +0800
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b

Sorry.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.cn

Final-Recipient: rfc822; wang@example.com
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 no such user

Final-Recipient: rfc822; li@example.com
Action: delayed
Status: 4.4.1

Final-Recipient: rfc822; zhao@example.com
Action: delivered
Status: 2.0.0

--b--
"""


def test_a_bounce_names_whom_it_failed():
    auto = parse(DSN).auto
    assert auto.kind is Auto.BOUNCE
    assert auto.failed == (
        FailedRecipient("wang@example.com", "5.1.1", True, "550 no such user"),
        FailedRecipient("li@example.com", "4.4.1", False, ""),
    )


@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        (b"Auto-Submitted: auto-replied (vacation)\n", Auto.ANSWER),
        (b"X-Autoreply: yes\n", Auto.ANSWER),
        ("Subject: 自动回复：我在休假\n".encode("gbk"), Auto.ANSWER),
        (b"Subject: =?utf-8?B?6Ieq5Yqo5Zue5aSNOiDmvI/msLQ=?=\n", Auto.ANSWER),
        (b"Auto-Submitted: auto-generated\n", Auto.NOTICE),
        (b"Precedence: bulk\n", Auto.NOTICE),
        (b"List-Id: Guests <guests.yunqi.cn>\nPrecedence: list\n", Auto.LIST),
        (b"Content-Type: multipart/report; report-type=disposition-notification; boundary=b\n", Auto.RECEIPT),
        ("From: postmaster@qq.com\nSubject: 系统退信\n".encode(), Auto.BOUNCE),
        (b"Auto-Submitted: no\n", None),
        ("Subject: 关于自动回复的投诉\n".encode(), None),
    ],
)
def test_what_no_person_wrote_is_told_apart(headers, kind):
    raw = (
        headers
        + (b"" if b"From:" in headers else b"From: wang@example.com\n")
        + b"To: service@yunqi.cn\n\nto li@example.com failed"
    )
    auto = parse(raw).auto
    assert (auto.kind if auto else None) is kind
    if kind is Auto.LIST:
        assert auto.list_id == "guests.yunqi.cn"
    if kind is Auto.BOUNCE:
        assert [failed.address for failed in auto.failed] == ["li@example.com"]


SMALL = Limits(
    raw_bytes=4000, boundaries=8, parts=5, depth=3, attachments=2, attachment_bytes=50, text_chars=40, html_chars=60
)


def many(parts):
    inner = b"".join(b"--b\n" + part + b"\n" for part in parts)
    return HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + inner + b"--b--\n"


def file(size):
    return b"Content-Type: application/x\nContent-Disposition: attachment; filename=f%d\n\n" % size + b"x" * size


@pytest.mark.parametrize(
    ("raw", "defect", "readable"),
    [
        (many([b"\nhello"] * 9), "too_many_parts:5", True),
        (many([file(1), file(2), file(3)]), "too_many_attachments:2", True),
        (many([b"\nhello", file(60)]), "attachment_too_large:f60", True),
        (HEAD + b"\n" + b"x" * 41, "text_too_long:41", True),
        (HEAD + b"Content-Type: text/html\n\n" + b"<p>x" * 20, "html_too_long:80", True),
        (HEAD + b"Content-Type: text/html\n\n" + b"<div>" * 300, "html_too_deep", True),
        (HEAD + b"\n" + b"x\n" * 3000, "mail_too_large:6100", False),
        (HEAD + b"\n" + b"boundary=" * 9, "too_many_boundaries:8", False),
    ],
)
def test_what_is_over_a_limit_is_dropped_and_said(raw, defect, readable):
    limits = Limits() if defect == "html_too_deep" else SMALL
    mail = parse(raw, limits=limits)
    assert any(said_defect == defect for said_defect in mail.defects), mail.defects
    assert mail.readable is readable
    assert readable or mail.attachments[-1].content == raw


def test_mails_nested_thousands_deep_are_kept_as_source():
    raw = HEAD + b"Content-Type: message/rfc822\n\n" * 3000 + b"x"
    mail = parse(raw)
    assert (mail.readable, mail.from_address, mail.attachments[-1].content) == (False, "wang@example.com", raw)


@pytest.mark.parametrize("raw", [b"", b"\0\0", b" \r\n", "您好，我的房间漏水".encode("gbk"), b"\xff\xfe\x00\x01"])
def test_what_is_no_mail_is_kept_as_source(raw):
    mail = parse(raw)
    assert (mail.readable, mail.attachments[-1].content) == (False, raw)
    if len(raw) > 10:
        assert mail.text == "您好，我的房间漏水"
