"""What happens to promises. Rooms above import these from `huitou.desk.facts`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from huitou.core.api import fact


@fact("desk.promise_made.v1", _("作出承诺"))
@dataclass(frozen=True, kw_only=True)
class PromiseMade:
    """Something was promised to a customer. `replaces_id`: the promise it was renegotiated from."""

    promise_id: int
    conversation_id: int
    customer_id: int
    kind: str
    due_at: datetime
    owner_id: int
    message_id: int | None
    replaces_id: int | None


@fact("desk.promise_waved.v1", _("正文里的承诺没有记入台账"))
@dataclass(frozen=True, kw_only=True)
class PromiseWaved:
    """A reply says something until a time, and its writer said that it is no promise; nothing was kept of it.

    `asked`: after the desk had stopped the reply and asked; else waved away while writing. `due_at`: as the text is read.
    """

    conversation_id: int
    customer_id: int
    message_id: int
    kind: str
    due_at: datetime
    asked: bool


@fact("desk.promise_taken_back.v1", _("撤回未发出的承诺"))
@dataclass(frozen=True, kw_only=True)
class PromiseTakenBack:
    """The reply it was made with was undone before it left: the customer never read it."""

    promise_id: int
    conversation_id: int
    customer_id: int


@fact("desk.promise_reminded.v1", _("提醒承诺快到期"))
@dataclass(frozen=True, kw_only=True)
class PromiseReminded:
    """Its owner was reminded before it is late. The fact itself is what is pushed to the owner's screens."""

    promise_id: int
    conversation_id: int
    customer_id: int
    owner_id: int
    due_at: datetime


@fact("desk.promise_late.v1", _("承诺逾期"))
@dataclass(frozen=True, kw_only=True)
class PromiseLate:
    """The due time passed and the promise was open."""

    promise_id: int
    conversation_id: int
    customer_id: int
    owner_id: int
    due_at: datetime


@fact("desk.promise_escalated.v1", _("承诺转由他人负责"))
@dataclass(frozen=True, kw_only=True)
class PromiseEscalated:
    """The duty went to a named person, who takes it until `take_until` or it climbs on."""

    promise_id: int
    conversation_id: int
    customer_id: int
    from_id: int
    to_id: int
    number: int
    take_until: datetime


@fact("desk.escalation_taken.v1", _("接手逾期承诺"))
@dataclass(frozen=True, kw_only=True)
class EscalationTaken:
    """The named person took the duty."""

    promise_id: int
    conversation_id: int
    customer_id: int
    owner_id: int
    number: int


@fact("desk.promise_kept.v1", _("承诺兑现"))
@dataclass(frozen=True, kw_only=True)
class PromiseKept:
    """Kept, in time or late; by our record or by the customer's own word."""

    promise_id: int
    conversation_id: int
    customer_id: int
    owner_id: int
    late: bool
    customer_said: bool


@fact("desk.promise_broken.v1", _("承诺没有兑现"))
@dataclass(frozen=True, kw_only=True)
class PromiseBroken:
    """Not kept; by our record or by the customer's own word."""

    promise_id: int
    conversation_id: int
    customer_id: int
    owner_id: int
    customer_said: bool


@fact("desk.promise_renegotiated.v1", _("与客户改约"))
@dataclass(frozen=True, kw_only=True)
class PromiseRenegotiated:
    """The customer agreed to another promise; the old one stays."""

    promise_id: int
    new_promise_id: int
    conversation_id: int
    customer_id: int
    due_at: datetime


@fact("desk.promise_released.v1", _("客户不再需要这项承诺"))
@dataclass(frozen=True, kw_only=True)
class PromiseReleased:
    """The customer released us from it."""

    promise_id: int
    conversation_id: int
    customer_id: int
    customer_said: bool


@fact("desk.policy_changed.v1", _("修改承诺政策"))
@dataclass(frozen=True, kw_only=True)
class PolicyChanged:
    """What may be promised was changed for a kind of promise."""

    policy_id: int
    kind: str
    active: bool
