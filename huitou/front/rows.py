"""What each template of the desk needs, as typed rows.

Every string here is ready to show: computed once in Python (in the company's zone, in the reader's language), never by a
filter in a loop. `*_text` is for eyes, `*_at` is an ISO 8601 UTC stamp for `<time datetime>`, `href` is a ready URL.
Booleans decide how a thing looks; words (`word`, `*_label`) always come with them, so that colour is never alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

PromiseState = Literal["open", "soon", "late", "kept", "kept_late", "broken", "renegotiated", "released"]
Tone = Literal["plain", "accent", "soon", "late", "note"]  # the only meanings a colour may have


# ── the frame around every desk page ────────────────────────────────────────────────────────────────────────────────
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
    count: int = 0  # 0 shows nothing
    late: bool = False  # count drawn in the colour of lateness


@dataclass(frozen=True, slots=True)
class DemoBar:
    """The bar that says on every screen: this is the demo. None in a real installation."""

    clock_text: str  # 演示时钟 11月23日 周一 14:20
    ahead_text: str = ""  # 已快进 1 天 2 小时; "" when not moved
    can_forward: bool = True  # may this account move the clock
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
    sound: bool = True  # this account wants the beep


# ── list of conversations ───────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class PromiseChip:
    state: PromiseState
    word: str  # 今天 15:00 前, 迟了 12 分钟, 已兑现: says the state by itself
    hint: str = ""  # full sentence for title and screen readers: 承诺小林于11月22日15:00前答复退款
    due_at: str = ""  # ISO; the page turns open → soon → late by itself at the second (controllers/due.ts)
    count: int = 1  # open promises of this conversation; > 1 shows ×2


@dataclass(frozen=True, slots=True)
class ConversationRow:
    id: str  # as in /desk/c/<id> and as conversation_id in the events of /events
    href: str  # /desk/c/<id>?<the list's own query>, so that back keeps the view
    title: str  # subject or the first words
    customer_name: str  # how to address: 王女士
    customer_initial: str
    customer_hue: int
    channel: str  # icon name: chat, mail, form, phone, wechat, api
    channel_label: str  # 网页留言, for screen readers
    last_text: str  # last message, one line, without markup
    last_ours: bool  # last word is ours: the row shows 我们：
    last_at: str
    last_text_time: str  # 14:05, 昨天, 11/18
    waiting: bool  # the customer waits for us
    waiting_text: str = ""  # 等了 2 小时
    owner_name: str = ""  # "" = nobody's
    owner_initial: str = ""
    owner_hue: int = 0
    mine: bool = False
    unread: bool = False  # not yet seen by this account
    promise: PromiseChip | None = None  # the most urgent open one
    kind_label: str = ""  # 投诉, 咨询; "" without a case
    severity: int = 0  # 0 none, 1 low, 2 middle, 3 high
    severity_label: str = ""  # 严重
    site: str = ""  # 云栖酒店西湖店
    tags: tuple[str, ...] = ()  # situations, never people
    snoozed_until: str = ""  # 明天 9:00
    state: Literal["open", "waiting", "snoozed", "closed"] = "open"
    active: bool = False  # the conversation now open beside the list


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
    name: str  # query parameter
    label: str
    options: tuple[Option, ...]
    active: bool = False  # differs from the default


@dataclass(frozen=True, slots=True)
class ListPage:
    heading: str  # name of the view
    total_text: str  # 128 个
    views: tuple[SavedView, ...]
    filters: tuple[FilterField, ...]
    rows: tuple[ConversationRow, ...]
    query: str = ""  # text of the search box
    query_string: str = ""  # view=mine&channel=chat, without "?": the list's address, also for live refreshes
    next_href: str = ""  # next page by key; "" at the end
    filtered: bool = False  # something beyond the view narrows the list
    clear_href: str = ""  # the view without filters
    colleagues: tuple[Option, ...] = ()  # to whom several at once can be given
    empty_title: str = ""
    empty_text: str = ""  # teaches what comes here and how


# ── conversation ────────────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class AttachmentRow:
    id: str
    name: str
    size_text: str  # 1.2 MB
    href: str  # served as a download, never inline
    kind: Literal["image", "file"] = "file"
    thumb_href: str = ""  # re-encoded picture; "" shows the file icon


@dataclass(frozen=True, slots=True)
class DayRow:
    """Line between days, or the line above the first unread message."""

    id: str
    label: str  # 今天 · 11月22日 周日
    kind: Literal["day"] = "day"
    unread: bool = False


@dataclass(frozen=True, slots=True)
class MessageRow:
    """表: what the customer sees. Never made from a note."""

    id: str
    ours: bool
    author: Person
    at: str
    time_text: str  # 14:05
    paragraphs: tuple[str, ...]  # plain text; line breaks inside are kept by CSS
    html: str = ""  # sanitised markup of a mail; used instead of paragraphs when not ""
    day: str = ""  # 2026-11-22: used by the builder to put DayRow between
    attachments: tuple[AttachmentRow, ...] = ()
    state: Literal["queued", "undoable", "sent", "failed"] = "sent"
    state_text: str = ""  # 已送达, 发送失败：对方邮箱拒收
    undo_seconds: int = 0  # left, when undoable
    undo_href: str = ""  # DELETE takes it back
    retry_href: str = ""  # POST tries again, when failed
    continued: bool = False  # same author within minutes: no avatar, closer
    channel_label: str = ""  # shown when the channel changed
    promise: PromiseChip | None = None  # promise made with this message
    title: str = ""  # mail subject when it changed
    kind: Literal["message"] = "message"


@dataclass(frozen=True, slots=True)
class NoteRow:
    """里: what the customer never sees."""

    id: str
    author: Person
    at: str
    time_text: str
    paragraphs: tuple[str, ...]
    attachments: tuple[AttachmentRow, ...] = ()
    mentions: tuple[str, ...] = ()  # names called by @
    kind: Literal["note"] = "note"


@dataclass(frozen=True, slots=True)
class FactRow:
    """A thin line: what happened."""

    id: str
    icon: str
    label: str  # 小林把会话转给老周：需要退款授权
    at: str
    time_text: str
    tone: Tone = "plain"
    kind: Literal["fact"] = "fact"


ThreadItem = DayRow | MessageRow | NoteRow | FactRow


@dataclass(frozen=True, slots=True)
class Viewer:
    person: Person
    kind: Literal["looking", "typing"]


@dataclass(frozen=True, slots=True)
class PromisePreset:
    digit: int  # the key that chooses it
    key: str  # posted as promise_preset: m30, h2, today, noon, h24
    label: str  # 2 小时
    due_text: str  # 今天 16:20
    due_at: str
    warning: str = ""  # 那时您已下班; shown, does not stop


@dataclass(frozen=True, slots=True)
class Composer:
    conversation_id: str
    to: str  # 王女士
    channel_label: str  # 经由 网页留言
    key: str  # idempotency key of the next send; a new one only after the old is acknowledged
    mode: Literal["reply", "note"] = "reply"
    draft: str = ""
    note_draft: str = ""
    presets: tuple[PromisePreset, ...] = ()
    warning: str = ""  # 微信只允许 48 小时内回复，还剩 5 小时
    blocked: str = ""  # reason why no reply can leave; notes still can
    error: str = ""  # sentence of the refusal of the last send; the text stays in draft
    seen_id: str = ""  # last message known when this composer was drawn: a newer colleague's answer is refused


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
class ConversationPage:
    id: str
    href: str
    title: str
    customer_name: str
    channel: str
    channel_label: str
    state: Literal["open", "waiting", "snoozed", "closed"]
    state_label: str
    items: tuple[ThreadItem, ...]
    composer: Composer
    owner: Person | None = None
    mine: bool = False
    case: CaseRow | None = None
    viewers: tuple[Viewer, ...] = ()
    tags: tuple[str, ...] = ()
    older_href: str = ""  # partial with the messages before; "" when all are here
    snoozed_until: str = ""
    colleagues: tuple[Option, ...] = ()  # whom it can be given to
    snooze_options: tuple[Option, ...] = ()  # value = key, label = 明天 9:00
    why_me: str = ""  # 为何分给您：…
    back_href: str = "/desk"
    tag_options: tuple[Option, ...] = ()  # situations to name; selected = already there; value = tag id
