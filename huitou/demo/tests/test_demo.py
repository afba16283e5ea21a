"""The demo company: the same seed is the same company, its past was really lived, its clock only goes forward."""

import random
from datetime import date, datetime, timedelta
from statistics import mean
from zoneinfo import ZoneInfo

import pytest

from huitou.channels.api import channel
from huitou.core.api import SYSTEM, Refusal, facts_page, look_again, make_account, now, setting, wall
from huitou.core.testing import run_until_quiet
from huitou.demo import filling
from huitou.demo.api import fill, forward, is_demo
from huitou.demo.company import truth
from huitou.demo.living import colleagues, customers
from huitou.demo.past.matters import matters, outcome
from huitou.desk import api as desk
from huitou.voice import api as voice

SHANGHAI = ZoneInfo("Asia/Shanghai")


def half_a_year(seed: int) -> list:
    return list(matters(seed=seed, first=date(2026, 1, 1), last=date(2026, 6, 30), zone=SHANGHAI))


def test_the_same_seed_is_the_same_company_and_another_is_another() -> None:
    assert half_a_year(7) == half_a_year(7)
    assert half_a_year(7) != half_a_year(8)


def test_the_drawn_company_has_the_true_parameters() -> None:
    drawn = half_a_year(7)
    days = 181
    expected = truth.PER_DAY * (5 + 2 * truth.WEEKEND_SHARE) / 7 * days
    assert abs(len(drawn) - expected) < 4 * expected**0.5
    assert [m.at for m in drawn] == sorted(m.at for m in drawn)
    promised = [m for m in drawn if m.script.promise]
    for agent in ("xiaolin", "xiaozheng"):
        kept = mean(outcome(m, agent=agent).promise == "kept" for m in promised)
        assert abs(kept - truth.AGENT[agent].keeps) < 0.08
    good = mean(outcome(m, agent="xiaolin").experience for m in drawn)
    poor = mean(outcome(m, agent="xiaozheng").experience for m in drawn)
    assert good > poor + 0.3


def test_no_invented_number_can_be_a_real_one() -> None:
    numbers = {m.buyer.phone for m in half_a_year(7)}
    assert all(len(number) == 11 and number[3:7] == "0000" for number in numbers)


@pytest.mark.parametrize(
    ("wall_clock", "opens"),
    [
        ("2026-11-23 11:00", "2026-11-23 11:00"),
        ("2026-11-23 03:00", "2026-11-23 10:07"),
        ("2026-11-23 20:00", "2026-11-24 10:07"),
    ],
)
def test_the_demo_opens_when_people_are_at_work(wall_clock: str, opens: str) -> None:
    at = datetime.fromisoformat(wall_clock).replace(tzinfo=SHANGHAI)
    assert filling.opening_moment(at, SHANGHAI) == datetime.fromisoformat(opens).replace(tzinfo=SHANGHAI)


@pytest.fixture
def company(db: None, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(filling, "PAST", timedelta(days=10))
    return fill(seed=20260101)


def test_the_past_was_lived_through_the_desks_own_actions(company: int) -> None:
    assert company > 20 and is_demo()
    counts = desk.counts(filters={"all": desk.InboxFilter(state="any")}, account_id=1)
    assert counts["all"] > 20
    names = {row.name for row in facts_page(limit=2000)}
    assert {"desk.promise_made.v1", "desk.promise_kept.v1", "desk.reply_sent.v1", "voice.rated.v1"} <= names
    assert voice.ratings()
    open_now = desk.counts(filters={"open": desk.InboxFilter()}, account_id=1)["open"]
    assert open_now >= 5, "somebody who sits down has something to do"
    with pytest.raises(Refusal) as twice:
        fill(seed=1)
    assert twice.value.code == "demo.not_empty"


def test_the_clock_goes_forward_to_the_next_deadline_and_what_falls_due_is_done(company: int) -> None:
    before = now()
    due = desk.next_deadline(after=before)
    assert due is not None
    moment = forward(by="next", actor=SYSTEM)
    assert before <= moment <= due
    assert forward(by="hour", actor=SYSTEM) - moment >= timedelta(minutes=59)
    run_until_quiet()
    assert not [
        r for r in desk.ledger(filter=desk.LedgerFilter(view="team")).rows if r.state == "late" and r.late_at is None
    ]
    forward(by="day", actor=SYSTEM)
    assert setting("demo.ahead_seconds") > 20 * 3600


def test_the_living_write_and_absent_colleagues_answer(company: int) -> None:
    luck = random.Random(3)
    conversation_id = customers.write_in(luck)
    assert desk.place_of(conversation_id=conversation_id) is not None
    before = len(desk.waiting_conversations(limit=200))
    forward(by="hour", actor=SYSTEM)
    for _turn in range(40):
        colleagues.work(luck=luck)
        customers.live(luck=luck)
    run_until_quiet()
    assert len(desk.waiting_conversations(limit=200)) < before + 20


def test_what_a_visitor_writes_is_answered_once_and_nobody_speaks_in_their_name(company: int) -> None:
    found = desk.receive(
        channel_id=channel(slug="liuyan").id,
        key="visitor-1",
        handles=[("phone", "13912345678")],
        name="上官燕",
        text="想问一下早餐几点开始",
    )
    luck = random.Random(3)
    for _turn in range(40):
        forward(by="hour", actor=SYSTEM)
        colleagues.work(luck=luck)
        customers.live(luck=luck)
        run_until_quiet()
    said = [
        row for row in desk.thread(conversation_id=found.conversation_id).items if isinstance(row, desk.ThreadMessage)
    ]
    assert [row.text for row in said if row.direction == "in"] == ["想问一下早餐几点开始"]
    assert len([row for row in said if row.direction == "out"]) <= 1


@pytest.mark.django_db
def test_a_real_company_has_no_demo_in_it() -> None:
    make_account(username="admin", name="陈立", password="a-long-word-2026", role="admin", actor=SYSTEM)
    look_again()
    for act in (lambda: forward(by="hour", actor=SYSTEM), lambda: fill(seed=1)):
        with pytest.raises(Refusal):
            act()
    assert abs(now() - wall()) < timedelta(seconds=5)
