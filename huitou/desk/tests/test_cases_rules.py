"""What a case must have, what may become of it, and when we come back after it: tables, no database."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from huitou.core.api import Hours, Interval
from huitou.desk.cases import rules
from huitou.desk.tests.shop import refused

DAY = (Interval(time(9), time(12)), Interval(time(13, 30), time(18)))
OFFICE = Hours("Asia/Shanghai", (DAY,) * 5 + ((), ()))
FRIDAY = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("last", "number"),
    [
        (None, "C20261122-0001"),
        ("C20261122-0006", "C20261122-0007"),
        ("C20261122-9999", "C20261122-10000"),
        ("C20261122-10000", "C20261122-10001"),
    ],
)
def test_the_number_counts_on_within_the_day(last, number):
    assert rules.next_number(date(2026, 11, 22), last) == number


@pytest.mark.parametrize(
    ("kind", "has_touchpoint", "answered", "missing"),
    [
        ("inquiry", False, (), ()),
        ("praise", False, (), ()),
        ("request", False, (), ("satisfied",)),
        ("complaint", False, (), ("touchpoint", "explicit", "satisfied")),
        ("complaint", True, ("explicit",), ("satisfied",)),
        ("complaint", True, ("explicit", "satisfied"), ()),
        ("suggestion", True, ("implicit",), ("explicit",)),
    ],
)
def test_what_a_kind_wants_to_be_known_before_it_is_closed(kind, has_touchpoint, answered, missing):
    assert rules.missing(kind=kind, has_touchpoint=has_touchpoint, answered=answered) == missing


@pytest.mark.parametrize(
    ("kind", "severity", "reason", "visit"),
    [
        ("complaint", 4, "solved", ("call", 1)),
        ("complaint", 3, "solved", ("call", 1)),
        ("complaint", 2, "no_remedy", ("call", 3)),
        ("request", 3, "solved", ("call", 3)),
        ("request", 1, "solved", ("message", 5)),
        ("suggestion", 2, "answered", ("message", 10)),
        ("inquiry", 4, "answered", None),
        ("praise", 2, "solved", None),
        ("complaint", 4, "duplicate", None),
        ("complaint", 4, "withdrawn", None),
        ("request", 2, "unreachable", None),
    ],
)
def test_the_kind_of_case_plans_the_visit(kind, severity, reason, visit):
    found = rules.visit_of(kind=kind, severity=severity, reason=reason)
    assert (found and (found.kind, found.working_days)) == visit


def test_the_visit_is_due_at_the_end_of_its_working_day_and_told_before():
    due = rules.visit_due(closed_at=FRIDAY, visit=rules.Visit("call", 1), hours=OFFICE)
    assert due == datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
    assert rules.visit_told(due_at=due, hours=OFFICE) == due - timedelta(hours=3)


def test_a_disappointed_customer_hears_within_two_working_hours():
    late_friday = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)  # five in the afternoon
    assert rules.recovery_due(at=late_friday, hours=OFFICE) == datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("before", "after", "may"),
    [
        ("open", "waiting", True),
        ("open", "closed", True),
        ("waiting", "open", True),
        ("waiting", "closed", True),
        ("closed", "open", True),
        ("closed", "waiting", False),
        ("open", "open", False),
    ],
)
def test_the_steps_of_a_case(before, after, may):
    assert rules.allowed(before, after) is may


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"kind": "rant"}, "desk.case_kind"),
        ({"severity": 0}, "desk.case_severity"),
        ({"severity": 5}, "desk.case_severity"),
        ({"summary": "长" * 201}, "desk.case_summary_long"),
    ],
)
def test_a_field_that_could_not_stand_is_refused(changed, code):
    with refused(code):
        rules.check(**{"kind": "complaint", "severity": 2, "summary": "空调太吵", **changed})


def test_there_are_five_questions_and_an_answer_has_its_length():
    assert len(rules.QUESTIONS) == 5
    with refused("desk.case_question"):
        rules.check_answer("who_is_to_blame", "x")
    with refused("desk.case_answer_long"):
        rules.check_answer("explicit", "长" * 501)
