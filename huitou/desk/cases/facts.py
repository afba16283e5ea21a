"""What happens to cases and their follow-up visits. Rooms above import these from `huitou.desk.facts`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from huitou.core.api import fact


@fact("desk.case_opened.v1", _("建立工单"))
@dataclass(frozen=True, kw_only=True)
class CaseOpened:
    """A matter to be settled was written down."""

    case_id: int
    conversation_id: int
    customer_id: int
    kind: str
    severity: int
    by_customer: bool


@fact("desk.case_changed.v1", _("修改工单"))
@dataclass(frozen=True, kw_only=True)
class CaseChanged:
    """Something of a case was changed; `fields` says what (owner, severity, answer:explicit, link:17 …)."""

    case_id: int
    conversation_id: int
    customer_id: int
    fields: list[str]
    owner_id: int | None


@fact("desk.case_closed.v1", _("办结工单"))
@dataclass(frozen=True, kw_only=True)
class CaseClosed:
    """A case was closed, for a reason that is a code."""

    case_id: int
    conversation_id: int
    customer_id: int
    kind: str
    reason: str
    owner_id: int | None


@fact("desk.case_reopened.v1", _("重新打开工单"))
@dataclass(frozen=True, kw_only=True)
class CaseReopened:
    """A closed case was opened again: the customer wrote, rated low, or said that a promise was not kept."""

    case_id: int
    conversation_id: int
    customer_id: int
    reason: str
    owner_id: int | None


@fact("desk.follow_up_planned.v1", _("安排回访"))
@dataclass(frozen=True, kw_only=True)
class FollowUpPlanned:
    """A follow-up visit was planned when a case was closed."""

    follow_up_id: int
    case_id: int
    conversation_id: int
    customer_id: int
    kind: str
    due_at: datetime
    owner_id: int | None


@fact("desk.follow_up_due.v1", _("回访时间到了"))
@dataclass(frozen=True, kw_only=True)
class FollowUpDue:
    """It is time for the follow-up visit."""

    follow_up_id: int
    case_id: int
    conversation_id: int
    customer_id: int
    owner_id: int | None


@fact("desk.follow_up_done.v1", _("完成回访"))
@dataclass(frozen=True, kw_only=True)
class FollowUpDone:
    """The follow-up visit was made."""

    follow_up_id: int
    case_id: int
    conversation_id: int
    customer_id: int
