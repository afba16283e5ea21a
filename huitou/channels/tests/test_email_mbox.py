import io
import mailbox

import pytest

from huitou.channels.email.parse import parse, read_mbox

FIRST = b"From: wang@example.com\nSubject: one\n\nhello\n"
ENVELOPE = b"From wang@example.com Sun Mar  1 10:00:00 2026\n"


@pytest.mark.parametrize(
    ("raw", "mails"),
    [
        (b"", []),
        (b"\n\n", []),
        (ENVELOPE + FIRST + b"\n" + ENVELOPE + FIRST, [FIRST, FIRST]),
        (ENVELOPE + FIRST + b"\n>From here\n>>From there\n", [FIRST + b"\nFrom here\n>From there\n"]),
        (ENVELOPE + FIRST + b"\nFrom me to you, in 2026\n", [FIRST + b"\nFrom me to you, in 2026\n"]),
        (ENVELOPE + FIRST + b"From me 10:00 2026\n", [FIRST + b"From me 10:00 2026\n"]),
        (b"\xef\xbb\xbf" + ENVELOPE + FIRST, [FIRST]),
        (FIRST, [FIRST]),
        ((ENVELOPE + FIRST + b"\n" + ENVELOPE + FIRST).replace(b"\n", b"\r\n"), [FIRST.replace(b"\n", b"\r\n")] * 2),
        (b"From MAILER-DAEMON\n" + FIRST, [FIRST]),
        (ENVELOPE + FIRST + b"\nFrom =?gbk?= nobody Sun, 1 Mar 2026 10:00:00 +0800\n" + FIRST, [FIRST, FIRST]),
    ],
)
def test_mails_are_parted(raw, mails):
    assert list(read_mbox(io.BytesIO(raw))) == mails


def test_what_the_standard_library_writes_is_read_back(tmp_path):
    box = mailbox.mbox(tmp_path / "box")
    for number in range(20):
        box.add(
            b"From: w@example.com\nSubject: %d\n\nFrom the start\n>From\nFrom a@b.cn Sun Mar  1 10:00:00 2026\n"
            % number
        )
    box.close()
    read = [parse(raw) for raw in read_mbox(tmp_path / "box")]
    assert [mail.subject for mail in read] == [str(number) for number in range(20)]
    assert all("From the start" in mail.text for mail in read)


def test_a_huge_mail_is_cut_where_the_parser_will_say_so_and_the_next_one_is_read():
    raw = ENVELOPE + FIRST + b"x" * 300_000 + b"\n" + b"y\n" * 1000 + b"\n" + ENVELOPE + FIRST
    first, second = read_mbox(io.BytesIO(raw), limit=1000)
    assert (len(first), second) == (1001, FIRST)


def test_memory_is_that_of_one_mail():
    class Endless(io.RawIOBase):
        """A mailbox of two gigabytes that is never held."""

        lines = iter(range(3))

        def __init__(self):
            self.at = 0

        def readline(self, _size=-1):
            self.at += 1
            return [b"\n", ENVELOPE, b"Subject: x\n", b"\n", b"hello\n"][self.at % 5]

    mails = read_mbox(Endless())
    next(mails)
    assert [next(mails) for _ in range(1000)] == [b"Subject: x\n\nhello\n"] * 1000
