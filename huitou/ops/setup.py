"""The first steps of a real company: tables, the first administrator, keys for programs."""

from __future__ import annotations

import getpass
import secrets
import sys

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from huitou.core.accounts import tokens
from huitou.core.api import put_setting, writing
from huitou.core.models import Account
from huitou.ops.serving import prepare
from huitou.ops.words import complain, say, speak


def setup(*, username: str | None, name: str | None, company: str | None) -> int:
    """Prepare the tables and make the first administrator; asks for what was not given. Never twice."""
    speak()
    prepare()
    if Account.objects.exists():
        return complain(_("已经有账号了，没有改动。请用管理员账号登录后添加其他人。"))
    username = username or _ask(_("管理员登录名"), "admin")
    name = name or _ask(_("您的姓名"), username)
    company = company or _ask(_("公司名称"), "")
    password, made = _password()
    if password is None:
        return 1
    with writing():
        Account.objects.create_user(username, password, name=name, role="admin")
        put_setting("company.name", company)
    say(_("准备好了。登录名：%(username)s") % {"username": username})
    if made:
        say(_("密码（只显示这一次）：%(password)s") % {"password": password})
    say(_("现在运行 huitou serve，然后打开显示的网址。"))
    return 0


def token(*, username: str, name: str) -> int:
    """Make a key that acts with the rights of an account."""
    speak()
    account = Account.objects.filter(username=username, is_active=True).first()
    if account is None:
        return complain(_("没有名为 %(username)s 的账号。") % {"username": username})
    with writing():
        text = tokens.issue(name=name, account_id=account.pk)
    say(text)
    return 0


def _ask(question: str, default: str) -> str:
    if not sys.stdin.isatty():
        return default
    shown = f"{question} [{default}]: " if default else f"{question}: "
    return input(shown).strip() or default


def _password() -> tuple[str | None, bool]:
    """Typed twice at a terminal; without one a good password is made and shown once."""
    if not sys.stdin.isatty():
        return secrets.token_urlsafe(12), True
    password = getpass.getpass(_("密码（至少 10 位）") + ": ")
    try:
        validate_password(password)
    except ValidationError as error:
        complain("\n".join(error.messages))
        return None, False
    if getpass.getpass(_("再输入一次") + ": ") != password:
        complain(_("两次输入不同，没有保存。"))
        return None, False
    return password, False
