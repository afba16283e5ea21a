"""Addresses of the settings pages."""

from __future__ import annotations

from django.urls import URLPattern, path

from huitou.front.settings import accounts, company, me, rights
from huitou.front.settings.home import home

urlpatterns: list[URLPattern] = [
    path("", home, name="settings"),
    path("/me", me.me, name="settings_me"),
    path("/me/password", me.password, name="settings_me_password"),
    path("/me/sessions", me.sessions, name="settings_me_sessions"),
    path("/me/authenticator", me.authenticator, name="settings_me_authenticator"),
    path("/me/recovery-codes", me.recovery_codes, name="settings_me_recovery_codes"),
    path("/me/second-factor", me.removal, name="settings_me_second_factor"),
    path("/company", company.company, name="settings_company"),
    path("/accounts", accounts.accounts, name="settings_accounts"),
    path("/accounts/<int:account_id>", accounts.account, name="settings_account"),
    path("/accounts/<int:account_id>/closure", accounts.closure, name="settings_account_closure"),
    path("/accounts/<int:account_id>/password", accounts.password, name="settings_account_password"),
    path("/accounts/<int:account_id>/second-factor", accounts.second_factor, name="settings_account_second_factor"),
    path("/accounts/<int:account_id>/sessions", accounts.sessions, name="settings_account_sessions"),
    path("/rights", rights.rights, name="settings_rights"),
    path("/rights/second-factor", rights.second_factor_roles, name="settings_second_factor_roles"),
]
