"""Typed rows of the whole pages beside the desk: tiles, search, audit, settings, and the customer's own pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from huitou.front.rows import FilterField, Option, Person, PromiseState, SavedView, Tone


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure of the day page."""

    label: str
    value: str
    hint: str  # what it is compared with: 昨天同时 12
    href: str
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class LoadRow:
    """How much one colleague carries now."""

    person: Person
    team: str
    open: int  # open conversations
    capacity: int  # what the roster allows
    waiting: int  # of these, customers waiting for us
    promises: int  # open promises due today
    late: int
    state_label: str  # 在岗, 午休, 已连续 95 分钟
    over: bool = False
    href: str = ""

    @property
    def share(self) -> float:
        """Load against capacity in percent, cut at 100 for drawing."""
        return min(100.0, 100.0 * self.open / self.capacity) if self.capacity else 100.0


@dataclass(frozen=True, slots=True)
class SearchHit:
    kind: Literal["message", "note", "customer", "case", "conversation"]
    kind_label: str
    title: str
    href: str
    snippet: tuple[tuple[str, bool], ...]  # (text, is a match): the template marks, no markup passes through
    time_text: str
    who: str = ""


@dataclass(frozen=True, slots=True)
class SearchPage:
    query: str
    hits: tuple[SearchHit, ...]
    total_text: str
    kinds: tuple[SavedView, ...]
    filters: tuple[FilterField, ...] = ()
    took_text: str = ""
    next_href: str = ""
    advice: str = ""  # for no hit: what to try


@dataclass(frozen=True, slots=True)
class PaletteItem:
    """One line of Ctrl-K; partial `_palette.html`."""

    icon: str
    label: str
    href: str
    hint: str = ""
    group: str = ""  # heading shown when it changes
    key: str = ""  # shortcut


@dataclass(frozen=True, slots=True)
class CannedRow:
    """A canned reply with its placeholders already filled for this conversation; partial `_canned.html`."""

    title: str
    text: str
    shortcut: str = ""


@dataclass(frozen=True, slots=True)
class AuditRow:
    id: str
    at: str
    time_text: str
    actor: str
    label: str
    subject: str
    subject_href: str
    name: str  # desk.promise_made.v1
    address: str = ""  # where from, when known


@dataclass(frozen=True, slots=True)
class AuditPage:
    rows: tuple[AuditRow, ...]
    filters: tuple[FilterField, ...]
    total_text: str
    next_href: str = ""
    export_href: str = ""


@dataclass(frozen=True, slots=True)
class SettingsItem:
    key: str
    label: str
    icon: str
    href: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class PublicFrame:
    """Frame of every page a customer sees; the templates know it as `frame`."""

    company: str
    site: str = ""
    phone: str = ""  # shown as a way to reach a person
    demo: bool = False
    theme: str = ""


@dataclass(frozen=True, slots=True)
class PublicForm:
    action: str
    key: str  # idempotency key: the form sent twice is one message
    kinds: tuple[Option, ...]
    sites: tuple[Option, ...]
    answer_when: tuple[Option, ...]  # expectation: when
    end_how: tuple[Option, ...]  # expectation: how should it end
    values: tuple[tuple[str, str], ...] = ()  # what was already typed, by field name
    errors: tuple[tuple[str, str], ...] = ()  # sentence by field name
    max_files_text: str = ""

    def value(self, name: str) -> str:
        """What the customer typed in the field before, or nothing."""
        return dict(self.values).get(name, "")

    def error(self, name: str) -> str:
        """The sentence for the field, or nothing."""
        return dict(self.errors).get(name, "")


@dataclass(frozen=True, slots=True)
class PublicPromise:
    """One promise as the customer sees it. Holds nothing of the back stage."""

    content: str
    due_text: str
    by_name: str
    made_text: str
    state: PromiseState
    state_label: str
    answer_href: str = ""  # POST answer=kept|not_kept; "" when nothing is to say
    answer_text: str = ""  # what the customer said
    earlier: tuple[str, ...] = ()  # 原定 11月21日 12:00，已与您商量改期


@dataclass(frozen=True, slots=True)
class PublicPromisePage:
    greeting: str  # 王女士，您好
    matter: str
    promises: tuple[PublicPromise, ...]
    write_href: str = ""


@dataclass(frozen=True, slots=True)
class RatingQuestion:
    key: str
    label: str
    options: tuple[Option, ...]  # 远低于期望 … 远超期望, value -2 … 2
    expectation: str = ""  # 您当时期望：两小时内答复


@dataclass(frozen=True, slots=True)
class RatingPage:
    action: str
    greeting: str
    matter: str
    by_name: str
    overall: RatingQuestion
    compare: RatingQuestion  # 超出, 符合, 低于
    touchpoints: tuple[RatingQuestion, ...]
    open_label: str
    error: str = ""


@dataclass(frozen=True, slots=True)
class ThanksPage:
    title: str
    text: str
    code: str = ""  # number to quote
    expect_text: str = ""  # 我们会在今天 15:00 前答复您
    link_href: str = ""
    link_label: str = ""


@dataclass(frozen=True, slots=True)
class ErrorPage:
    status: int
    title: str
    text: str
    reference: str = ""  # number that finds the log line
    back_href: str = "/desk"


@dataclass(frozen=True, slots=True)
class WelcomeStep:
    icon: str
    title: str
    text: str
    href: str
    action: str
    done: bool = False


@dataclass(frozen=True, slots=True)
class LoginPage:
    action: str
    username: str = ""
    error: str = ""
    next: str = ""
    second_step: bool = False  # asks for the six digits
    demo_logins: tuple[tuple[str, str, str], ...] = ()  # role, name, password: demo only
