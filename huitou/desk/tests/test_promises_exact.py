"""With 10,000 open promises, reminders and lateness are exact to two seconds (the real worker, a database of its own)."""

from __future__ import annotations

import json
import subprocess
import sys

EXACT = 2.0  # seconds


def run(command: str, env: dict[str, str], *more: str) -> str:
    args = [sys.executable, "-m", "huitou.desk.tests.ten_thousand", command, *more]
    return subprocess.run(args, env=env, check=True, stdout=subprocess.PIPE, text=True, timeout=300).stdout


def test_reminders_and_lateness_are_exact_to_two_seconds_with_ten_thousand_open(fresh_database):
    run("seed", fresh_database)
    run("work", fresh_database, "34")
    told = json.loads(run("tell", fresh_database))
    assert told["open"] == 10_000  # late is not ended: the duty goes on
    assert (told["late"], told["reminded"], told["handed_over"]) == (1_000, 1_000, 1_000)
    assert 0 <= told["late_from"] <= told["late_to"] < EXACT
    assert 0 <= told["reminded_from"] <= told["reminded_to"] < EXACT
