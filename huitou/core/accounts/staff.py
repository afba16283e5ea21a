"""Accounts made, changed and closed; passwords; the table of rights. Each change is a fact."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.contrib.auth.password_validation import password_changed, validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from huitou.core.accounts import rules
from huitou.core.accounts.line import stand_in_line
from huitou.core.accounts.permissions import PERMISSIONS
from huitou.core.accounts.sessions import end_sessions
from huitou.core.clock.wall import wall
from huitou.core.db import writing
from huitou.core.facts import (
    AccountChanged,
    AccountClosed,
    AccountMade,
    AccountReopened,
    PasswordChanged,
    RightsChanged,
)
from huitou.core.ledger.ledger import Actor, record
from huitou.core.models import Account, PermissionGrant
from huitou.core.models.accounts import Role
from huitou.core.refusal import Refusal


def make_account(*, username: str, name: str, password: str, role: str, email: str = "", actor: Actor) -> int:
    """Make an account that can sign in at once; returns its id.

    Refused "core.username_taken", "core.name_missing", "core.role_unknown", "core.email_wrong",
    "core.password_weak" (why: sentences).
    """
    username, name = username.strip(), name.strip()
    _check(username=username, name=name, role=role, email=email)
    account = Account(username=username, name=name, role=role, email=email.strip(), made_at=wall())
    _check_password(password, account)
    account.set_password(password)
    with writing():
        if Account.objects.filter(username__iexact=username).exists():
            raise Refusal("core.username_taken", username=username)
        account.save()
        record(AccountMade(account_id=account.pk, role=role), actor=actor)
    return account.pk


def edit_account(*, account_id: int, name: str, email: str, role: str, actor: Actor) -> None:
    """Change name, e-mail and role. Refused as `make_account`, and "core.last_keys" when nobody could manage then."""
    _check(username="-", name=name.strip(), role=role, email=email)
    with writing():
        account = _locked(account_id)
        wanted = {"name": name.strip(), "email": email.strip(), "role": role}
        changed = [key for key, value in wanted.items() if getattr(account, key) != value]
        if not changed:
            return
        for key in changed:
            setattr(account, key, wanted[key])
        account.save(update_fields=changed)
        _somebody_must_hold_the_keys()
        record(AccountChanged(account_id=account_id, fields=changed, role=role), actor=actor)


def close_account(*, account_id: int, actor: Actor) -> None:
    """Let somebody in no more: sessions end at once, keys for programs stop; what they own is given back by those
    who hear AccountClosed. Refused "core.last_keys"."""
    with writing():
        account = _locked(account_id)
        if not account.is_active:
            return
        account.is_active = False
        account.save(update_fields=["is_active"])
        _somebody_must_hold_the_keys()
        end_sessions(account_id=account_id, why="closed", actor=actor)
        record(AccountClosed(account_id=account_id), actor=actor)


def reopen_account(*, account_id: int, actor: Actor) -> None:
    """Let somebody in again."""
    with writing():
        account = _locked(account_id)
        if not account.is_active:
            account.is_active = True
            account.save(update_fields=["is_active"])
            record(AccountReopened(account_id=account_id), actor=actor)


def change_password(*, account_id: int, old: str, new: str, keep: str | None, actor: Actor) -> None:
    """Change one's own password; all other sessions end. Refused "core.wrong_old_password", "core.password_weak"."""
    account = Account.objects.get(pk=account_id)
    if not account.check_password(old):
        raise Refusal("core.wrong_old_password")
    _put_password(account, new, keep=keep, why="password", actor=actor)


def reset_password(*, account_id: int, new: str, actor: Actor) -> None:
    """An administrator gives a new password; all sessions end. Refused "core.password_weak", "core.not_found"."""
    account = Account.objects.filter(pk=account_id).first()
    if account is None:
        raise Refusal("core.not_found")
    _put_password(account, new, keep=None, why="reset", actor=actor)


def choose_language(*, account_id: int, language: str) -> None:
    """Remember in which language somebody reads."""
    Account.objects.filter(pk=account_id).update(language=language)


def table_of_rights() -> dict[str, frozenset[str]]:
    """Every role with the rights it holds."""
    held: dict[str, set[str]] = defaultdict(set)
    for role, permission in PermissionGrant.objects.values_list("role", "permission"):
        held[role].add(permission)
    return {role: frozenset(held[role]) for role in Role.values}


def put_rights(*, table: Mapping[str, frozenset[str] | set[str]], actor: Actor) -> None:
    """Let the given roles hold exactly these rights. Refused "core.last_keys", "core.role_unknown"."""
    if unknown := set(table) - set(Role.values) or set().union(*table.values()) - set(PERMISSIONS):
        raise Refusal("core.role_unknown", role=", ".join(sorted(unknown)))
    with writing():
        stand_in_line("keys")
        before = table_of_rights()
        for role, wanted in table.items():
            _put_role(role, before[role], frozenset(wanted), actor)
        _somebody_must_hold_the_keys()


def _put_role(role: str, before: frozenset[str], wanted: frozenset[str], actor: Actor) -> None:
    given, taken = sorted(wanted - before), sorted(before - wanted)
    if not given and not taken:
        return
    PermissionGrant.objects.filter(role=role, permission__in=taken).delete()
    PermissionGrant.objects.bulk_create(PermissionGrant(role=role, permission=name) for name in given)
    record(RightsChanged(role=role, given=given, taken=taken), actor=actor)


def _put_password(account: Account, new: str, *, keep: str | None, why: str, actor: Actor) -> None:
    _check_password(new, account)
    account.set_password(new)
    with writing():
        account.save(update_fields=["password"])
        end_sessions(account_id=account.pk, why=why, actor=actor, keep=keep)
        record(PasswordChanged(account_id=account.pk), actor=actor)
    password_changed(new, account)


def _check(*, username: str, name: str, role: str, email: str) -> None:
    if not username or not name or len(username) > 60 or len(name) > 60 or "@" in username:
        raise Refusal("core.name_missing")
    if role not in Role.values:
        raise Refusal("core.role_unknown", role=role)
    if email.strip():
        try:
            validate_email(email.strip())
        except ValidationError:
            raise Refusal("core.email_wrong", email=email.strip()) from None


def _check_password(password: str, account: Account) -> None:
    try:
        validate_password(password, account)
    except ValidationError as wrong:
        raise Refusal("core.password_weak", why=" ".join(wrong.messages)) from None


def _locked(account_id: int) -> Any:
    # One line for all: else two administrators who close each other at the same moment would both succeed.
    stand_in_line("keys")
    account = Account.objects.filter(pk=account_id).first()
    if account is None:
        raise Refusal("core.not_found")
    return account


def _somebody_must_hold_the_keys() -> None:
    """Asked after the change and before commit: the refusal takes the change back."""
    roles = Account.objects.filter(is_active=True).values_list("role", flat=True).distinct()
    if not rules.somebody_holds_the_keys(roles, table_of_rights()):
        raise Refusal("core.last_keys")
