"""What every answer carries, on the short way and on the long one; and cookies that do not travel in the open."""

import io
import os
import re
import subprocess
import sys

import pytest
from django.db import OperationalError
from django.test import Client

from huitou.core.api import put_setting, writing
from huitou.core.testing import PASSWORD, session_of, somebody

pytestmark = pytest.mark.django_db
PAGES = ("/login", "/welcome", "/settings/me", "/settings/rights", "/audit", "/nowhere", "/f/nowhere", "/api/v1/")


@pytest.fixture
def admin():
    client = Client()
    client.force_login(somebody("admin"), backend="huitou.core.accounts.backend.PasswordBackend")
    return client


@pytest.mark.parametrize("path", PAGES)
def test_no_page_runs_a_foreign_or_inline_script_or_stands_in_a_frame(admin, path):
    answer = admin.get(path)
    policy = dict(part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == policy["form-action"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("path", PAGES)
def test_what_is_rendered_keeps_the_policy(admin, path):
    page = admin.get(path).content.decode()
    assert not re.search(r"<script(?![^>]*\ssrc=)", page)
    assert not re.search(r"\s(on\w+|style)\s*=\s*[\"']", page)
    assert not re.search(r"(src|href|action)=[\"'](https?:)?//", page)


def ask(handler, path, cookie=""):
    """What the server is given: status, headers and body."""
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "HTTP_COOKIE": cookie,
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
    }
    started = []
    parts = handler(environ, lambda status, head: started.append({**dict(head), "status": int(status[:3])}))
    return started[0], b"".join(parts).decode()


def carries_the_policy(head):
    return "default-src 'none'" in head["Content-Security-Policy"] and head["X-Content-Type-Options"] == "nosniff"


def test_the_desks_short_way_carries_the_same(admin, handlers):
    head, _page = ask(handlers[True], "/desk", f"huitou_session={session_of(somebody('agent'))}")
    assert head["status"] == 200
    assert head["Content-Security-Policy"] == admin.get("/login")["Content-Security-Policy"]
    assert head["X-Content-Type-Options"] == "nosniff"
    assert head["Cache-Control"] == "no-store"


def away(*_args, **_more):
    raise OperationalError("could not connect")


def bug(*_args, **_more):
    raise ZeroDivisionError("ours")


@pytest.mark.parametrize(("error", "status"), [(away, 503), (bug, 500)])
@pytest.mark.parametrize("where", ["huitou.front.lean.visitor", "huitou.front.desk.pages.list_page"])
@pytest.mark.parametrize("path", ["/desk", "/desk/list"])
def test_what_breaks_on_a_hot_page_is_said_with_the_policy(handlers, monkeypatch, error, status, where, path):
    cookie = f"huitou_session={session_of(somebody('agent'))}"
    monkeypatch.setattr(where, error)
    head, page = ask(handlers[True], path, cookie)
    assert head["status"] == status
    assert carries_the_policy(head)
    assert head["Cache-Control"] == "no-store"
    assert "ZeroDivision" not in page


def test_a_stranger_on_a_hot_page_is_led_away_with_the_policy(handlers):
    head, _page = ask(handlers[True], "/desk")
    assert (head["status"], carries_the_policy(head)) == (302, True)


def test_cookies_are_out_of_reach_of_scripts_and_of_other_sites():
    somebody("agent")
    client = Client()
    client.post("/login", {"login": "xiaolin", "password": PASSWORD})
    session = client.cookies["huitou_session"]
    assert session["httponly"]
    assert session["samesite"] == client.cookies["huitou_csrf"]["samesite"] == "Lax"


def test_with_an_https_address_cookies_travel_only_encrypted(tmp_path):
    ask = (
        "import django.conf as c; s = c.settings; "
        "print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_HSTS_SECONDS > 0, s.CSRF_TRUSTED_ORIGINS)"
    )
    known = {"HUITOU_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "huitou.settings", "PYTHONPATH": os.getcwd()}

    def told(url):
        done = subprocess.run(
            [sys.executable, "-c", ask], env={**os.environ, **known, "HUITOU_URL": url}, capture_output=True, text=True
        )
        return done.stdout.strip()

    assert told("https://kefu.yunqi.example") == "True True True ['https://kefu.yunqi.example']"
    assert told("http://10.0.0.8:8000") == "False False False ['http://10.0.0.8:8000']"


def test_pages_of_a_person_are_not_kept_by_the_browser_or_a_proxy(admin):
    assert "no-store" in Client().get("/login")["Cache-Control"]
    for path in ("/settings/me", "/settings/me/authenticator", "/audit", "/audit.csv"):
        assert "no-store" in admin.get(path)["Cache-Control"]


@pytest.mark.parametrize(
    ("path", "headers", "status", "kind"),
    [
        ("/nowhere", {}, 404, "text/html"),
        ("/nowhere", {"HTTP_HX_REQUEST": "true"}, 404, "text/plain"),
        ("/nowhere", {"HTTP_ACCEPT": "application/json"}, 404, "application/json"),
    ],
)
def test_what_is_missing_is_said_to_people_swaps_and_programs(admin, path, headers, status, kind):
    answer = admin.get(path, **headers)
    assert answer.status_code == status
    assert answer["Content-Type"].startswith(kind)
    assert "合并、删除" in (answer.json()["detail"] if "json" in kind else answer.content.decode())


def test_a_form_without_its_token_is_told_what_to_do():
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/login", {"login": "x", "password": "y"})
    assert answer.status_code == 403
    assert "请刷新页面再试一次" in answer.content.decode()


def test_the_demo_is_marked_on_every_page_outside_the_desk_too(admin) -> None:
    with writing():
        put_setting("demo", True)
    for path in ("/no-such-page", "/api/v1/"):
        assert "演示环境" in admin.get(path, follow=True).content.decode(), path
    with writing():
        put_setting("demo", False)
    assert "演示环境" not in Client().get("/no-such-page").content.decode()
