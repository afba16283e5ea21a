"""Every door of the product, tried by every role and by a stranger, against the table in `doors_table.py`.

Pages are asked through the handler that serves them (the short way for hot pages, Django's whole middleware for the
rest), programs' routes with a key of each role, live push through its ASGI endpoint.
"""

import asyncio
import io
import re
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.urls import URLPattern, get_resolver

from huitou.core.api import SYSTEM, access, right_of
from huitou.core.testing import Account, Session, issue_token, rights_of_a_new_company, session_of, somebody, wall
from huitou.front.api.v1 import api
from huitou.front.lean import is_hot
from huitou.front.push.events import Events
from huitou.front.push.hub import Hub
from huitou.front.tests.doors_table import API_DOORS, DOORS, SIGNED_IN, STRANGER

ROLES = ("agent", "leader", "manager", "quality", "executive", "admin")
SAMPLES = {"int": "999999", "str": "nobody-knows-this-key", "slug": "nowhere", "path": "no/where", "uuid": "0" * 32}
CSRF = "t" * 32


def walk(patterns, prefix=""):
    for entry in patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield route, entry.callback
        else:
            yield from walk(entry.url_patterns, route)


def all_routes():
    return dict(walk(get_resolver().url_patterns))


def pages():
    return {route: view for route, view in all_routes().items() if not route.startswith(("api/", "^api"))}


def path_of(route):
    return "/" + re.sub(r"<(?:(\w+):)?\w+>", lambda match: SAMPLES[match[1] or "str"], route)


@dataclass(frozen=True)
class Answer:
    status: int
    location: str


@pytest.fixture
def ask(handlers):
    def ask(method, path, session="", **headers):
        body = b""
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": "",
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": "0",
            "HTTP_COOKIE": f"huitou_session={session}; huitou_csrf={CSRF}",
            "HTTP_X_CSRFTOKEN": CSRF,
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(body),
            "wsgi.errors": sys.stderr,
            **headers,
        }
        started = []
        answer = handlers[is_hot(path)](environ, lambda status, head: started.append((status, dict(head))))
        b"".join(answer)
        status, head = started[0]
        location = head.get("Location") or head.get("HX-Redirect") or ""
        return Answer(int(status[:3]), urlsplit(location).path)

    return ask


def may_enter(role, needed):
    if needed in (STRANGER, SIGNED_IN):
        return needed == STRANGER or role != STRANGER
    return role != STRANGER and needed in access.table_of_rights()[role]


def test_every_address_stands_in_the_table_and_nothing_else():
    assert set(pages()) == set(DOORS)


@pytest.mark.parametrize("route", sorted(DOORS))
def test_the_page_asks_for_the_right_of_the_table(route):
    right = right_of(pages()[route])
    assert right is not None, "mark the view with @page(…) or @public_page()"
    for method in right.methods:
        said = STRANGER if right.stranger else right.needed(method) or SIGNED_IN
        assert said == DOORS[route].needed(method), method


@pytest.mark.django_db
@pytest.mark.parametrize("route", sorted(DOORS))
def test_each_role_finds_the_door_open_or_shut(route, ask):
    people = {role: somebody(role) for role in ROLES}
    path = path_of(route)
    for method in right_of(pages()[route]).methods:
        needed = DOORS[route].needed(method)
        for role in (*ROLES, STRANGER):
            session = session_of(people[role]) if role != STRANGER else ""
            answer = ask(method, path, session)
            told = f"{role} {method} {path} → {answer}"
            assert answer.status < 500, told
            if may_enter(role, needed):
                assert answer.status not in (403, 405), told  # 401 is what a wrong password gets
                assert needed == STRANGER or answer.location != "/login", told
            elif role == STRANGER:
                assert (answer.status, answer.location) == (302, "/login"), told
            else:
                assert answer.status == 403, told


@pytest.mark.django_db
@pytest.mark.parametrize("route", sorted(route for route, door in DOORS.items() if door.reads != STRANGER))
def test_a_session_that_is_over_or_of_a_closed_account_is_a_strangers(route, ask):
    admin = somebody("admin")
    method = right_of(pages()[route]).methods[0]
    over, closed = session_of(admin), session_of(admin)
    Session.objects.filter(pk=over).update(expire_date=wall() - timedelta(seconds=1))
    assert ask(method, path_of(route), over).location == "/login"
    Account.objects.filter(pk=admin.pk).update(is_active=False)
    assert ask(method, path_of(route), closed).location == "/login"


@pytest.mark.django_db
def test_a_swap_of_a_stranger_is_led_to_the_whole_login_page(ask):
    answer = ask("GET", "/audit", HTTP_HX_REQUEST="true", HTTP_HX_CURRENT_URL="http://127.0.0.1/audit")
    assert (answer.status, answer.location) == (401, "/login")


@pytest.mark.django_db
@pytest.mark.parametrize("route", sorted(DOORS))
def test_nothing_is_changed_without_the_token_of_the_page(route, ask):
    if "POST" not in right_of(pages()[route]).methods:
        return
    session = session_of(somebody("admin"))
    assert ask("POST", path_of(route), session, HTTP_X_CSRFTOKEN="x" * 32).status == 403


# ── programs ────────────────────────────────────────────────────────────────────────────────────────────────────────


# Below /api/ these are no operations: the description, the page that lists the routes, and "there is nothing here".
API_PUBLIC = {"api/v1/", "api/v1/openapi.json", "^api(?:/.*)?$"}


def test_every_route_of_the_api_stands_in_the_table_and_nothing_else():
    all_routes()  # the demo's own are added when the addresses are read
    paths = api.get_openapi_schema()["paths"]
    operations = {f"{method.upper()} {path}" for path, methods in paths.items() for method in methods}
    assert operations == set(API_DOORS)


def test_no_address_below_the_api_is_missing_in_its_description():
    described = {re.sub(r"\{(\w+)\}", r"<\1>", operation.split(" /")[1]) for operation in API_DOORS}
    assert {route for route in all_routes() if route.startswith(("api/", "^api"))} == described | API_PUBLIC


@pytest.mark.django_db
@pytest.mark.parametrize("operation", sorted(API_DOORS))
def test_each_program_finds_the_route_open_or_shut(operation, ask):
    method, route = operation.split(" ")
    path = re.sub(r"\{\w+\}", "999999", route)
    for role in (*ROLES, STRANGER):
        key = f"Bearer {issue_token(somebody(role))}" if role != STRANGER else ""
        headers = {"HTTP_AUTHORIZATION": key, "CONTENT_TYPE": "application/json", "HTTP_IDEMPOTENCY_KEY": f"try-{role}"}
        answer = ask(method, path, **headers)
        told = f"{role} {operation} → {answer}"
        assert answer.status < 500, told
        if may_enter(role, API_DOORS[operation]):
            assert answer.status not in (401, 403, 405), told
        else:
            assert answer.status == (401 if role == STRANGER else 403), told


# ── live push ───────────────────────────────────────────────────────────────────────────────────────────────────────


async def first_answer(endpoint, *args, cookie=""):
    """The status of a stream; the reader goes away as soon as it has it."""
    sent: list[dict] = []
    started = asyncio.Event()

    async def send(message):
        sent.append(message)
        started.set()

    async def receive():
        await started.wait()
        return {"type": "http.disconnect"}

    headers = [(b"cookie", f"huitou_session={cookie}".encode())] if cookie else []
    await asyncio.wait_for(endpoint({"type": "http", "headers": headers, "path": "/events"}, receive, send, *args), 10)
    return sent[0]["status"]


@pytest.mark.django_db(transaction=True)
def test_the_desks_stream_is_for_those_who_may_read_the_desk():
    rights_of_a_new_company()
    sessions = {role: session_of(somebody(role)) for role in ROLES} | {STRANGER: ""}
    rights = access.table_of_rights()

    async def statuses():
        with ThreadPoolExecutor(1) as threads:
            events = Events(Hub(), threads)
            return {role: await first_answer(events.staff, cookie=key) for role, key in sessions.items()}

    found = asyncio.run(statuses())
    assert found.pop(STRANGER) == 403
    assert found == {role: 200 if "desk.read" in rights[role] else 403 for role in ROLES}


@pytest.mark.django_db(transaction=True)
def test_the_desks_stream_closes_to_a_role_that_lost_the_right():
    rights_of_a_new_company()
    session = session_of(somebody("agent"))
    table = {"agent": access.table_of_rights()["agent"] - {"desk.read"}}
    somebody("admin")
    access.put_rights(table=table, actor=SYSTEM)

    async def status():
        with ThreadPoolExecutor(1) as threads:
            return await first_answer(Events(Hub(), threads).staff, cookie=session)

    assert asyncio.run(status()) == 403


@pytest.mark.django_db(transaction=True)
def test_a_customers_stream_needs_a_key_that_exists():
    async def status():
        with ThreadPoolExecutor(1) as threads:
            return await first_answer(Events(Hub(), threads).customer, "no-such-key")

    assert asyncio.run(status()) == 404


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("busy", [True, False])
def test_an_open_stream_closes_when_the_session_ends_however_busy_it_is(monkeypatch, busy):
    rights_of_a_new_company()
    session = session_of(somebody("agent"))
    monkeypatch.setattr("huitou.front.push.events.PING", 0.05)

    async def receive():
        await asyncio.Event().wait()

    async def listen():
        hub = Hub()
        with ThreadPoolExecutor(1) as threads:
            sent = []

            async def send(message):
                sent.append(message)

            headers = [(b"cookie", f"huitou_session={session}".encode())]
            scope = {"type": "http", "headers": headers, "path": "/events"}
            stream = asyncio.ensure_future(Events(hub, threads).staff(scope, receive, send))
            while len(sent) < 2:
                await asyncio.sleep(0.01)
            await asyncio.get_running_loop().run_in_executor(threads, end_all)
            for _ in range(500):
                if stream.done():
                    return True
                if busy:
                    for reader in [*hub._desks]:
                        reader.offer(b": something happens\n\n")
                await asyncio.sleep(0.01)
            stream.cancel()
            return False

    def end_all():
        Session.objects.all().delete()
        connection.close()

    assert asyncio.run(listen())
