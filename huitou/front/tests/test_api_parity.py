"""What the desk does, programs can do, with the same right: every act of every page beside the routes of the API."""

import re

import pytest
from django.urls import URLPattern, get_resolver

from huitou.core.api import access, right_of
from huitou.front.tests.doors_table import API_DOORS, DOORS, SIGNED_IN, STRANGER
from huitou.front.tests.parity_table import LEFT_TO_PEOPLE, OTHER_RIGHT, PARITY

# Routes that no page has, because only programs need them.
FOR_PROGRAMS = {
    "GET /me",
    "PUT /me/presence",
    "POST /messages",
    "PUT /views/{view_id}",
    "GET /ratings",
    "GET /rating-signs",
    "GET /conversations/{key}/canned-replies/{canned_id}",
    "GET /customers/{customer_id}/conversations",
    "PUT /conversations/{key}/site",
}
# What pages show beside what they do, read by programs from routes of their own.
READ_BESIDE = re.compile(
    r"GET /(sites|touchpoints|teams|skills|accounts|channels|company|hours|special-days|customer-fields|promise-policies"
    r"|teams/\{team_id\}/(shifts|ladder)|webhooks.*)"
)


def acts():
    """Every "METHOD route" by which a page changes something or hands out a table."""
    found = []

    def walk(patterns, prefix=""):
        for entry in patterns:
            route = prefix + str(entry.pattern)
            if isinstance(entry, URLPattern):
                right = right_of(entry.callback)
                found.extend(f"{method} {route}" for method in (right.methods if right else ()))
            else:
                walk(entry.url_patterns, route)

    walk(get_resolver().url_patterns)
    return found


def operations(act):
    return [one.strip() for one in PARITY[act].split(",")]


def test_every_act_of_every_page_can_be_done_by_a_program_or_is_left_to_people_with_a_reason():
    changing = {act for act in acts() if not act.startswith("GET") or act.endswith(".csv")}
    changing -= {act for act in changing if act.split(" ")[1].startswith(("api/", "^api"))}
    told = set(PARITY) | set(LEFT_TO_PEOPLE)
    assert changing - told == set()
    assert told - set(acts()) == set()
    assert set(PARITY) & set(LEFT_TO_PEOPLE) == set()
    assert all(LEFT_TO_PEOPLE.values())


@pytest.mark.parametrize("act", sorted(PARITY))
def test_page_and_program_need_the_same_right(act):
    method, route = act.split(" ", 1)
    needed = DOORS[route].needed(method)
    for operation in operations(act):
        verb, path = operation.split(" ")
        asked = API_DOORS[f"{verb} /api/v1{path}"]
        if (act, operation) in OTHER_RIGHT:
            assert needed in (STRANGER, SIGNED_IN)
        else:
            assert asked == needed, f"{act} asks for {needed}, {operation} for {asked}"


def test_no_route_is_without_a_page_unless_it_is_for_programs_alone():
    beside = {operation for act in PARITY for operation in operations(act)}
    every = {operation.replace(" /api/v1", " ") for operation in API_DOORS}
    left = {one for one in every - beside - FOR_PROGRAMS if not READ_BESIDE.fullmatch(one)}
    assert left == set()
    assert beside | FOR_PROGRAMS <= every


@pytest.mark.django_db
def test_who_signs_in_to_a_new_company_reads_its_desk():
    """So the demo's clock is open to the same people on the page and by the API."""
    assert all("desk.read" in held for held in access.table_of_rights().values())
