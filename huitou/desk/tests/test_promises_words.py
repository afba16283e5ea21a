"""Times as people say them, in the language of the reader."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override

from huitou.desk.promises.words import moment

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 20, 10, 0, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("at", "chinese", "english"),
    [
        ("2026-11-20 16:20", "今天 16:20", "today 16:20"),
        ("2026-11-21 12:00", "明天 12:00", "tomorrow 12:00"),
        ("2026-11-25 09:00", "11月25日 09:00", "25 Nov 09:00"),
        ("2027-11-25 09:00", "2027年11月25日 09:00", "25 Nov 2027 09:00"),
    ],
)
def test_a_moment_is_said_in_the_readers_language(at: str, chinese: str, english: str) -> None:
    when = datetime.fromisoformat(at).replace(tzinfo=SHANGHAI)
    with override("zh-hans"):
        assert moment(when, now=NOW, zone=SHANGHAI) == chinese
    with override("en"):
        assert moment(when, now=NOW, zone=SHANGHAI) == english
