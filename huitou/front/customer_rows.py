"""Typed rows about promises and customers: the ledger, the right pane, the timeline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from huitou.front.rows import CaseRow, Option, Person, PromiseChip, Tone


# ── promises ────────────────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class PromiseStep:
    """One line of a promise's history; nothing is ever edited away."""

    text: str  # 王女士同意改到周二 12:00
    time_text: str
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class PromiseRow:
    id: str
    chip: PromiseChip
    content: str  # 答复退款进度
    due_text: str  # 今天 15:00
    due_at: str
    by_name: str
    made_text: str  # 昨天 16:02
    kind_label: str = ""  # 答复, 退款, 回访
    left_text: str = ""  # 还有 38 分钟, 迟了 12 分钟
    page_href: str = ""  # the customer's own page
    outcome_href: str = ""  # POST outcome=kept|broken|released|renegotiated (+due, reason)
    can_settle: bool = False
    history: tuple[PromiseStep, ...] = ()
    duty_href: str = ""  # POST: I take over this late promise; "" when it is not offered to me


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """A promise in the ledger, with whom it was given to and where."""

    promise: PromiseRow
    customer_name: str
    conversation_href: str
    team: str
    owner: Person
    channel_label: str = ""


@dataclass(frozen=True, slots=True)
class RateRow:
    """Kept-rate with its interval; all shares 0…1. Too few to say anything: `thin`."""

    label: str
    kept: int
    total: int
    rate: float
    low: float
    high: float
    rate_text: str  # 92%
    range_text: str  # 87% – 95%
    thin: bool = False  # fewer than the method's minimum: drawn hollow, named so


# ── customer, details, case ─────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class HandleRow:
    icon: str  # phone, mail, wechat
    label: str  # 手机
    value: str  # masked when the role may not see it
    verified: bool = False


@dataclass(frozen=True, slots=True)
class DetailRow:
    """Something the customer told us or we heard in passing."""

    id: str
    kind: Literal["like", "dislike", "habit", "date", "address", "other"]
    kind_label: str  # 喜欢, 不喜欢, 习惯, 日子, 称呼
    text: str  # 靠窗、安静的房间
    source_text: str  # 小林 3月12日听说
    relevant: bool = False  # fits this moment of the conversation: shown first
    delete_href: str = ""


@dataclass(frozen=True, slots=True)
class CustomerRow:
    id: str
    href: str
    name: str
    initial: str
    hue: int
    address_as: str  # 王女士
    handles: tuple[HandleRow, ...] = ()
    standing_label: str = ""  # 老客户 · 入住 7 次
    site: str = ""
    since_text: str = ""  # 2024年3月起
    last_contact_text: str = ""
    open_promises: int = 0
    late_promises: int = 0
    conversations: int = 0
    consent_label: str = ""  # 同意接收关怀短信


@dataclass(frozen=True, slots=True)
class TieRow:
    """A conversation that was merged into the open one, or linked with it; DELETE of `undo_href` takes that back."""

    href: str
    title: str
    word: str  # 已并入, 有关
    undo_href: str
    undo_word: str  # 撤回并入, 取消关联


@dataclass(frozen=True, slots=True)
class OtherConversation:
    """Another conversation of the customer; with an id it can be linked or merged into the open one."""

    href: str
    title: str
    time_text: str
    state_label: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class CustomerPane:
    """Right pane of the desk."""

    customer: CustomerRow
    promises: tuple[PromiseRow, ...] = ()
    details: tuple[DetailRow, ...] = ()
    case: CaseRow | None = None
    others: tuple[OtherConversation, ...] = ()
    details_href: str = ""  # POST adds a detail
    promises_href: str = ""  # POST makes a promise
    case_kinds: tuple[Option, ...] = ()  # to write down a case, when there is none
    cases_href: str = ""  # POST opens a case: kind, severity, summary
    conversation_href: str = ""  # /desk/c/<id>: for links and merges
    known_problems: tuple[str, ...] = ()  # published notices for this site or touchpoint
    ties: tuple[TieRow, ...] = ()


@dataclass(frozen=True, slots=True)
class TimelineRow:
    icon: str
    label: str
    time_text: str
    at: str
    day: str = ""  # heading shown when it changes: 11月22日
    href: str = ""
    text: str = ""  # quiet second line
    tone: Tone = "plain"
