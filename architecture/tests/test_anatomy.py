from pathlib import Path

import pytest

from architecture.tests.mini import Files, assert_found, assert_sound

API = "huitou/desk/api.py"
PAGES = "huitou/desk/pages.py"
TOLD = '"""Close it."""'
WRONG = [
    (
        {API: f"def close(case_id: int) -> None:\n    {TOLD}"},
        f"{API}:1",
        "close of the door takes parameters by position",
    ),
    ({API: f"def close(*ids: int) -> None:\n    {TOLD}"}, f"{API}:1", "takes parameters by position"),
    ({API: f"def close(*, case_id) -> None:\n    {TOLD}"}, f"{API}:1", "has no type for case_id"),
    ({API: f"async def close(*, case_id: int):\n    {TOLD}"}, f"{API}:1", "has no type for its result"),
    ({API: "def close(*, case_id: int) -> None: ..."}, f"{API}:1", "close of the door has no docstring"),
    (
        {
            API: "from huitou.desk.cases.actions import close",
            "huitou/desk/cases/actions.py": f"\ndef close(case_id: int) -> None:\n    {TOLD}",
        },
        "huitou/desk/cases/actions.py:2",
        "close of the door takes parameters by position",
    ),
    ({"huitou/core/api.py": "def put(key: str): 'Put it.'"}, "huitou/core/api.py:1", "no type for its result"),
    ({PAGES: "def page(r):\n    Case.objects.filter(id=1).update(open=False)"}, f"{PAGES}:2", "pages.py writes to the"),
    ({PAGES: "def page(r):\n    Case.objects.create(id=1)"}, f"{PAGES}:2", "(.create)"),
    ({"huitou/desk/jobs.py": "def run(case):\n    case.save()"}, "huitou/desk/jobs.py:2", "jobs.py writes"),
    ({"huitou/voice/listens.py": "def on(x):\n    x.delete()"}, "huitou/voice/listens.py:2", "listens.py writes"),
]
RIGHT = [
    {API: f"def close(*, case_id: int, why: str = '') -> None:\n    {TOLD}\n\n\ndef _inner(x): ..."},
    {
        API: "from huitou.desk.cases.actions import close\nfrom huitou.desk.cases.reads import Row",
        "huitou/desk/cases/actions.py": f"def close(*, case_id: int) -> None:\n    {TOLD}\n\ndef other(x): ...",
    },
    {"huitou/core/api.py": "def put(key: str, value: str) -> None:\n    'Put it.'"},
    {
        PAGES: "def page(r):\n    context.update(a=1)\n    cache.delete('x')\n    return Case.objects.filter(id=1).values()"
    },
    {"huitou/desk/cases/actions.py": "def close(case):\n    case.save()\n    Case.objects.create()"},
    {"huitou/core/jobs/jobs.py": "def _run(job):\n    Job.objects.filter(id=1).update(x=1)"},
]


@pytest.mark.parametrize(("files", "place", "words"), WRONG)
def test_it_fails(tmp_path: Path, files: Files, place: str, words: str) -> None:
    assert_found(tmp_path, "anatomy", files, place, words)


@pytest.mark.parametrize("files", RIGHT)
def test_it_passes(tmp_path: Path, files: Files) -> None:
    assert_sound(tmp_path, "anatomy", files)
