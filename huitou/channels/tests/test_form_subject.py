"""A matter of the form has a short name: what was said first."""

import pytest

from huitou.channels.form.subject import LONGEST, subject_of


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("空调太吵，睡不着", "空调太吵，睡不着"),
        ("空调太吵。我住 1808，已经两个晚上了。", "空调太吵"),
        ("您好，请问发票什么时候能开？急用。", "发票什么时候能开"),
        ("你好！\n早餐的豆浆是凉的", "早餐的豆浆是凉的"),
        ("您好！", "您好！".rstrip("！")),
        ("", ""),
        ("\n\n  \n1808 漏水", "1808 漏水"),
        (
            "昨天晚上入住的时候前台说没有大床房了，可是我半个月前就订好了而且付了全款，让我们等了一个多小时",
            "昨天晚上入住的时候前台说没有大床房了…",
        ),
        ("这" * 60, "这" * LONGEST + "…"),
        (
            "The air conditioning in room 1808 is so loud that we could not sleep at all",
            "The air conditioning in room 1808 is so loud…",
        ),
        ("Version 2.5 does not start", "Version 2.5 does not start"),
    ],
)
def test_the_first_thing_said_is_the_subject(text: str, subject: str) -> None:
    assert subject_of(text) == subject
