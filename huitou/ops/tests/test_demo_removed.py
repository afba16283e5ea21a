"""One command removes the demo company whole, and leaves an installation in which a real one can begin."""

import pytest

from huitou.core.api import SYSTEM, look_again, make_account, may, permissions_of, put_setting, setting, writing
from huitou.core.testing import Account
from huitou.ops.demo import demo


@pytest.mark.django_db(transaction=True)
def test_the_demo_is_removed_and_a_real_administrator_has_every_right_afterwards() -> None:
    with writing():
        make_account(username="boss", name="沈云", password="a-long-word-2026", role="admin", actor=SYSTEM)
        put_setting("demo", True)
    assert demo(ensure=False, remove=True, seed=1) == 0
    look_again()
    assert not Account.objects.exists()
    assert setting("demo") is False
    assert {"desk.read", "desk.answer"} <= permissions_of("agent")
    with writing():
        account_id = make_account(username="chen", name="陈立", password="a-long-word-2026", role="admin", actor=SYSTEM)
    assert may(Account.objects.get(pk=account_id), "accounts.manage")


@pytest.mark.django_db(transaction=True)
def test_a_real_company_is_never_removed() -> None:
    with writing():
        make_account(username="chen", name="陈立", password="a-long-word-2026", role="admin", actor=SYSTEM)
    assert demo(ensure=False, remove=True, seed=1) == 1
    assert Account.objects.count() == 1
