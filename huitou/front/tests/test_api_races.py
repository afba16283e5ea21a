"""A program that lost the connection asks again while its first call is still being worked on."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from huitou.core.testing import Fact, rights_of_a_new_company, somebody
from huitou.front.models import ApiAnswer
from huitou.front.tests.program import WANG, Program, api_channel


@pytest.mark.django_db(transaction=True)
def test_of_six_calls_at_the_same_moment_one_acts_and_all_are_answered_the_same():
    rights_of_a_new_company()
    api_channel()
    program = Program(somebody("agent"))

    def call(n):
        one = Program(None)
        one.headers = program.headers
        try:
            body = one.post("/messages", WANG, key="order-1")
            return one.status, body["message_id"]
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as threads:
        answers = set(threads.map(call, range(6)))
    assert len(answers) == 1
    assert answers.pop()[0] == 201
    assert Fact.objects.filter(name="desk.message_received.v1").count() == 1
    assert ApiAnswer.objects.count() == 1
