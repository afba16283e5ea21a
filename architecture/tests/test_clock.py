from pathlib import Path

import pytest

from architecture.tests.mini import Files, assert_found, assert_sound

CASES = "huitou/desk/cases/actions.py"
WRONG = [
    (
        {CASES: "from django.utils import timezone\n\nx = timezone.now()"},
        f"{CASES}:3",
        "django.utils.timezone.now asks",
    ),
    ({CASES: "import datetime as dt\n\nx = dt.datetime.now(dt.UTC)"}, f"{CASES}:3", "datetime.datetime.now asks"),
    ({CASES: "from datetime import datetime\n\nx = datetime.utcnow()"}, f"{CASES}:3", "utcnow asks"),
    ({CASES: "from datetime import date\n\nx = date.today()"}, f"{CASES}:3", "datetime.date.today asks"),
    ({CASES: "import time\n\nx = time.time()"}, f"{CASES}:3", "time.time asks"),
    ({CASES: "from django.utils.timezone import now\n\nx = Field(default=now)"}, f"{CASES}:3", "timezone.now asks"),
    ({CASES: "from django.utils import timezone\n\nx = timezone.localdate()"}, f"{CASES}:3", "timezone.localdate asks"),
    (
        {"huitou/desk/models.py": "x = DateTimeField(auto_now_add=True)"},
        "huitou/desk/models.py:1",
        "auto_now_add fills",
    ),
    ({"huitou/core/jobs/worker.py": "import time\nx = time.time()"}, "huitou/core/jobs/worker.py:2", "time.time asks"),
]
RIGHT = [
    {CASES: "from huitou.core.api import now\n\nx = now()"},
    {
        CASES: "import time\nfrom datetime import datetime\n\nx = time.monotonic(), time.perf_counter(), datetime(2026, 1, 1)"
    },
    {CASES: "from django.utils import timezone\n\ndef f(at): return timezone.localtime(at)"},
    {"huitou/core/clock/clock.py": "from datetime import UTC, datetime\n\nx = datetime.now(UTC)"},
    {"huitou/desk/tests/test_cases.py": "import time\n\nx = time.time()"},
    {"huitou/core/jobs/jobs.py": "from datetime import UTC, datetime\n\nx = datetime.now(UTC)"},
]


@pytest.mark.parametrize(("files", "place", "words"), WRONG)
def test_it_fails(tmp_path: Path, files: Files, place: str, words: str) -> None:
    assert_found(tmp_path, "clock", files, place, words)


@pytest.mark.parametrize("files", RIGHT)
def test_it_passes(tmp_path: Path, files: Files) -> None:
    assert_sound(tmp_path, "clock", files)
