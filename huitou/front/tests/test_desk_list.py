"""The list of the desk: words and filters narrow the chosen view, and nothing that was chosen gets lost."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huitou.desk import api as desk
from huitou.front.desk.lists import VIEWS
from huitou.front.tests.pages_shop import Shop, open_shop, screen, text_of

pytestmark = pytest.mark.django_db
FILTERS = {"kind": "complaint", "waiting": "1", "promise": "open"}


@pytest.fixture
def shop() -> Shop:
    return open_shop()


def rows(answer) -> set[int]:
    return {int(pk) for pk in re.findall(r'id="row-(\d+)"', answer.content.decode())}


class Fields(HTMLParser):
    """What the form of filters would send: its own fields and those that say form="filters"."""

    def __init__(self) -> None:
        super().__init__()
        self.inside, self.name, self.sent = False, "", {}

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form" and given.get("id") == "filters":
            self.inside = True
        elif tag == "input" and (self.inside or given.get("form") == "filters"):
            self.sent[given["name"]] = given.get("value") or ""
        elif tag == "select" and self.inside:
            self.name = given["name"]
            self.sent[self.name] = ""
        elif tag == "option" and self.name and "selected" in given:
            self.sent[self.name] = given["value"]

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False
        if tag == "select":
            self.name = ""


def sends(answer) -> dict[str, str]:
    reader = Fields()
    reader.feed(answer.content.decode())
    return {name: value for name, value in reader.sent.items() if value}


# ── words ───────────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_two_characters_narrow_the_view_to_what_matches(shop):
    tea = shop.wrote("王芳", "13800138000", text="房间里没有茶叶")
    shop.wrote("李强", "13800138001", text="空调太吵")
    found = screen("agent").get("/desk", {"q": "茶叶", "view": "all"})
    assert rows(found) == {tea.conversation_id}
    assert "<mark>茶叶</mark>" in found.content.decode()
    assert 'value="茶叶"' in found.content.decode()
    assert "/desk/search?q=%E8%8C%B6%E5%8F%B6" in found.content.decode()


def test_words_are_found_in_notes_cases_customers_and_subjects(shop):
    noted = shop.wrote("王芳", "13800138000")
    desk.write_note(conversation_id=noted.conversation_id, text="送了龙井", key="n1", actor=shop.by_lin)
    named = shop.wrote("赵龙井", "13800138001")
    cased = shop.wrote("钱先生", "13800138002")
    desk.edit_case(case_id=cased.case_id, summary="龙井洒了", actor=shop.by_lin)
    shop.wrote("李强", "13800138003")
    assert rows(screen("agent").get("/desk", {"q": "龙井", "view": "all"})) == {
        found.conversation_id for found in (noted, named, cased)
    }


def test_words_stay_within_the_view_and_compose_with_filters(shop):
    mine = shop.wrote("王芳", "13800138000", text="没有茶叶")
    other = shop.wrote("李强", "13800138001", text="茶叶受潮", kind="request")
    desk.close(conversation_id=mine.conversation_id, actor=shop.by_lin)
    client = screen("agent")
    assert rows(client.get("/desk", {"q": "茶叶", "view": "closed"})) == {mine.conversation_id}
    assert rows(client.get("/desk", {"q": "茶叶", "view": "all"})) == {other.conversation_id}
    assert rows(client.get("/desk", {"q": "茶叶", "view": "all", "kind": "complaint"})) == set()


def test_what_is_not_there_is_said_with_the_words(shop):
    shop.wrote("王芳", "13800138000")
    found = screen("agent").get("/desk", {"q": "钢琴", "view": "all"})
    assert rows(found) == set()
    assert "钢琴" in text_of(found)


def statements(client) -> int:
    with CaptureQueriesContext(connection) as counted:
        client.get("/desk", {"q": "茶叶", "view": "all"})
    return len(counted.captured_queries)


def test_many_hits_ask_no_more_statements_than_few(shop):
    client, asked = screen("agent"), []
    for number in range(9):
        shop.wrote(f"王{number}", f"1380013800{number}", text=f"茶叶 {number}")
        if number in (1, 8):
            asked.append(min(statements(client) for _ in range(4)))  # every few seconds one more looks at the clock
    assert asked[0] == asked[1]


# ── filters keep the view ───────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("view", list(VIEWS))
@pytest.mark.parametrize("name", list(FILTERS))
def test_a_filter_keeps_the_view_and_the_words(shop, view, name):
    shop.wrote("王芳", "13800138000")
    client = screen("agent")
    sent = sends(client.get("/desk", {"view": view, "q": "空调"})) | {name: FILTERS[name]}
    assert sent["view"] == view
    assert sent["q"] == "空调"
    narrowed = sends(client.get("/desk", sent))
    assert {key: narrowed.get(key) for key in sent} == sent


def test_a_filter_on_a_saved_view_keeps_all_of_it(shop):
    shop.wrote("王芳", "13800138000")
    client = screen("agent")
    saved = {"view": "team", "state": "any", "channel": str(shop.channel_id), "kind": "complaint"}
    sent = sends(client.get("/desk", saved))
    assert {key: sent.get(key) for key in saved} == saved


def test_somebody_elses_are_none_of_mine(shop):
    shop.wrote("王芳", "13800138000")
    client = screen("manager")
    assert rows(client.get("/desk", {"view": "mine", "owner": str(shop.lin.pk)})) == set()
    assert len(rows(client.get("/desk", {"view": "all", "owner": str(shop.lin.pk)}))) == 1
