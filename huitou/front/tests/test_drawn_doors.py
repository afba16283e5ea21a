"""No page shows a reader a form or a button whose door refuses them."""

from __future__ import annotations

from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import resolve

from huitou.core.api import access
from huitou.core.testing import PASSWORD, PEOPLE, somebody
from huitou.desk import api as desk
from huitou.front.tests.doors_table import DOORS, SIGNED_IN, STRANGER
from huitou.front.tests.pages_shop import Shop, open_shop

pytestmark = pytest.mark.django_db
ROLES = ("agent", "leader", "manager", "quality", "executive", "admin")
METHODS = {"hx-get": "GET", "hx-post": "POST", "hx-put": "PUT", "hx-delete": "DELETE", "hx-patch": "PATCH"}
WRITES = {"data-notes": "POST", "data-draft": "POST"}


class Controls(HTMLParser):
    """Every address that the page would ask, by which method: links, forms and htmx's buttons."""

    def __init__(self, at: str) -> None:
        super().__init__()
        self.at, self.found = at, set()

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in given:
            self.add("GET", given["href"])
        if tag == "form" and "action" in given:
            self.add(given.get("method", "get").upper(), given["action"])
        elif tag == "form" and given.get("method", "").lower() == "post":
            self.add("POST", self.at)
        if "formaction" in given:
            self.add("POST", given["formaction"])
        for name, method in {**METHODS, **WRITES}.items():
            if name in given:
                self.add(method, given[name])

    def add(self, method: str, address: str) -> None:
        path = urlsplit(address).path
        if path.startswith("/") and not path.startswith(("/static/", "/api/")):
            self.found.add((method, path))


@pytest.fixture
def shop() -> Shop:
    return open_shop()


@pytest.fixture
def pages(shop: Shop) -> tuple[str, ...]:
    """The pages of a shop in which something happens: an open and a kept promise, a case, a visit, a detail, a tie."""
    wang, other = shop.wrote("王芳", "13800138000"), shop.wrote("王芳", "13800138000", text="还有发票的事")
    shop.promised(wang)
    desk.write_note(conversation_id=wang.conversation_id, text="工程部说明天来", key="n", actor=shop.by_lin)
    desk.reply(conversation_id=wang.conversation_id, text="王女士您好", key="r", actor=shop.by_lin)
    closed = shop.wrote("李强", "13800138001", kind="inquiry")
    desk.close(conversation_id=closed.conversation_id, actor=shop.by_lin)
    number = desk.case(case_id=wang.case_id).case.number
    return (
        "/desk",
        f"/desk?view=all&owner={shop.lin.pk}",
        f"/desk/c/{wang.conversation_id}",
        f"/desk/c/{other.conversation_id}",
        f"/desk/c/{closed.conversation_id}",
        "/desk/search?q=空调",
        "/promises",
        "/cases",
        "/cases/visits",
        f"/cases/{number}",
        "/customers",
        f"/customers/{wang.customer_id}",
        f"/customers/{wang.customer_id}/timeline",
        "/day",
        "/settings/me",
    )


@pytest.mark.parametrize("role", ROLES)
def test_no_page_shows_what_its_door_refuses(pages, role):
    if role not in ("agent", "leader", "manager"):
        somebody(role)
    client = Client()
    client.post("/login", {"login": PEOPLE[role][0], "password": PASSWORD})
    rights, refused, walked = access.table_of_rights()[role], set(), 0
    for page in pages:
        answer = client.get(page)
        if answer.status_code == 403:
            continue
        assert answer.status_code == 200, (page, answer.status_code)
        walked += 1
        reader = Controls(urlsplit(page).path)
        reader.feed(answer.content.decode())
        for method, path in reader.found:
            needed = DOORS[resolve(path).route].needed(method)
            if needed not in (STRANGER, SIGNED_IN) and needed not in rights:
                refused.add(f"{urlsplit(page).path}: {method} {path} needs {needed}")
    assert walked >= 2
    assert not refused, "\n".join(sorted(refused))
