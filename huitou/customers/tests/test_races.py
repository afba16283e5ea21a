"""王女士 writes twice in the same second: however many requests there are, she is one customer."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from huitou.core.api import SYSTEM, Refusal
from huitou.customers import api as customers
from huitou.customers.testing import Customer, Handle, a_customer

THREADS = 8


def at_once(*works: Callable[[], Any]) -> list[Any]:
    """What each call gave (its refusal when it was refused), all begun at the same moment."""
    gate = threading.Barrier(len(works))
    results: list[Any] = [None] * len(works)

    def run(place: int) -> None:
        try:
            gate.wait(10)
            results[place] = works[place]()
        except BaseException as error:
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", range(5))
def test_one_new_number_at_once_is_one_customer(turn):
    phone = ("phone", f"1380013800{turn}")
    results = at_once(*[lambda: customers.find_or_make(handles=[phone], actor=SYSTEM)] * THREADS)
    assert set(results) == {Customer.objects.get().pk}
    assert Handle.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_handles_in_either_order_at_once_do_not_wait_for_each_other_for_ever():
    phone, mail = ("phone", "13800138000"), ("mail", "wang@qq.com")
    works = [lambda: customers.find_or_make(handles=[phone, mail], actor=SYSTEM)] * 4
    works += [lambda: customers.find_or_make(handles=[mail, phone], actor=SYSTEM)] * 4
    assert set(at_once(*works)) == {Customer.objects.get().pk}
    assert Handle.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_one_number_for_two_customers_at_once_goes_to_one_and_the_other_hears_why():
    wang, li = a_customer(name="王芳", phone=""), a_customer(name="李雷", phone="")
    results = at_once(
        lambda: customers.add_handle(customer_id=wang, kind="phone", raw="13800138000", actor=SYSTEM),
        lambda: customers.add_handle(customer_id=li, kind="phone", raw="13800138000", actor=SYSTEM),
    )
    refused = [result for result in results if isinstance(result, Refusal)]
    assert [refusal.code for refusal in refused] == ["customers.handle_taken"]
    assert Handle.objects.get().customer_id in {wang, li}


@pytest.mark.django_db(transaction=True)
def test_two_colleagues_merge_a_pair_each_the_other_way_round():
    wang, twin = a_customer(), a_customer()
    results = at_once(
        lambda: customers.merge(kept_id=wang, gone_id=twin, actor=SYSTEM),
        lambda: customers.merge(kept_id=twin, gone_id=wang, actor=SYSTEM),
    )
    refused = [result for result in results if isinstance(result, Refusal)]
    assert [refusal.code for refusal in refused] == ["customers.same_customer"]
    assert Customer.objects.filter(merged_into=None).count() == 1
