from pathlib import Path

import pytest

from architecture.tests.mini import Files, assert_found, assert_sound

LOCK = "requirements/run.txt"
PAGE = "huitou/front/templates/front/page.html"
WRONG = [
    (
        {LOCK: "django==5.2\n--index-url https://pypi.example.com/simple\n"},
        f"{LOCK}:2",
        "where packages are fetched from",
    ),
    ({LOCK: "django @ https://files.somewhere.org/django.whl"}, f"{LOCK}:1", "where packages are fetched from"),
    ({"requirements.txt": "-i http://10.0.0.1/simple"}, "requirements.txt:1", "where packages are fetched from"),
    (
        {"web/package-lock.json": '{\n"resolved": "https://registry.somewhere.org/a.tgz"\n}'},
        "web/package-lock.json:2",
        "where packages are fetched from",
    ),
    ({"uv.lock": 'source = { registry = "https://somewhere.org/simple" }'}, "uv.lock:1", "where packages are fetched"),
    (
        {PAGE: '<script src="https://cdn.somewhere.net/x.js">'},
        f"{PAGE}:1",
        "speaks to cdn.somewhere.net, a third party",
    ),
    ({PAGE: '<p>\n<img src="//avatars.somewhere.net/1">'}, f"{PAGE}:2", "speaks to avatars.somewhere.net"),
    ({"web/css/a.css": "@import url(//fonts.somewhere.net/a.css);"}, "web/css/a.css:1", "fonts.somewhere.net"),
    ({"web/ts/a.ts": 'fetch("https://api.somewhere.net:8443/x")'}, "web/ts/a.ts:1", "speaks to api.somewhere.net"),
    ({PAGE: '<a href="https://example.com.somewhere.net/">'}, f"{PAGE}:1", "example.com.somewhere.net"),
]
RIGHT = [
    {
        LOCK: "django==5.2 \\\n    --hash=sha256:00ff\n    # via -r requirements/run.in\n",
        "requirements/run.in": "django\n",
    },
    {"web/package-lock.json": '{"integrity": "sha512-x", "funding": {"url": "https://somewhere.org/give"}}'},
    {"web/.npmrc": "omit-lockfile-registry-resolved=true"},
    {PAGE: '<svg xmlns="http://www.w3.org/2000/svg"><a href="https://{{ host }}/x"> https://shop.example.com/'},
    {PAGE: '<a href="/cases/7">http://127.0.0.1:8000 http://localhost:8000/ https://{{ host }}'},
    {"web/ts/a.ts": "// a comment, not an address\nfetch(`https://${location.host}/x`)"},
]


@pytest.mark.parametrize(("files", "place", "words"), WRONG)
def test_it_fails(tmp_path: Path, files: Files, place: str, words: str) -> None:
    assert_found(tmp_path, "hosts", files, place, words)


@pytest.mark.parametrize("files", RIGHT)
def test_it_passes(tmp_path: Path, files: Files) -> None:
    assert_sound(tmp_path, "hosts", files)
