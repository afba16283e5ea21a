"""Everything about coming in and who may do what, gathered for the door (`core.api.access`)."""

from __future__ import annotations

from huitou.core.accounts.first import first_key, is_new, make_first
from huitou.core.accounts.reads import account_object, accounts_to_manage
from huitou.core.accounts.second_factor import (
    Enrolment,
    add_second_factor,
    check_code,
    codes_left,
    enrolment,
    has_second_factor,
    must_have_second_factor,
    new_secret,
    remake_codes,
    remove_second_factor,
)
from huitou.core.accounts.sessions import SessionRow, end_session, end_sessions, sessions_of
from huitou.core.accounts.signing_in import check_password, signed_in, signed_out
from huitou.core.accounts.staff import (
    change_password,
    choose_language,
    close_account,
    edit_account,
    make_account,
    put_rights,
    reopen_account,
    reset_password,
    table_of_rights,
)
from huitou.core.accounts.tokens import TokenRow, tokens
from huitou.core.accounts.tokens import issue as issue_token
from huitou.core.accounts.tokens import revoke as revoke_token
from huitou.core.models.accounts import Role
from huitou.core.settings.company import change_settings

__all__ = [
    "Enrolment",
    "Role",
    "SessionRow",
    "TokenRow",
    "account_object",
    "accounts_to_manage",
    "add_second_factor",
    "change_password",
    "change_settings",
    "check_code",
    "check_password",
    "choose_language",
    "close_account",
    "codes_left",
    "edit_account",
    "end_session",
    "end_sessions",
    "enrolment",
    "first_key",
    "has_second_factor",
    "is_new",
    "issue_token",
    "make_account",
    "make_first",
    "must_have_second_factor",
    "new_secret",
    "put_rights",
    "remake_codes",
    "remove_second_factor",
    "reopen_account",
    "reset_password",
    "revoke_token",
    "sessions_of",
    "signed_in",
    "signed_out",
    "table_of_rights",
    "tokens",
]
