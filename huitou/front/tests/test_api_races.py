"""A program that lost the connection asks again while its first call is still being worked on."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from huitou.core.testing import Fact, rights_of_a_new_company, somebody
from huitou.customers.testing import Customer
from huitou.desk import api as desk
from huitou.front.models import ApiAnswer
from huitou.front.tests.program import WANG, Program, api_channel
from huitou.roster.testing import a_team_with

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def program():
    rights_of_a_new_company()
    account = somebody("agent")
    a_team_with(account.pk)
    api_channel()
    return Program(account)


def at_once(*calls):
    """Every call from a thread and a connection of its own, let go at the same moment; the answers in order."""
    gate = threading.Barrier(len(calls))

    def run(call):
        gate.wait(10)
        try:
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(run, calls))


def caller(program, path, body, key):
    def call():
        one = Program(None)
        one.headers = program.headers
        told = one.post(path, body, key=key)
        return one.status, told

    return call


def received():
    return Fact.objects.filter(name="desk.message_received.v1").count()


def test_of_six_calls_at_the_same_moment_one_acts_and_all_are_answered_the_same(program):
    answers = at_once(*[caller(program, "/messages", WANG, "order-1")] * 6)
    assert {(status, told["message_id"]) for status, told in answers} == {(201, answers[0][1]["message_id"])}
    assert received() == 1
    assert ApiAnswer.objects.count() == 1


def test_of_two_bodies_under_one_key_at_the_same_moment_one_acts_and_the_other_is_told(program):
    calls = [caller(program, "/messages", {**WANG, "text": f"第 {n} 封"}, "order-1") for n in range(4)]
    answers = at_once(*calls)
    assert Counter(status for status, _told in answers) == {201: 1, 409: 3}
    assert {told["code"] for status, told in answers if status == 409} == {"api.key_reused"}
    assert received() == 1


def test_two_programs_under_one_key_at_the_same_moment_both_act(program):
    other = Program(somebody("leader"))
    answers = at_once(caller(program, "/messages", WANG, "1"), caller(other, "/messages", WANG, "1"))
    assert [status for status, _told in answers] == [201, 201]
    assert len({told["message_id"] for _status, told in answers}) == 2
    assert len({told["customer_id"] for _status, told in answers}) == 1
    assert received() == 2


def test_a_new_customer_who_writes_twice_at_the_same_moment_is_one_person_in_one_conversation(program):
    calls = [caller(program, "/messages", {**WANG, "text": f"第 {n} 封"}, f"m-{n}") for n in range(5)]
    answers = at_once(*calls)
    assert {status for status, _told in answers} == {201}
    assert len({told["conversation"] for _status, told in answers}) == 1
    assert Customer.objects.count() == 1
    assert received() == 5


def test_a_refusal_beside_the_same_key_leaves_the_key_free(program):
    """Each is refused by itself: nothing is kept, nobody waits for ever, and the key works afterwards."""
    answers = at_once(*[caller(program, "/messages", {**WANG, "site": "nowhere"}, "order-1")] * 4)
    assert {(status, told["code"]) for status, told in answers} == {(422, "api.no_such_code")}
    assert not ApiAnswer.objects.exists()
    program.post("/messages", WANG, key="order-1")
    assert program.status == 201


@pytest.mark.parametrize(
    ("act", "counted"),
    [
        (("replies", {"text": "马上来"}), "desk.reply_queued.v1"),
        (("notes", {"text": "上次也是 302"}), "desk.note_written.v1"),
        (("promises", {"kind": "reply", "text": "明天答复"}), "desk.promise_made.v1"),
        (("cases", {"kind": "complaint"}), "desk.case_opened.v1"),
    ],
)
def test_whatever_is_done_to_a_conversation_is_done_once(program, act, counted):
    key = program.post("/messages", WANG, key="1")["conversation"]
    noun, body = act
    if noun == "promises":  # each call has a thread of its own, which does not travel: the clock is the real one
        free = [one for one in program.get("/promise-presets")["items"] if not one["warning"]]
        body = {**body, "due_at": free[-1]["due_at"]}
    answers = at_once(*[caller(program, f"/conversations/{key}/{noun}", body, "act-1")] * 4)
    assert {status for status, _told in answers} == {201}, answers
    assert len({str(told) for _status, told in answers}) == 1
    assert Fact.objects.filter(name=counted).count() == 1


def test_an_import_asked_for_twice_runs_once(program):
    chen = Program(somebody("manager"))
    file = {"filename": "a.csv", "content_type": "text/csv", "content": "5aeT5ZCNLOeUteivnQrnjovoirMsMTM4MDAxMzgwMDAK"}
    answers = at_once(*[caller(chen, "/customer-imports", {"files": [file]}, "i-1")] * 3)
    assert {status for status, _told in answers} == {201}, answers
    assert len(chen.get("/customer-imports")["items"]) == 1


def test_two_who_answer_the_same_customer_at_the_same_moment_do_not_talk_over_each_other(program):
    key = program.post("/messages", WANG, key="1")["conversation"]
    seen = program.get(f"/conversations/{key}")["last_message_id"]
    zhou = Program(somebody("leader"))
    path = f"/conversations/{key}/replies"
    answers = at_once(
        caller(program, path, {"text": "我是小林", "seen_message_id": seen}, "a"),
        caller(zhou, path, {"text": "我是老周", "seen_message_id": seen}, "b"),
    )
    assert sorted(status for status, _told in answers) == [201, 409]
    assert [told["code"] for status, told in answers if status == 409] == ["desk.colleague_answered"]
    assert len(desk.thread(conversation_id=desk.conversation_id_of(key=key)).items) == 2
