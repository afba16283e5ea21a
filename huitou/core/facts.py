"""What happens at the door of the house: who came in, who may, what was set. Ids and codes only."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huitou.core.ledger.facts import fact


@fact("core.signed_in.v1", pgettext_lazy("fact", "登录"))
@dataclass(frozen=True, kw_only=True)
class SignedIn:
    account_id: int
    ip: str
    second_factor: bool


@fact("core.sign_in_failed.v1", _("登录失败"))
@dataclass(frozen=True, kw_only=True)
class SignInFailed:
    account_id: int
    ip: str
    why: str  # password, code


@fact("core.signed_out.v1", pgettext_lazy("fact", "退出登录"))
@dataclass(frozen=True, kw_only=True)
class SignedOut:
    account_id: int


@fact("core.sessions_ended.v1", _("结束登录"))
@dataclass(frozen=True, kw_only=True)
class SessionsEnded:
    account_id: int
    count: int
    why: str  # asked, password, closed, second_factor, reset


@fact("core.password_changed.v1", pgettext_lazy("fact", "修改密码"))
@dataclass(frozen=True, kw_only=True)
class PasswordChanged:
    account_id: int


@fact("core.second_factor_added.v1", pgettext_lazy("fact", "开启两步验证"))
@dataclass(frozen=True, kw_only=True)
class SecondFactorAdded:
    account_id: int


@fact("core.second_factor_removed.v1", pgettext_lazy("fact", "关闭两步验证"))
@dataclass(frozen=True, kw_only=True)
class SecondFactorRemoved:
    account_id: int


@fact("core.recovery_codes_made.v1", _("生成备用码"))
@dataclass(frozen=True, kw_only=True)
class RecoveryCodesMade:
    account_id: int


@fact("core.account_made.v1", _("新建账号"))
@dataclass(frozen=True, kw_only=True)
class AccountMade:
    account_id: int
    role: str


@fact("core.account_changed.v1", _("修改账号"))
@dataclass(frozen=True, kw_only=True)
class AccountChanged:
    account_id: int
    fields: list[str]
    role: str


@fact("core.account_closed.v1", _("停用账号"))
@dataclass(frozen=True, kw_only=True)
class AccountClosed:
    """Whoever holds work of this account (conversations, promises) hears it and gives the work back."""

    account_id: int


@fact("core.account_reopened.v1", _("恢复账号"))
@dataclass(frozen=True, kw_only=True)
class AccountReopened:
    account_id: int


@fact("core.rights_changed.v1", _("修改角色权限"))
@dataclass(frozen=True, kw_only=True)
class RightsChanged:
    role: str
    given: list[str]
    taken: list[str]


@fact("core.settings_changed.v1", _("修改设置"))
@dataclass(frozen=True, kw_only=True)
class SettingsChanged:
    keys: list[str]


@fact("core.token_made.v1", _("新建接口密钥"))
@dataclass(frozen=True, kw_only=True)
class TokenMade:
    """A key for a program; `account_id`: whose rights it has."""

    token_id: int
    account_id: int


@fact("core.token_revoked.v1", _("作废接口密钥"))
@dataclass(frozen=True, kw_only=True)
class TokenRevoked:
    token_id: int
    account_id: int
