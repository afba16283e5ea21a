"""The API against its own description: whatever is sent, no 5xx, and every answer as it is described.

Each route is asked once with ids that were made up, then with the ids and keys of a shop in which there is something
of everything, so that it comes past the doors. Seeded: a failure is the same failure the next time.
"""

from datetime import UTC, datetime, timedelta

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from huitou.core.api import SYSTEM, Actor, travel
from huitou.core.testing import issue_token, run_until_quiet, somebody
from huitou.customers import api as customers
from huitou.customers.testing import a_customer
from huitou.desk import api as desk
from huitou.front.api.routes import api_rights
from huitou.front.tests.program import WANG, Program, api_channel
from huitou.front.webhooks import actions as webhooks
from huitou.roster import api as roster
from huitou.roster.testing import a_site, a_team_with, a_touchpoint

EXAMPLES = 3
FRIDAY_TEN = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
IN_A_MONTH = FRIDAY_TEN + timedelta(days=28)
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@pytest.fixture
def one_connection(world):
    """The calls are made in the transaction of the test: the handler must not close its connection.

    After the world, because Django's test client connects the signals again after each of its own calls.
    """
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def friday():
    with travel(to=FRIDAY_TEN):
        yield


@pytest.fixture
def world(db, friday):
    """云栖酒店西湖店 with one of everything; `real` are the values of path parameters that exist."""
    admin, lin = somebody("admin"), somebody("agent")
    by = Actor.account(admin.pk)
    site_id = a_site()
    team_id = a_team_with(admin.pk, lin.pk, site_id=site_id)
    touchpoint_id = a_touchpoint()
    channel_id = api_channel()
    program = Program(admin)
    file = {"filename": "room.txt", "content_type": "text/plain", "content": "aGVsbG8="}
    message = {**WANG, "subject": "空调", "files": [file], "case": {"kind": "complaint", "summary": "空调"}}
    got = program.post("/messages", message, key="1")
    other = program.post("/messages", {**WANG, "subject": "发票", "text": "请开发票"}, key="2")
    assert got["conversation"] != other["conversation"]
    conversation_id = desk.conversation_id_of(key=got["conversation"])
    promise = {"kind": "reply", "text": "明天答复", "due_at": (FRIDAY_TEN + timedelta(hours=4)).isoformat()}
    despite = [
        one["code"] for one in program.post(f"/conversations/{got['conversation']}/promise-checks", promise)["items"]
    ]
    made = program.post(f"/conversations/{got['conversation']}/promises", {**promise, "despite": despite})
    assert program.status == 201, made
    program.post(f"/conversations/{got['conversation']}/notes", {"text": "老客户，@小林 留意"})
    reply = program.post(f"/conversations/{got['conversation']}/replies", {"text": "马上来"})
    assert program.status == 201, reply
    tag_id = desk.make_tag(name="退款")
    desk.tag(conversation_id=conversation_id, tag_id=tag_id, actor=by)
    canned_id = desk.make_canned(shortcut="hi", title="问候", text="{称呼}您好")
    field_id = customers.make_field(key="room", label="房号", actor=by)
    view_id = desk.save_view(name="我的", query="view=mine", account_id=admin.pk)
    skill_id = roster.make_skill(code="english", name="英语", actor=by)
    shift_id = roster.add_shift(
        team_id=team_id, account_id=lin.pk, starts_at=IN_A_MONTH, ends_at=IN_A_MONTH + timedelta(hours=8), actor=by
    )
    run_id = customers.start_import(content="姓名,电话\n李雷,1\n".encode(), filename="a.csv", actor=by)
    twin = a_customer(name="王芳", phone="13900139000")
    merge_id = customers.merge(kept_id=got["customer_id"], gone_id=twin, actor=by)
    detail_id = customers.add_detail(customer_id=got["customer_id"], kind="like", text="靠窗", actor=by)
    customers.give_consent(customer_id=got["customer_id"], purpose="care", given=True, actor=by)
    webhook_id, _ = webhooks.make_webhook(url="http://127.0.0.1:9/", actor=SYSTEM)
    delivery_id = webhooks.send_test(webhook_id=webhook_id, actor=by)
    run_until_quiet()
    thread = program.get(f"/conversations/{got['conversation']}/messages")
    real = {
        "key": got["conversation"],
        "other": other["conversation"],
        "tag_id": tag_id,
        "case_id": got["case_id"],
        "other_id": got["case_id"],
        "customer_id": got["customer_id"],
        "handle_id": customers.customer(customer_id=got["customer_id"]).handles[0].id,
        "detail_id": detail_id,
        "merge_id": merge_id,
        "message_id": reply["message_id"],
        "promise_id": made["id"],
        "canned_id": canned_id,
        "webhook_id": webhook_id,
        "delivery_id": delivery_id,
        "file": thread["items"][0]["files"][0]["key"],
        "field": "room",
        "site_id": site_id,
        "touchpoint_id": touchpoint_id,
        "team_id": team_id,
        "account_id": lin.pk,
        "field_id": field_id,
        "view_id": view_id,
        "skill_id": skill_id,
        "shift_id": shift_id,
        "run_id": run_id,
        "channel_id": channel_id,
        "policy": "refund",
    }
    return issue_token(admin), real


def test_whatever_is_sent_the_answer_is_as_described(world, one_connection):
    key, real = world
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", WSGIHandler())
    asked, wrong = {}, []
    for found in schema.get_all_operations():
        operation = found.ok()
        statuses = asked.setdefault(operation.label, set())
        try:
            _every_example(operation, key, real, statuses)
        except (FailureGroup, AssertionError) as failure:
            wrong.append(f"{operation.label}\n{_said(failure)}")
    assert wrong == [], "\n\n".join(wrong)
    assert len(asked) == len(api_rights())
    done = [label for label, statuses in asked.items() if statuses & {200, 201}]
    assert len(done) > len(asked) * 2 / 3  # it came past the doors: most acts were really done with what was made up


def _every_example(operation, key, real, statuses):
    @given(case=operation.as_strategy())
    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def ask(case):
        if not statuses or not case.path_parameters:
            statuses.add(_ask(case, key))
        if case.path_parameters:
            statuses.add(_ask(_with_real_ids(case, real), key))

    ask()


def _with_real_ids(case, real):
    special = {
        "/files/{key}": "file",
        "/customers/{customer_id}/fields/{key}": "field",
        "/promise-policies/{kind}": "policy",
    }
    for name in case.path_parameters:
        here = next((to for end, to in special.items() if name in ("key", "kind") and case.path.endswith(end)), name)
        if here in real:
            case.path_parameters[name] = real[here]
    return case


def _ask(case, key):
    """One call, answered and then taken back: the next example finds the same shop."""
    with transaction.atomic():
        response = case.call_and_validate(headers={"Authorization": f"Bearer {key}"}, checks=CHECKS)
        transaction.set_rollback(True)
    return response.status_code


def _said(failure):
    parts = getattr(failure, "exceptions", (failure,))
    return "\n".join(f"  {type(one).__name__}: {str(one)[:600]}" for one in parts)
