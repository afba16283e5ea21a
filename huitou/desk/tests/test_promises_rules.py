"""What may become of a promise, what speaks against it, and when its owner is reminded: tables, no database."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from itertools import product

import pytest

from huitou.core.api import Hours, Interval
from huitou.desk.promises.rules import states, times
from huitou.desk.promises.rules.kinds import kind_of
from huitou.desk.promises.rules.objections import Asked, Load, Policy, objections
from huitou.desk.promises.rules.states import (
    BROKEN,
    ENDED,
    KEPT,
    KEPT_LATE,
    OPEN,
    RELEASED,
    RENEGOTIATED,
    TAKEN_BACK,
    Rung,
)
from huitou.desk.tests.shop import refused

DAY = (Interval(time(9), time(12)), Interval(time(13, 30), time(18)))
OFFICE = Hours("Asia/Shanghai", (DAY,) * 5 + ((), ()))
ALWAYS = Hours("Asia/Shanghai", ((Interval(time(0), time(0)),),) * 7)


def at(text: str) -> datetime:
    """A time in Shanghai: 20 November 2026 is a Friday."""
    return datetime.fromisoformat(f"2026-{text}:00+08:00").astimezone(UTC)


# ── states ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_an_open_promise_may_end_in_every_way_and_an_ended_one_in_none_by_us():
    assert all(states.allowed(OPEN, after) for after in ENDED)
    assert not any(states.allowed(before, after) for before, after in product(ENDED, ENDED | {OPEN}))


BY_CUSTOMER = {
    (OPEN, KEPT),
    (OPEN, KEPT_LATE),
    (OPEN, BROKEN),
    (OPEN, RELEASED),
    (KEPT, BROKEN),
    (KEPT_LATE, BROKEN),
    (BROKEN, KEPT),
    (BROKEN, KEPT_LATE),
}


def test_only_these_steps_are_the_customers():
    every = product(ENDED | {OPEN}, ENDED | {OPEN})
    assert {(a, b) for a, b in every if states.allowed(a, b, by_customer=True)} == BY_CUSTOMER


def test_a_second_end_is_refused_by_name():
    with refused("desk.promise_ended") as caught:
        states.require_step(KEPT, RELEASED)
    assert caught.value.params == {"state": KEPT}


MICRO = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("after_due", "late", "state"), [(-MICRO, False, KEPT), (timedelta(0), False, KEPT), (MICRO, True, KEPT_LATE)]
)
def test_late_is_after_the_due_time_to_the_microsecond(after_due, late, state):
    due = at("11-20T15:00")
    assert states.is_late(due, due + after_due) is late
    assert states.kept_state(due, due + after_due) == state


@pytest.mark.parametrize(
    ("state", "kept", "now", "after"),
    [
        (OPEN, True, "11-20T14:00", KEPT),
        (OPEN, True, "11-20T16:00", KEPT_LATE),
        (OPEN, False, "11-20T16:00", BROKEN),
        (KEPT, True, "11-20T16:00", None),
        (KEPT, False, "11-20T14:00", BROKEN),  # recorded as kept before it was due: they may contradict at once
        (KEPT_LATE, False, "11-20T16:00", BROKEN),
        (BROKEN, False, "11-20T16:00", None),
        (BROKEN, True, "11-20T16:00", KEPT_LATE),
    ],
)
def test_the_customers_word(state, kept, now, after):
    due = at("11-20T15:00")
    assert states.after_customer(state=state, kept=kept, due_at=due, ended_at=None, at=at(now)) == after


def test_not_kept_is_not_taken_before_it_is_due():
    with refused("desk.promise_not_due"):
        states.after_customer(state=OPEN, kept=False, due_at=at("11-20T15:00"), ended_at=None, at=at("11-20T14:59"))


LADDER = (Rung(11, 5), Rung(12, 5), Rung(13, 10))


@pytest.mark.parametrize(
    ("tried", "owner", "next_one"),
    [((), 1, 11), ((), 11, 12), ((11,), 11, 12), ((11, 12), 12, 13), ((11, 12, 13), 13, None), ((12,), 12, 11)],
)
def test_the_ladder_asks_nobody_twice_and_not_whom_it_failed_with(tried, owner, next_one):
    rung = states.next_rung(ladder=LADDER, tried=frozenset(tried), owner_id=owner)
    assert (rung.account_id if rung else None) == next_one


@pytest.mark.parametrize(
    ("state", "ended", "counted"),
    [
        (KEPT, "11-20T14:00", True),
        (KEPT_LATE, "11-20T16:00", False),
        (BROKEN, "11-20T16:00", False),
        (OPEN, None, False),  # it is half past three and was due at three
        (RENEGOTIATED, "11-20T14:00", None),
        (RENEGOTIATED, "11-20T15:10", False),
        (RELEASED, "11-20T15:10", None),
        (TAKEN_BACK, "11-20T14:00", None),
    ],
)
def test_what_counts_as_kept_in_time(state, ended, counted):
    ended_at = at(ended) if ended else None
    found = states.counts(state=state, due_at=at("11-20T15:00"), ended_at=ended_at, at=at("11-20T15:30"))
    assert found is counted


def test_an_open_promise_not_yet_due_counts_neither_way():
    assert states.counts(state=OPEN, due_at=at("11-20T15:00"), ended_at=None, at=at("11-20T15:00")) is None


# ── times ───────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("made", "due", "reminded"),
    [
        ("11-20T10:00", "11-20T15:00", "11-20T14:45"),
        ("11-20T10:00", "11-20T13:40", "11-20T11:55"),  # five minutes of the fifteen lie before lunch
        ("11-20T10:00", "11-20T10:20", "11-20T10:10"),  # half of the time at the most
        ("11-20T17:00", "11-23T09:05", "11-20T17:50"),  # on Friday, while somebody is there
        ("11-21T10:00", "11-21T12:00", "11-21T11:45"),  # a Saturday has no working time: by the clock
        ("11-21T10:00", "11-21T10:10", "11-21T10:05"),
    ],
)
def test_the_reminder_comes_in_working_time_before_it_is_late(made, due, reminded):
    found = times.remind_at(made_at=at(made), due_at=at(due), minutes=15, hours=OFFICE)
    assert found == at(reminded)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("11-20T10:00", ["11-20T10:30", "11-20T12:00", "11-20T18:00", "11-23T12:00", "11-23T09:00"]),
        ("11-20T11:50", ["11-20T13:50", "11-20T15:20", "11-20T18:00", "11-23T12:00", "11-23T09:00"]),
        ("11-19T16:00", ["11-19T16:30", "11-19T18:00", "11-19T18:00", "11-20T12:00", "11-20T16:00"]),
        ("11-20T18:00", ["11-23T09:30", "11-23T11:00", "11-23T18:00", "11-23T12:00", "11-23T09:00"]),
        ("11-22T22:00", ["11-23T09:30", "11-23T11:00", "11-23T18:00", "11-23T12:00", "11-24T09:00"]),
    ],
)
def test_the_five_due_times_of_the_composer(now, due):
    found = times.presets(at=at(now), hours=OFFICE)
    assert [preset.key for preset in found] == ["1", "2", "3", "4", "5"]
    assert [preset.code for preset in found] == ["m30", "h2", "today", "noon", "h24"]
    assert [preset.due_at for preset in found] == [at(one) for one in due]


def test_a_team_that_never_closes_takes_the_clock():
    found = times.presets(at=at("11-21T23:00"), hours=ALWAYS)
    assert found[0].due_at == at("11-21T23:30")
    assert found[4].due_at == at("11-22T23:00")


# ── objections ──────────────────────────────────────────────────────────────────────────────────────────────────────
NOW = at("11-20T10:00")
FREE = Policy("reply")


def found(
    due: str, *, policy: Policy | None = FREE, load: Load | None = None, role: str = "agent", text: str = "答复您"
):
    asked = Asked(kind="reply", text=text, due_at=at(due), role=role)
    return objections(asked=asked, policy=policy, hours=OFFICE, load=load or Load(), at=NOW)


def test_nothing_speaks_against_a_promise_that_can_be_kept():
    assert found("11-20T15:00") == ()
    assert found("11-20T18:00") == ()  # the end of work is within it
    assert found("11-20T12:00") == ()


@pytest.mark.parametrize(
    ("due", "more", "code", "hard"),
    [
        ("11-20T09:00", {}, "desk.promise_past", True),
        ("11-20T10:00", {}, "desk.promise_past", True),
        ("11-20T15:00", {"text": "  "}, "desk.promise_empty", True),
        ("11-20T15:00", {"text": "好" * 301}, "desk.promise_too_long", True),
        ("11-20T15:00", {"policy": None}, "desk.promise_kind_unknown", True),
        ("11-20T15:00", {"policy": Policy("refund", roles=frozenset({"leader"}))}, "desk.promise_role", True),
        ("11-20T12:00", {"policy": Policy("repair", least_minutes=180)}, "desk.promise_too_soon", True),
        ("11-27T15:00", {"policy": Policy("reply", most_days=3)}, "desk.promise_too_far", True),
        ("11-20T12:30", {}, "desk.promise_closed_hour", True),
        ("11-20T19:00", {}, "desk.promise_closed_hour", True),
        ("11-21T10:00", {}, "desk.promise_closed_day", True),
        ("11-21T10:00", {"policy": Policy("reply", in_working_time=False)}, "desk.promise_closed_day", False),
        (
            "11-20T15:00",
            {"policy": Policy("visit", most_per_hour=3), "load": Load(same_hour=3)},
            "desk.promise_capacity",
            True,
        ),
        ("11-20T15:00", {"load": Load(open_by_owner=40, most_open=40)}, "desk.promise_load", True),
        ("11-20T15:00", {"load": Load(open_by_owner=32, most_open=40)}, "desk.promise_load_high", False),
        ("11-20T15:00", {"load": Load(close_by=1)}, "desk.promise_overlap", False),
        ("11-20T15:00", {"load": Load(on_shift=False)}, "desk.promise_off_shift", False),
    ],
)
def test_each_objection_by_its_name(due, more, code, hard):
    assert [(one.code, one.hard) for one in found(due, **more)] == [(code, hard)]


@pytest.mark.parametrize(
    ("due", "more", "offer"),
    [
        ("11-20T12:30", {}, "11-20T13:30"),
        ("11-21T10:00", {}, "11-23T09:00"),
        ("11-20T12:00", {"policy": Policy("repair", least_minutes=180)}, "11-20T14:30"),
        ("11-30T15:00", {"policy": Policy("reply", most_days=3)}, "11-23T10:00"),
        ("11-20T09:00", {}, "11-20T10:30"),
    ],
)
def test_where_another_time_would_do_it_is_offered(due, more, offer):
    assert found(due, **more)[0].params["offer"] == at(offer)


def test_just_enough_working_minutes_are_enough():
    assert found("11-20T14:30", policy=Policy("repair", least_minutes=180)) == ()
    assert [one.code for one in found("11-20T14:29", policy=Policy("repair", least_minutes=180))] == [
        "desk.promise_too_soon"
    ]


def test_what_refuses_is_told_before_what_warns():
    policy = Policy("refund", roles=frozenset({"leader"}))
    load = Load(open_by_owner=39, most_open=40, close_by=2)
    codes = [one.code for one in found("11-20T15:00", policy=policy, load=load)]
    assert codes == ["desk.promise_role", "desk.promise_load_high", "desk.promise_overlap"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("给您回电", "callback"),
        ("把退款结果电话告知您", "callback"),
        ("安排师傅上门检查空调", "visit"),
        ("把押金退还给您", "refund"),
        ("修好淋浴间的玻璃门", "repair"),
        ("把发票寄给您", "send"),
        ("给您一个答复", "reply"),
        ("把款退给您", "refund"),
        ("前进行原路返还", "refund"),
        ("向您赔礼道歉", "other"),
        ("派师傅到场查看", "visit"),
        ("更换门锁", "repair"),
        ("把房费明细发到您邮箱", "send"),
        ("开具专用发票", "send"),
        ("为您核实", "reply"),
        ("修改您的预订", "other"),
        ("准备好您的房间", "other"),
        ("为您办理退房", "other"),
    ],
)
def test_the_verb_tells_the_kind(text, kind):
    assert kind_of(text=text) == kind
