"""What each role may do: the list of rights, the table a new company starts with, and the question."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from huitou.core.models import Account, PermissionGrant
from huitou.core.refusal import Refusal

PERMISSIONS: dict[str, str] = {
    "desk.read": _("看工作台的会话、工单和承诺"),
    "desk.answer": _("回复客户、写内部备注"),
    "desk.assign": _("接手、转交、分派会话"),
    "cases.edit": _("建立和办结工单"),
    "promises.make": _("向客户作出承诺、记录结果"),
    "promises.team": _("看全队的承诺台账"),
    "day.read": _("看经理日报"),
    "customers.read": _("看客户资料"),
    "customers.edit": _("改客户资料、合并客户"),
    "customers.import": _("导入客户"),
    "customers.export": _("导出客户"),
    "customers.erase": _("删除个人信息"),
    "ratings.read": _("看评价"),
    "audit.read": _("看操作记录"),
    "settings.edit": _("改公司设置"),
    "accounts.manage": _("管理账号和权限"),
    "tokens.manage": _("管理接口密钥和回调"),
}
_AGENT = {"desk.read", "desk.answer", "desk.assign", "cases.edit", "promises.make", "customers.read", "customers.edit"}
_LEADER = _AGENT | {"promises.team", "day.read", "ratings.read"}
_MANAGER = _LEADER | {"customers.import", "customers.export", "audit.read", "settings.edit"}
START: dict[str, set[str]] = {
    "agent": _AGENT,
    "leader": _LEADER,
    "manager": _MANAGER,
    "quality": {"desk.read", "promises.team", "customers.read", "ratings.read", "audit.read"},
    "executive": {"desk.read", "promises.team", "day.read", "customers.read", "ratings.read"},
    "admin": set(PERMISSIONS),
}


def permissions_of(role: str) -> frozenset[str]:
    """The rights of a role (one query)."""
    return frozenset(PermissionGrant.objects.filter(role=role).values_list("permission", flat=True))


def may(account: Account, permission: str) -> bool:
    """Whether the account's role has the right. Read once per request and account object."""
    held: frozenset[str] | None = getattr(account, "_permissions", None)
    if held is None:
        held = permissions_of(account.role)
        account._permissions = held  # type: ignore[attr-defined]
    return permission in held


def require(account: Account, permission: str) -> None:
    """Raise Refusal("core.not_allowed") when the account lacks the right."""
    if not may(account, permission):
        raise Refusal("core.not_allowed", permission=permission)


def found() -> None:
    """Write the table of rights that a new company starts with; rows that are there stay."""
    rows = [PermissionGrant(role=role, permission=name) for role, held in START.items() for name in sorted(held)]
    PermissionGrant.objects.bulk_create(rows, ignore_conflicts=True)
