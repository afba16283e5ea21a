"""All tests: the rooms under SQLite, those that touch a database again under PostgreSQL, the stories in a browser.

The last lines say in plain words how many passed, failed and were skipped, and which part was missing.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from tools import machine, postgres
from tools.progress import ROOT, StepFailed, say

RESULTS = ROOT / ".make" / "test-results"
SCENARIOS = ROOT / "tests" / "scenarios"
ROOMS = [name for name in ("huitou", "tests", "architecture", "tools") if (ROOT / name).is_dir()]
ROOMS += ["--ignore=tests/scenarios"]
NO_TESTS_COLLECTED = 5


@dataclass
class Outcome:
    """What one run of pytest came to."""

    name: str
    counts: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)
    failed: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def bad(self) -> bool:
        return bool(self.failed)


def pytest(name: str, words: list[str], env: Mapping[str, str]) -> Outcome:
    """Run pytest with its output on the screen and read what it came to from its report."""
    say(f"\n== {name} ==")
    report = RESULTS / f"{name.lower().replace(' ', '-')}.xml"
    report.unlink(missing_ok=True)
    began = time.monotonic()
    command = [sys.executable, "-m", "pytest", "-q", "--color=auto", f"--junit-xml={report}", *words]
    code = subprocess.run(command, env=env, stdin=subprocess.DEVNULL, cwd=ROOT, check=False).returncode
    outcome = read_report(name, report)
    outcome.seconds = time.monotonic() - began
    if code not in (0, NO_TESTS_COLLECTED) and not outcome.failed:
        outcome.counts["failed"] += 1
        outcome.failed.append(f"{name}: pytest ended with code {code} before its tests were done")
    return outcome


def read_report(name: str, report: Path) -> Outcome:
    """Count the test cases of a JUnit report; a case that fails twice (in the test and after it) counts once."""
    outcome = Outcome(name)
    if not report.exists():
        return outcome
    for case in ElementTree.parse(report).getroot().iter("testcase"):
        title = f"{case.get('classname')}::{case.get('name')}"
        if case.find("failure") is not None or case.find("error") is not None:
            outcome.counts["failed"] += 1
            outcome.failed.append(title)
        elif (skip := case.find("skipped")) is not None:
            outcome.counts["skipped"] += 1
            outcome.skipped[skip.get("message") or "no reason given"] += 1
        else:
            outcome.counts["passed"] += 1
    return outcome


def without_database(env: Mapping[str, str]) -> dict[str, str]:
    return {key: value for key, value in env.items() if key != "DATABASE_URL"}


def run_all() -> tuple[list[Outcome], list[str]]:
    """Every run in turn, and the parts this machine does not have."""
    env = {**without_database(os.environ), "PYTHONUTF8": "1"}
    outcomes = [pytest("Rooms on SQLite", [*ROOMS], env)]
    missing = []
    with ExitStack() as stack:
        try:
            env["HUITOU_TEST_POSTGRES"] = stack.enter_context(postgres.server())
        except StepFailed as failure:
            missing.append(f"PostgreSQL, so no test ran on it: {failure}")
        else:
            on_postgres = {**env, "DATABASE_URL": env["HUITOU_TEST_POSTGRES"]}
            outcomes.append(pytest("Rooms on PostgreSQL", ["--database-only", *ROOMS], on_postgres))
        outcomes += browser_stories(env, missing)
    return outcomes, missing


def browser_stories(env: dict[str, str], missing: list[str]) -> list[Outcome]:
    if not any(SCENARIOS.rglob("test_*.py")):
        return []
    browser = machine.browser()
    if browser is None:
        missing.append("Chromium, so no browser story ran (Debian package: chromium)")
        return []
    if not machine.has_chinese_font():
        missing.append("a Chinese font, so pictures show boxes (Debian package: fonts-noto-cjk)")
    return [pytest("Stories in the browser", ["tests/scenarios"], {**env, "HUITOU_CHROMIUM": browser})]


def summary(outcomes: list[Outcome], missing: list[str]) -> list[str]:
    lines = [f"{outcome.name}: {numbers(outcome.counts)}, {outcome.seconds:.0f} s" for outcome in outcomes]
    for outcome in outcomes:
        lines += [f"failed: {title}" for title in outcome.failed]
    skipped = sum((outcome.skipped for outcome in outcomes), Counter())
    lines += [f"skipped {count}: {reason}" for reason, count in skipped.most_common()]
    lines += [f"missing: {part}" for part in missing]
    total = sum((outcome.counts for outcome in outcomes), Counter())
    return [*lines, numbers(total)]


def numbers(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{counts.get(word, 0)} {word}" for word in ("passed", "failed", "skipped"))


def main() -> int:
    RESULTS.mkdir(parents=True, exist_ok=True)
    outcomes, missing = run_all()
    say("")
    for line in summary(outcomes, missing):
        say(line)
    nothing = not any(outcome.counts for outcome in outcomes)
    return 1 if nothing or any(outcome.bad for outcome in outcomes) else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
