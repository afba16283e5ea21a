"""What happened to customers' records. Ids, codes, times and counts only: the facts stay when a person is erased."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huitou.core.api import fact


@fact("customers.customer_made.v1", _("建立客户档案"))
@dataclass(frozen=True, kw_only=True)
class CustomerMade:
    customer_id: int
    how: str  # staff, message, import


@fact("customers.customer_changed.v1", _("修改客户资料"))
@dataclass(frozen=True, kw_only=True)
class CustomerChanged:
    customer_id: int
    fields: list[str]


@fact("customers.handle_added.v1", _("添加联系方式"))
@dataclass(frozen=True, kw_only=True)
class HandleAdded:
    customer_id: int
    handle_id: int
    kind: str


@fact("customers.handle_offered.v1", _("客户留下新的联系方式，待确认"))
@dataclass(frozen=True, kw_only=True)
class HandleOffered:
    customer_id: int
    kind: str


@fact("customers.handle_removed.v1", _("移除联系方式"))
@dataclass(frozen=True, kw_only=True)
class HandleRemoved:
    customer_id: int
    handle_id: int
    kind: str


@fact("customers.handle_bounced.v1", _("联系方式无法送达"))
@dataclass(frozen=True, kw_only=True)
class HandleBounced:
    customer_id: int
    handle_id: int


@fact("customers.detail_heard.v1", _("记下客户细节"))
@dataclass(frozen=True, kw_only=True)
class DetailHeard:
    customer_id: int
    detail_id: int
    kind: str
    conversation_id: int | None


@fact("customers.detail_ended.v1", _("客户细节不再适用"))
@dataclass(frozen=True, kw_only=True)
class DetailEnded:
    customer_id: int
    detail_id: int


@fact("customers.field_made.v1", _("增加自定义字段"))
@dataclass(frozen=True, kw_only=True)
class FieldMade:
    field_id: int
    kind: str


@fact("customers.field_changed.v1", _("修改自定义字段"))
@dataclass(frozen=True, kw_only=True)
class FieldChanged:
    field_id: int


@fact("customers.field_removed.v1", _("删除自定义字段"))
@dataclass(frozen=True, kw_only=True)
class FieldRemoved:
    field_id: int
    values: int


@fact("customers.custom_set.v1", _("填写自定义字段"))
@dataclass(frozen=True, kw_only=True)
class CustomSet:
    customer_id: int
    field_id: int
    emptied: bool


@fact("customers.consent_told.v1", _("客户表示同意或不同意"))
@dataclass(frozen=True, kw_only=True)
class ConsentTold:
    customer_id: int
    purpose: str
    given: bool


@fact("customers.merge_suggested.v1", _("可能是同一位客户"))
@dataclass(frozen=True, kw_only=True)
class MergeSuggested:
    customer_id: int
    other_id: int
    reason: str


@fact("customers.suggestion_dismissed.v1", _("确认不是同一位客户"))
@dataclass(frozen=True, kw_only=True)
class SuggestionDismissed:
    customer_id: int
    other_id: int


@fact("customers.customers_merged.v1", pgettext_lazy("fact", "合并客户"))
@dataclass(frozen=True, kw_only=True)
class CustomersMerged:
    customer_id: int  # the one kept
    gone_id: int
    merge_id: int


@fact("customers.customers_parted.v1", _("撤销合并"))
@dataclass(frozen=True, kw_only=True)
class CustomersParted:
    customer_id: int  # the one that was kept
    gone_id: int
    merge_id: int


@fact("customers.standing_set.v1", _("更新客户身价"))
@dataclass(frozen=True, kw_only=True)
class StandingSet:
    customer_id: int
    tier: str
    value_fen: int | None


@fact("customers.erased.v1", pgettext_lazy("fact", "删除个人信息"))
@dataclass(frozen=True, kw_only=True)
class CustomerErased:
    """One for every record of the person: whoever holds texts of this customer deletes them on hearing it."""

    customer_id: int
    root_id: int  # the record under which the person was known
    handles: int
    details: int


@fact("customers.import_started.v1", _("开始导入客户"))
@dataclass(frozen=True, kw_only=True)
class ImportStarted:
    run_id: int
    dry: bool
    rows: int


@fact("customers.import_finished.v1", _("客户导入完成"))
@dataclass(frozen=True, kw_only=True)
class ImportFinished:
    run_id: int
    dry: bool
    made: int
    changed: int
    refused: int


@fact("customers.exported.v1", pgettext_lazy("fact", "导出客户"))
@dataclass(frozen=True, kw_only=True)
class CustomersExported:
    site_id: int | None
    filtered: bool


@fact("customers.person_exported.v1", pgettext_lazy("fact", "导出个人信息副本"))
@dataclass(frozen=True, kw_only=True)
class PersonExported:
    customer_id: int


@fact("customers.retention_started.v1", _("开始清理久未联系的客户"))
@dataclass(frozen=True, kw_only=True)
class RetentionStarted:
    run_id: int
    months: int
    dry: bool


@fact("customers.retention_finished.v1", _("清理久未联系的客户完成"))
@dataclass(frozen=True, kw_only=True)
class RetentionFinished:
    run_id: int
    dry: bool
    found: int
