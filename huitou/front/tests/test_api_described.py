"""The description of the API says what each route does, needs, takes and refuses; its examples are true."""

import json

import jsonschema_rs
import pytest
from django.test import Client
from django.urls import resolve
from ninja import Schema

from huitou.core.api import PERMISSIONS
from huitou.core.testing import somebody
from huitou.front.api.description import MISTAKES
from huitou.front.api.examples import BODIES, OF_ROUTES
from huitou.front.api.v1 import api
from huitou.front.tests.doors_table import API_DOORS
from huitou.front.tests.program import Program, api_channel


@pytest.fixture(scope="module")
def described():
    resolve("/api/v1/")  # the demo's routes are added when the addresses are read
    return api.get_openapi_schema()


@pytest.fixture(scope="module")
def operations(described):
    return {
        f"{method.upper()} {path}": one for path, ways in described["paths"].items() for method, one in ways.items()
    }


def test_each_route_says_what_it_does_and_which_right_it_needs(operations):
    for name, one in operations.items():
        assert one["summary"], name
        assert one["summary"][0].isupper() or one["summary"][0] > "z", name
        assert f"`{API_DOORS[name]}`" in one["description"], name
        assert str(PERMISSIONS[API_DOORS[name]]) in one["description"], name


def test_no_two_routes_have_one_name(operations):
    names = [one["operationId"] for one in operations.values()]
    assert len(names) == len(set(names))


def test_each_mistake_is_explained_once_with_an_example(described, operations):
    for name, one in operations.items():
        mistakes = {str(code): answer for code, answer in one["responses"].items() if int(code) >= 400}
        assert set(mistakes) == set(MISTAKES), name
        assert all(set(answer) == {"$ref"} for answer in mistakes.values()), name
    problem = whole(described, {"$ref": "#/components/schemas/Problem"})
    for one in described["components"]["responses"].values():
        assert one["description"]
        jsonschema_rs.validate(problem, one["content"]["application/json"]["example"])


def test_every_body_has_an_example_that_fits_it(described, operations):
    seen = set()
    for name, one in operations.items():
        body = one.get("requestBody", {}).get("content", {}).get("application/json")
        if body is None:
            continue
        shape = body["schema"]
        if "$ref" in shape:
            known = shape["$ref"].rpartition("/")[2]
            example = described["components"]["schemas"][known].get("example")
            seen.add(known)
        else:
            example = body.get("example")
            seen.add(one["operationId"])
        assert example is not None, f"{name}: an example for its body belongs into huitou/front/api/examples.py"
        jsonschema_rs.validate(whole(described, shape), example)
    assert set(BODIES) | set(OF_ROUTES) == seen


def test_every_shape_and_every_noun_is_explained(described, operations):
    for name, shape in described["components"]["schemas"].items():
        assert shape.get("description", name) != name, f"{name} has no docstring"
    told = {one["name"]: one["description"] for one in described["tags"]}
    assert set(told) == {tag for one in operations.values() for tag in one["tags"]}
    assert all(told.values())


def test_no_two_shapes_have_one_name():
    """Of two with one name the description would show the one for both."""

    def below(shape):
        return {shape, *(one for child in shape.__subclasses__() for one in below(child))}

    names = [one.__name__ for one in below(Schema) if one.__module__.startswith("huitou.") and "[" not in one.__name__]
    assert sorted(set(names)) == sorted(names)


@pytest.mark.django_db
def test_the_example_of_a_message_is_taken_in_as_it_stands():
    api_channel()
    program = Program(somebody("agent"))
    got = program.post("/messages", OF_ROUTES["post_message"], key="example")
    assert program.status == 201, got
    assert got["case_id"]


@pytest.mark.django_db
def test_the_description_and_its_page_are_open_to_all():
    assert Client().get("/api/v1/openapi.json").json()["servers"] == [{"url": "/"}]
    assert "王芳" in json.dumps(Client().get("/api/v1/openapi.json").json(), ensure_ascii=False)
    assert "/conversations/{key}/take" in Client().get("/api/v1/").content.decode()


def whole(described, shape):
    return {**shape, "components": described["components"]}
