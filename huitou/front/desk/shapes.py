"""What the desk shows, as typed rows: the list, the conversation, the pane beside it, finding."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from huitou.front.shapes import (
    CaseRow,
    CustomerRow,
    FilterField,
    Option,
    OtherConversation,
    Person,
    PromiseChip,
    PromiseRow,
    SavedView,
    Tone,
)


# ── list of conversations ───────────────────────────────────────────────────────────────────────────────────────────────
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
    found: tuple[tuple[str, bool], ...] = ()  # of a search: where the words stand, (text, is a match)
    title_marked: tuple[tuple[str, bool], ...] = ()
    name_marked: tuple[tuple[str, bool], ...] = ()
    found_in_note: bool = False


@dataclass(frozen=True, slots=True)
class ListPage:
    heading: str  # name of the view
    total_text: str  # 128 个
    views: tuple[SavedView, ...]
    filters: tuple[FilterField, ...]
    rows: tuple[ConversationRow, ...]
    query: str = ""  # text of the search box
    carried: tuple[
        tuple[str, str], ...
    ] = ()  # what search and filters keep: the view, and what has no field of its own
    everywhere_href: str = ""  # the same words, searched everywhere
    query_string: str = ""  # view=mine&channel=chat, without "?": the list's address, also for live refreshes
    next_href: str = ""  # next page by key; "" at the end
    filtered: bool = False  # something beyond the view narrows the list
    clear_href: str = ""  # the view without filters
    colleagues: tuple[Option, ...] = ()  # to whom several at once can be given
    empty_title: str = ""
    empty_text: str = ""  # teaches what comes here and how


# ── conversation ────────────────────────────────────────────────────────────────────────────────────────────────────────
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
    state: Literal["queued", "undoable", "later", "sent", "failed"] = "sent"
    state_text: str = ""  # 已送达, 发送失败：对方邮箱拒收
    undo_seconds: int = 0  # left, when undoable
    undo_href: str = ""  # DELETE takes it back
    sending_href: str = ""  # POST lets it leave now, when it was put off
    retry_href: str = ""  # POST tries again, when failed
    continued: bool = False  # same author within minutes: no avatar, closer
    promise: PromiseChip | None = None  # promise made with this message
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
    warning: str = ""  # 那时您已下班; shown, does not stop


@dataclass(frozen=True, slots=True)
class Composer:
    to: str  # 王女士
    channel_label: str  # 经由 网页留言
    key: str  # idempotency key of the next send; a new one only after the old is acknowledged
    mode: Literal["reply", "note"] = "reply"
    draft: str = ""
    note_draft: str = ""
    presets: tuple[PromisePreset, ...] = ()
    laters: tuple[tuple[str, str], ...] = ()  # to put a reply off: the moment for the form, and its words
    warning: str = ""  # 微信只允许 48 小时内回复，还剩 5 小时
    blocked: str = ""  # reason why no reply can leave; notes still can
    elsewhere: str = ""  # and what to do instead
    error: str = ""  # sentence of the refusal of the last send; the text stays in draft
    kinds: tuple[tuple[str, str], ...] = ()  # of promises: code and word
    most_mb: int = 25  # of one file
    seen_id: str = ""  # last message known when this composer was drawn: a newer colleague's answer is refused


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


# ── the pane beside it ───────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class DetailRow:
    """Something the customer told us or we heard in passing."""

    id: str
    kind: Literal["like", "dislike", "habit", "date", "address", "other"]
    kind_label: str  # 喜欢, 不喜欢, 习惯, 日子, 称呼
    text: str  # 靠窗、安静的房间
    source_text: str  # 小林 3月12日听说


@dataclass(frozen=True, slots=True)
class TieRow:
    """A conversation that was merged into the open one, or linked with it; DELETE of `undo_href` takes that back."""

    href: str
    title: str
    word: str  # 已并入, 有关
    undo_href: str
    undo_word: str  # 撤回并入, 取消关联


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
    ties: tuple[TieRow, ...] = ()


# ── finding ─────────────────────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class SearchHit:
    """One place where the words stand."""

    kind: Literal["message", "note", "customer", "case", "conversation"]
    kind_label: str
    title: str
    href: str
    snippet: tuple[tuple[str, bool], ...]  # (text, is a match): the template marks, no markup passes through
    time_text: str
    who: str = ""


@dataclass(frozen=True, slots=True)
class SearchPage:
    """The search page."""

    query: str
    hits: tuple[SearchHit, ...]
    total_text: str
    kinds: tuple[SavedView, ...]
    took_text: str = ""
    advice: str = ""  # for no hit: what to try


@dataclass(frozen=True, slots=True)
class PaletteItem:
    """One line of Ctrl-K; partial `_palette.html`."""

    icon: str
    label: str
    href: str
    hint: str = ""
    group: str = ""  # heading shown when it changes


@dataclass(frozen=True, slots=True)
class CannedRow:
    """A canned reply with its placeholders already filled for this conversation; partial `_canned.html`."""

    title: str
    text: str
    shortcut: str = ""
