"""Who may come in, decided without a browser: waiting times, keys, rights, sessions."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from huitou.core.accounts import access, attempts, rules
from huitou.core.accounts.sessions import address_of
from huitou.core.accounts.visitors import visitor
from huitou.core.api import SYSTEM, Actor, Refusal, account_of_token, facts_page
from huitou.core.models import Account, ApiToken, Session, SignInAttempt
from huitou.core.testing import PASSWORD, issue_token, rights_of_a_new_company, session_of, somebody, wall

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def ago(*seconds):
    return [NOON - timedelta(seconds=one) for one in seconds]


@pytest.mark.parametrize(
    ("tried", "wait"),
    [
        (ago(), 0),
        (ago(1, 2, 3, 4), 0),
        (ago(1, 2, 3, 4, 5), 29),
        (ago(30, 40, 50, 60, 70), 0),
        (ago(1, 2, 3, 4, 5, 6), 59),
        (ago(1, 2, 3, 4, 5, 6, 7), 119),
        (ago(*range(1, 100)), 899),
        (ago(1, 2, 3, 4, 3601), 0),
        (ago(*range(3601, 3700)), 0),
        (ago(899, *range(900, 1000)), 1),
        (ago(5, 4, 3, 2, 1), 29),
    ],
)
def test_the_wait_doubles_from_half_a_minute_to_a_quarter_of_an_hour(tried, wait):
    until = rules.retry_at(tried, now=NOON, free=5)
    assert (until - NOON if until else timedelta()) == timedelta(seconds=wait)


@pytest.mark.parametrize(("seconds", "minutes"), [(0, 1), (1, 1), (60, 1), (61, 2), (899, 15)])
def test_a_person_is_told_whole_minutes_and_never_too_few(seconds, minutes):
    assert rules.minutes_until(NOON + timedelta(seconds=seconds), now=NOON) == minutes


@pytest.mark.parametrize(
    ("roles", "rights", "held"),
    [
        (["admin"], {"admin": {"accounts.manage"}}, True),
        (["agent"], {"admin": {"accounts.manage"}}, False),
        (["agent", "admin"], {"admin": {"desk.read"}}, False),
        (["manager"], {"manager": {"accounts.manage"}}, True),
        ([], {"admin": {"accounts.manage"}}, False),
        (["ghost"], {}, False),
    ],
)
def test_somebody_active_must_hold_the_keys(roles, rights, held):
    assert rules.somebody_holds_the_keys(roles, rights) is held


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("203.0.113.9", "203.0.113.9", True),
        ("203.0.113.9", "203.0.113.10", False),
        ("2001:db8:1:2::1", "2001:db8:1:2:aaaa::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("", "", True),
        ("not an address", "203.0.113.9", False),
    ],
)
def test_a_household_counts_once(one, other, same):
    assert (attempts.key_of_address(one) == attempts.key_of_address(other)) is same


@pytest.mark.django_db(transaction=True)
def test_guesses_at_the_same_moment_do_not_slip_past_the_count():
    def guess(_n):
        try:
            attempts.begin({"name:lin": 5})
        except Refusal:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(8) as threads:
        let_through = sum(threads.map(guess, range(24)))
    assert let_through == 5
    assert SignInAttempt.objects.filter(key="name:lin").count() == 5


@pytest.mark.django_db
def test_old_attempts_are_thrown_away():
    SignInAttempt.objects.create(key="a", at=wall() - timedelta(hours=2))
    SignInAttempt.objects.create(key="a", at=wall())
    attempts.forget_old()
    assert SignInAttempt.objects.count() == 1


@pytest.mark.django_db
def test_a_visitor_is_known_with_one_query(django_assert_num_queries):
    lin = somebody("agent")
    key = session_of(lin)
    with django_assert_num_queries(1):
        found = visitor(key)
    assert (found.name, found.role) == ("小林", "agent")
    assert "desk.answer" in found.permissions
    assert "audit.read" not in found.permissions


@pytest.mark.django_db
def test_nobody_is_known_by_a_wrong_old_or_ended_key():
    lin = somebody("agent")
    key = session_of(lin)
    assert visitor("") is None
    assert visitor("x" * 32) is None
    access.end_sessions(account_id=lin.pk, why="asked", actor=SYSTEM)
    assert visitor(key) is None
    key = session_of(lin)
    Session.objects.filter(pk=key).update(expire_date=wall() - timedelta(seconds=1))
    assert visitor(key) is None


@pytest.mark.django_db
def test_the_short_way_also_notes_that_somebody_is_still_there():
    key = session_of(somebody("agent"))
    long_ago = wall() - timedelta(hours=3)
    Session.objects.update(seen_at=long_ago)
    visitor(key)
    assert Session.objects.get(pk=key).seen_at > long_ago + timedelta(hours=2)


@pytest.mark.django_db
def test_a_key_for_a_program_stops_with_its_account():
    lin = somebody("agent")
    key = issue_token(lin)
    assert account_of_token(key)[0].pk == lin.pk
    assert not ApiToken.objects.filter(digest__contains=key[3:]).exists()
    somebody("admin")
    access.close_account(account_id=lin.pk, actor=SYSTEM)
    assert account_of_token(key) is None


@pytest.mark.django_db
def test_closing_an_account_is_told_once_and_is_refused_for_the_last_key():
    admin, lin = somebody("admin"), somebody("agent")
    for _ in range(2):
        access.close_account(account_id=lin.pk, actor=Actor.account(admin.pk))
    assert len(facts_page(name_starts="core.account_closed")) == 1
    with pytest.raises(Refusal, match="last_keys"):
        access.close_account(account_id=admin.pk, actor=SYSTEM)
    assert Account.objects.get(pk=admin.pk).is_active


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_close_each_other_leave_one():
    rights_of_a_new_company()
    one = somebody("admin")
    other = access.make_account(username="b", name="乙", password=PASSWORD, role="admin", actor=SYSTEM)

    def close(account_id):
        try:
            access.close_account(account_id=account_id, actor=SYSTEM)
        except Refusal:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(close, [one.pk, other])) == [False, True]
    assert Account.objects.filter(is_active=True).count() == 1


@pytest.mark.django_db
def test_facts_about_the_door_hold_no_name_and_no_password():
    somebody("admin")
    lin = somebody("agent")
    access.edit_account(account_id=lin.pk, name="林晓", email="lin@yunqi.example", role="leader", actor=SYSTEM)
    access.reset_password(account_id=lin.pk, new="断桥残雪今年看了三遍", actor=SYSTEM)
    told = str([row.data for row in facts_page(name_starts="core.")])
    for word in ("林晓", "小林", "xiaolin", "yunqi", "断桥", PASSWORD):
        assert word not in told


@pytest.mark.parametrize(
    ("behind", "forwarded", "address"),
    [
        (False, "198.51.100.7", "10.0.0.1"),
        (True, "198.51.100.7", "198.51.100.7"),
        (True, "6.6.6.6, 198.51.100.7", "198.51.100.7"),
        (True, "", "10.0.0.1"),
        (True, "6.6.6.6, ", "10.0.0.1"),
        (True, "x" * 500, "x" * 45),
    ],
)
def test_only_our_own_proxy_is_believed(settings, rf, behind, forwarded, address):
    settings.BEHIND_PROXY = behind
    headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    assert address_of(rf.get("/", REMOTE_ADDR="10.0.0.1", **headers)) == address
