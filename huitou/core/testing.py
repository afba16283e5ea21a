"""What tests of other rooms may use of core: its rows, its real clock, and the people of the shop, one per role."""

from __future__ import annotations

from django.conf import settings

from huitou.core.accounts import access, permissions, tokens
from huitou.core.accounts.attempts import key_of_name
from huitou.core.accounts.sessions import SessionStore
from huitou.core.clock.wall import wall
from huitou.core.jobs.jobs import Side
from huitou.core.jobs.worker import run_until_quiet, run_worker
from huitou.core.ledger.ledger import SYSTEM
from huitou.core.models import Account, ApiToken, Fact, Job, PermissionGrant, Session, Setting, SignInAttempt

__all__ = [
    "PASSWORD",
    "PEOPLE",
    "Account",
    "ApiToken",
    "Fact",
    "Job",
    "PermissionGrant",
    "Session",
    "Setting",
    "Side",
    "SignInAttempt",
    "key_of_name",
    "run_until_quiet",
    "run_worker",
    "somebody",
    "wall",
]
PASSWORD = "西湖边的云栖酒店2026"
PEOPLE = {
    "agent": ("xiaolin", "小林"),
    "leader": ("laozhou", "老周"),
    "manager": ("chen", "陈经理"),
    "quality": ("xunuo", "许诺"),
    "executive": ("shenzong", "沈总"),
    "admin": ("guanli", "管理员"),
}


def somebody(role: str = "agent") -> Account:
    """小林 (agent), 老周 (leader), 陈经理 (manager) or whoever has the role; all have the same password."""
    username, name = PEOPLE[role]
    pk = access.make_account(username=username, name=name, password=PASSWORD, role=role, actor=SYSTEM)
    return Account.objects.get(pk=pk)


def session_of(account: Account) -> str:
    """The key of a session in which the account is signed in, as its browser's cookie holds it."""
    store = SessionStore()
    store["_auth_user_id"] = str(account.pk)
    store["_auth_user_backend"] = settings.AUTHENTICATION_BACKENDS[0]
    store["_auth_user_hash"] = account.get_session_auth_hash()
    store.save()
    return str(store.session_key)


def issue_token(account: Account) -> str:
    """A key for a program that acts with the account's rights."""
    return tokens.issue(name="test", account_id=account.pk)


def rights_of_a_new_company() -> None:
    """The table of rights again: tests with `transaction=True` empty every table behind them, this one too."""
    permissions.found()
