"""What the templates of many pages need, as typed rows; what one page needs stands in the `shapes.py` beside it.

Every string here is ready to show: computed once in Python (in the company's zone, in the reader's language), never by a
filter in a loop. `*_text` is for eyes, `*_at` is an ISO 8601 UTC stamp for `<time datetime>`, `href` is a ready URL.
Booleans decide how a thing looks; words (`word`, `*_label`) always come with them, so that colour is never alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

PromiseState = Literal["open", "soon", "late", "kept", "kept_late", "broken", "renegotiated", "released"]
Tone = Literal["plain", "accent", "soon", "late", "note"]  # the only meanings a colour may have


# ── the frame around every desk page ────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class Person:
    """A colleague or customer drawn as an avatar of one character."""

    id: str
    name: str
    initial: str  # 林 of 小林: the character that tells people apart, usually the surname
    hue: int = 0  # 0…7, from a hash of the id; picks one of eight quiet tints


@dataclass(frozen=True, slots=True)
class NavItem:
    key: str  # desk, promises, customers, day, search, audit, settings: compared with Shell.active
    label: str  # two characters fit best: 工作台, 承诺, 客户
    icon: str  # name in the sprite (front/_sprite.html)
    href: str


@dataclass(frozen=True, slots=True)
class DemoBar:
    """The bar that says on every screen: this is the demo. None in a real installation."""

    clock_text: str  # 演示时钟 11月23日 周一 14:20
    ahead_text: str = ""  # 已快进 1 天 2 小时; "" when not moved
    next_due_text: str = ""  # 14:30 答复王女士: what 到下一个期限 leads to; "" disables the button


@dataclass(frozen=True, slots=True)
class Shell:
    """Frame of a desk page; the templates know it as `shell`."""

    me: Person
    role: str  # 坐席, 班长, …
    company: str
    active: str  # NavItem.key of this page
    nav: tuple[NavItem, ...]
    demo: DemoBar | None = None
    theme: str = ""  # "light", "dark" or "" (as the system says), from the cookie `theme`
    language: str = "zh-hans"
    last_fact_id: str = ""  # where live listening starts (Last-Event-ID of this page's state)


# ── narrowing and choosing ──────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class SavedView:
    key: str
    label: str
    href: str
    count: int = 0
    active: bool = False
    late: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str
    selected: bool = False
    disabled: bool = False


@dataclass(frozen=True, slots=True)
class FilterField:
    """A select above a list."""

    name: str  # query parameter
    label: str
    options: tuple[Option, ...]
    active: bool = False  # differs from the default

    @classmethod
    def of(cls, name: str, label: str, every: str, pairs: Iterable[tuple[Any, str]], chosen: Any) -> FilterField:
        """The choice among (value, label); its first option, `every`, narrows nothing."""
        return cls(name, label, options([("", every), *pairs], chosen or ""), active=bool(chosen))


def options(pairs: Iterable[tuple[Any, str]], chosen: Any = ()) -> tuple[Option, ...]:
    """Options of a select; `chosen` is one value or several."""
    marked = {str(one) for one in (chosen if isinstance(chosen, list | tuple | set | frozenset) else (chosen,))}
    return tuple(Option(str(value), label, selected=str(value) in marked) for value, label in pairs)


# ── a promise, a case, a customer ───────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class PromiseChip:
    state: PromiseState
    word: str  # 今天 15:00 前, 迟了 12 分钟, 已兑现: says the state by itself
    hint: str = ""  # full sentence for title and screen readers: 承诺小林于11月22日15:00前答复退款
    due_at: str = ""  # ISO; the page turns open → soon → late by itself at the second (controllers/due.ts)
    count: int = 1  # open promises of this conversation; > 1 shows ×2


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
    duty_href: str = ""  # POST: I take over this late promise; "" when it is not offered to me


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """One of the five questions about a case."""

    key: str  # explicit, implicit, satisfied, expectation, follow_up
    label: str
    answer: str = ""
    hint: str = ""  # what a good answer looks like


@dataclass(frozen=True, slots=True)
class CaseRow:
    id: str
    number: str  # 2026-1182
    kind_label: str
    state_label: str
    severity: int
    severity_label: str
    href: str
    closed: bool = False
    touchpoint: str = ""
    site: str = ""
    owner_name: str = ""
    opened_text: str = ""
    expectation_text: str = ""  # 客户期望：今天之内有人答复
    questions: tuple[QuestionRow, ...] = ()
    answered: int = 0  # how many of the five
    questions_href: str = ""  # POST saves one answer


@dataclass(frozen=True, slots=True)
class HandleRow:
    icon: str  # phone, mail, wechat
    label: str  # 手机
    value: str  # masked when the role may not see it
    verified: bool = False


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


@dataclass(frozen=True, slots=True)
class OtherConversation:
    """Another conversation of the customer; with an id it can be linked or merged into the open one."""

    href: str
    title: str
    time_text: str
    state_label: str
    id: str = ""
