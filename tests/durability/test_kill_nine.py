"""No acknowledged message is lost when the web process is killed with -9, and none is kept twice."""

from __future__ import annotations

import json
import random
import threading
import time

from tests.durability.web import Customer, Web, shop

ON_SQLITE, ON_POSTGRES = 20, 6
CUSTOMERS = 4
PER_ROUND = 12  # acknowledged messages before the kill


def test_no_acknowledged_message_is_lost_when_the_web_process_is_killed_twenty_times(fresh_database):
    token = shop("found", fresh_database)
    customers = [Customer(token, f"1380000{n:04d}") for n in range(CUSTOMERS)]
    rounds = ON_POSTGRES if fresh_database["DATABASE_URL"] else ON_SQLITE
    serving, coming = Web(fresh_database), None
    try:
        serving.wait()
        for _ in range(rounds):
            coming = Web(fresh_database)  # the next one gets ready meanwhile, as a supervisor's would
            _write_until_killed(serving, customers)
            coming.wait()
            serving, coming = coming, None
        _finish(serving, customers)
    finally:
        for web in (serving, coming):
            if web is not None:
                web.end()
    told = json.loads(shop("tell", fresh_database))
    acknowledged = {text: pk for customer in customers for text, pk in customer.acknowledged.items()}
    assert not [answer for customer in customers for answer in customer.refused]
    assert sum(customer.tried_again for customer in customers) >= rounds, (
        "the kills found nobody in the middle of writing"
    )
    assert told["texts"] == dict.fromkeys(acknowledged, 1), "lost, kept twice, or kept though nobody wrote it"
    assert told["ids"] == acknowledged, "the answer named another message than the one that is kept"
    whole = len(acknowledged)
    assert (told["messages"], told["facts"], told["inbound"], told["found"]) == (whole, whole, whole, whole)
    assert (told["inbound_alone"], told["newest_wrong"]) == (0, 0)
    assert told.get("integrity", "ok") == "ok"


def _write_until_killed(web: Web, customers: list[Customer]) -> None:
    """Everybody writes at once; when enough was acknowledged the server is killed at a random moment."""
    stop = threading.Event()
    before = sum(len(customer.acknowledged) for customer in customers)
    threads = [threading.Thread(target=customer.write, args=(web.port, stop)) for customer in customers]
    for thread in threads:
        thread.start()
    patience = time.monotonic() + 60
    while sum(len(customer.acknowledged) for customer in customers) < before + PER_ROUND:
        assert time.monotonic() < patience, "too few messages were taken"
        time.sleep(0.005)
    time.sleep(random.uniform(0, 0.03))
    web.kill()
    for thread in threads:
        thread.join(timeout=60)
        assert not thread.is_alive()


def _finish(web: Web, customers: list[Customer]) -> None:
    """What was not acknowledged is written again, by everybody at least once."""
    for customer in customers:
        upto, stop = len(customer.acknowledged) + 2, threading.Event()
        thread = threading.Thread(target=customer.write, args=(web.port, stop))
        thread.start()
        while len(customer.acknowledged) < upto and thread.is_alive():
            time.sleep(0.01)
        stop.set()
        thread.join(timeout=60)
